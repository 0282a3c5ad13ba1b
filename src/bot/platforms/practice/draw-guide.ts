// What to try first: the story of one course, each step played by the person whose step it is.
import { html } from 'hono/html';
import type { Role } from '#exchange/people.ts';
import type { CastPerson } from './cast.ts';
import { portrait } from './draw-people.ts';
import type { Html } from './render-text.ts';
import { addressOf, directOf, type Scene } from './scene.ts';

interface Step {
  readonly name:
    | 'propose'
    | 'brief'
    | 'assess'
    | 'decide'
    | 'publish'
    | 'nominate'
    | 'accept'
    | 'clock'
    | 'attendance'
    | 'feedback'
    | 'summary';
  readonly role?: Role;
  /** The second of that role where there is one, so that two organisations take part. */
  readonly other?: boolean;
  readonly command?: string;
}

const story: readonly Step[] = [
  { name: 'propose', role: 'liaison', command: '/course propose' },
  { name: 'brief', role: 'liaison', command: '/approval brief' },
  { name: 'assess', role: 'coordinator', command: '/approval assess' },
  { name: 'decide', role: 'approver', command: '/approval decide' },
  { name: 'publish', role: 'coordinator', command: '/course publish' },
  { name: 'nominate', role: 'liaison', other: true, command: '/nominate add' },
  { name: 'accept', role: 'coordinator', command: '/nominate accept' },
  { name: 'clock' },
  { name: 'attendance', role: 'liaison', command: '/course attendance' },
  { name: 'feedback', role: 'trainee', command: '/feedback answer' },
  { name: 'summary', role: 'manager', command: '/feedback summary' },
];

export function guideHtml(scene: Scene): Html {
  const { says } = scene.own;
  return html`<main id="conversation" class="conversation guide" tabindex="-1">
<header class="conversation-head"><h1>${says('conversations.guide')}</h1></header>
<div class="scroll" id="scroll" tabindex="0" role="region" aria-label="${says('guide.title')}">
<div class="guide-words"><h2>${says('guide.title')}</h2><p>${says('guide.intro')}</p></div>
<ol class="steps">${story.map((step) => stepHtml(step, scene))}</ol>
</div></main>`;
}

function stepHtml(step: Step, scene: Scene): Html {
  const { says } = scene.own;
  const player = step.role && playerOf(step.role, step.other ?? false, scene.people);
  return html`<li class="step"><h3>${says(`guide.${step.name}.title`)}</h3><p>${says(`guide.${step.name}.text`)}</p>
${
  player && step.command
    ? html`<p class="step-do"><a class="button plain" href="${addressOf(player, directOf(player.account))}?${new URLSearchParams({ draft: `${step.command} ` }).toString()}">
${portrait(player, scene)}<span>${says('guide.as', { name: { value: player.name } })}</span></a> <code dir="ltr">${step.command}</code></p>`
    : ''
}</li>`;
}

function playerOf(role: Role, other: boolean, people: readonly CastPerson[]): CastPerson | undefined {
  const players = people.filter((person) => person.role === role);
  return (other ? players[1] : undefined) ?? players[0];
}
