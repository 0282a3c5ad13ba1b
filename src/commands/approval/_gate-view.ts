// A course at the gate, as whoever looks may see it: papers, views, decisions, what is next, and the buttons for it.
import type { Desk } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import { hasRole } from '#bot/identify.ts';
import { comma } from '#bot/punctuation.ts';
import { day, joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { gate } from '#exchange/approval.ts';
import type { Course } from '#store/records/courses.ts';
import { gateStates, mayWriteBrief } from './_course.ts';
import { decisionLine, differenceView } from './_decision-views.ts';
import { doublesView } from './_doubles.ts';
import {
  assessmentView,
  briefView,
  consultationView,
  countriesIn,
  missingInWords,
  type Reading,
} from './_paper-views.ts';
import {
  type Actor,
  actorOf,
  awaited,
  lacksOf,
  markOf,
  rightToDecide,
  type Standing,
  standingOf,
} from './_standing.ts';
import type { Key } from './words.ts';

/** Everything of the course at the gate that the asker may see, and what they can do. */
export async function gateView(course: Course, desk: Desk<Key>): Promise<View> {
  const { asker, now } = desk;
  const standing = await standingOf(desk.records, course);
  const reading = { ...desk, language: asker.language };
  const actor = actorOf(asker);
  return [
    ...(await cardOf(standing, reading, asker.zone, now)),
    ...(await nextFor(standing, reading, now)),
    ...buttonsFor(standing, actor, desk, now),
  ];
}

/** The papers of a course in the order in which whoever decides reads them. */
export async function cardOf(
  standing: Standing,
  reading: Reading,
  zone: string,
  now: number,
): Promise<readonly Block[]> {
  const { course, decisions } = standing;
  const { say, house, records, language } = reading;
  const organisation = await records.organisations.byId(course.organisation);
  const proposer = await records.people.byId(course.proposedBy);
  const lines: Text[] = [];
  for (const one of decisions.slice(0, 1)) lines.push(await decisionLine(one, zone, reading));
  return [
    { heading: say('show.heading', { title: value(course.title) }) },
    {
      facts: [
        [say('show.state'), house(`courseState.${course.state}`)],
        [say('show.subject'), house(`subject.${course.subject}`)],
        [say('show.where'), countriesIn([course.country], language)],
        [say('show.when'), say('show.days', { from: day(course.startsOn), to: day(course.endsOn) })],
        [say('show.proposer'), [value(proposer?.name ?? '–'), ' · ', value(organisation?.name ?? '–')]],
        [say('show.gate'), gateWords(standing, reading, now)],
      ],
    },
    ...(await doublesView(course, reading)),
    ...lines.map((paragraph): Block => ({ paragraph })),
    ...(await differenceView(standing, reading)),
    { divider: true },
    ...briefView(standing, reading, now),
    ...(await assessmentView(standing, reading, now)),
    ...consultationView(standing, reading),
  ];
}

function gateWords({ course, papers }: Standing, { say }: Reading, now: number): Text {
  const asked = gate(course, papers, now);
  return asked.open ? say('gate.open') : missingInWords(asked.missing, say);
}

/** What has to happen next, and by whom. */
async function nextFor(standing: Standing, reading: Reading, now: number): Promise<readonly Block[]> {
  const { course, papers, office } = standing;
  const { say, house, records, language } = reading;
  if (gate(course, papers, now).open) return [{ paragraph: say('next.open') }];
  const lacks = lacksOf(standing);
  if (lacks.length > 0) {
    return [
      {
        paragraph: say('next.papers', {
          papers: joined(
            lacks.map((lack) => say(`lack.${lack}`)),
            comma(language),
          ),
        }),
      },
    ];
  }
  if (course.state === 'proposed') return [{ paragraph: say('next.submit') }];
  if (office === undefined) return [{ paragraph: say('next.decision') }];
  const holders = await records.people.byIds(await holdersOf(records, 'approver', { scope: office, now }));
  const facts = {
    office: house(`office.${office}`),
    names: joined(
      holders.map((one) => [value(one.name)]),
      comma(language),
    ),
  };
  return [{ paragraph: holders.length > 0 ? say('next.decide', facts) : say('next.nobody', facts) }];
}

/** Only what whoever looks can do now. */
function buttonsFor(
  standing: Standing,
  actor: Actor | undefined,
  { asker, say }: Desk<Key>,
  now: number,
): readonly Block[] {
  const { course } = standing;
  if (!gateStates.some((state) => state === course.state)) return [];
  const coordinates = hasRole(asker, 'coordinator');
  const write: readonly Button[] = [
    ...(mayWriteBrief(asker, course)
      ? [{ label: say('button.brief'), route: route('approval/brief/start', course.id) }]
      : []),
    ...(coordinates
      ? [
          { label: say('button.assess'), route: route('approval/assess/start', course.id) },
          { label: say('button.risk'), route: route('approval/risk-add/start', course.id) },
          { label: say('button.risks'), route: route('approval/risks/of', course.id) },
          { label: say('button.consult'), route: route('approval/consult/start', course.id) },
        ]
      : []),
  ];
  const submit: readonly Button[] =
    coordinates && course.state === 'proposed' && lacksOf(standing).length === 0
      ? [
          {
            label: say('button.submit'),
            route: route('approval/show/submit', course.id),
            look: 'primary',
          },
        ]
      : [];
  return [
    ...decideButtons(standing, actor, say, now),
    ...(submit.length > 0 ? [{ buttons: submit }] : []),
    ...(write.length > 0 ? [{ buttons: write }] : []),
  ];
}

/** Seen by nobody but whoever may press them (item 21). */
export function decideButtons(
  standing: Standing,
  actor: Actor | undefined,
  say: Desk<Key>['say'],
  now: number,
): readonly Block[] {
  const { course } = standing;
  if (!isDecidable(standing) || !actor || !rightToDecide(standing, actor).decide) return [];
  const mark = markOf(standing);
  const button = (verdict: 'proceed' | 'return' | 'decline', look?: Button['look']): Button => ({
    label: say(`button.${verdict}`),
    route: route(`approval/decide/${verdict}`, course.id, mark),
    ...(look ? { look } : {}),
  });
  const waits = awaited(standing, now).length > 0;
  return [
    {
      buttons: [
        ...(waits ? [] : [button('proceed', 'primary')]),
        button('return'),
        button('decline', 'danger'),
      ],
    },
  ];
}

/** Handed in, with all that has to be there; and again whenever it has been changed since. */
export function isDecidable(standing: Standing): boolean {
  const { course, content } = standing;
  return (
    content !== undefined &&
    lacksOf(standing).length === 0 &&
    course.state !== 'proposed' &&
    gateStates.some((state) => state === course.state)
  );
}
