// What Slack would say to a drawing or a form: its limits, its blocks, and what would become active in it.
import type { Form } from '#bot/form.ts';
import { renderForm } from '#bot/platforms/slack/render-form.ts';
import { type Pen, unescapeEntities } from '#bot/platforms/slack/render-text.ts';
import { chartsOf, renderView } from '#bot/platforms/slack/render-view.ts';
import { readContent } from '../../emulators/slack/active-mentions.ts';
import {
  problemsOfMessage,
  problemsOfView,
  viewIsTooLarge,
  worded,
} from '../../emulators/slack/checks/check-payload.ts';
import type { StructureCheck } from '../../emulators/slack/checks/schema.ts';
import { fieldsOf, parsedJson } from '../../emulators/slack/json.ts';
import type { Seen } from './notes.ts';
import { bare, halfLetters, namedIn, textsOf, typedIn } from './readings.ts';

const team = 'T1';

function penFor(seen: { language: Pen['language']; zone: string }, mentions: Pen['mentions']): Pen {
  return { language: seen.language, zone: seen.zone, team, commandPrefix: '', mentions };
}

/** How many messages of Slack the drawing takes. */
export function slackMessages({ drawing, as, addressees }: Seen) {
  const pictures = chartsOf(drawing.view).map((_, index) => `F${index}`);
  return renderView(drawing.view, penFor(drawing, as === 'answer' ? 'everyone' : addressees), pictures);
}

export function problemsOnSlack(structure: StructureCheck, seen: Seen): readonly string[] {
  const messages = slackMessages(seen);
  const problems: string[] = messages.length === 0 ? ['shows nothing'] : [];
  const texts = textsOf(seen.drawing);
  const named = namedIn(texts);
  let visible = '';
  for (const [index, message] of messages.entries()) {
    const sent = fieldsOf(parsedJson(JSON.stringify(message)));
    const verdict = problemsOfMessage(structure, { ...sent, attachments: [] });
    problems.push(...verdict.problems.map(worded), ...(verdict.tooLong ? ['too long together'] : []));
    if (index === 0 && /^…?$/u.test(message.text)) problems.push('says nothing in its notification');
    problems.push(...halfLetters(message).map((half) => `half a letter: ${half}`));
    const { mentions, visibleText } = readContent({ ...message, parse: { mode: 'none', linkNames: false } });
    visible += visibleText;
    const may = seen.as === 'answer' ? named.accounts : seen.addressees;
    const active = [
      ...mentions.users.filter((user) => !may.includes(`slack:${team}:${user}`)),
      ...mentions.channels.filter((channel) => !named.channels.includes(`slack:${team}:${channel}`)),
      ...mentions.groups,
      ...mentions.broadcasts,
      ...mentions.links.filter((link) => !named.links.includes(link)),
    ];
    problems.push(...active.map((one) => `active: ${one}`));
  }
  // Slack decodes entities wherever it finds them, so that a typed `&lt;` is read as what it stands for.
  const read = bare(unescapeEntities(visible));
  for (const typed of texts.flatMap(typedIn))
    if (!read.includes(bare(unescapeEntities(typed)))) problems.push(`loses: ${typed}`);
  return problems;
}

export function problemsOfFormOnSlack(structure: StructureCheck, form: Form): readonly string[] {
  const metadata = JSON.stringify({ form: form.id, path: form.path, channel: 'slack:T1:C1234567890' });
  const view = renderForm(form, penFor(form, []), metadata);
  const { mentions } = readContent({ blocks: view.blocks });
  const active = [...mentions.users, ...mentions.channels, ...mentions.broadcasts, ...mentions.links];
  return [
    ...problemsOfView(structure, parsedJson(JSON.stringify(view))).map(worded),
    ...(viewIsTooLarge(view) ? ['too large'] : []),
    ...active.map((one) => `active: ${one}`),
    ...halfLetters(view).map((half) => `half a letter: ${half}`),
  ];
}
