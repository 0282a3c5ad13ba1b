// /feedback status: of each questionnaire how many were asked and how many have answered; never who.
import { type AskedAbout, aboutCourse, askedAbout } from '#bot/asked-about.ts';
import { type Asker, type Desk, defineCommand } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { participantsOf } from '#bot/participants.ts';
import { askCourse } from '#bot/record-fields.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { type CourseState, openedStates } from '#exchange/course.ts';
import { mayOpen } from '#exchange/evaluation-calendar.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import { counters, mayCount, mayFollowAll, mayOpenFor, percent } from './_follow.ts';
import { type Key, words } from './words.ts';

const mostClosed = 5;
const mostOpen = 20;
/** More than are shown: some may be of courses that the asker does not see. */
const mostLookedAt = 4 * mostClosed;

/** From its call on something may be asked about a course. */
const states = [
  ...openedStates,
  'on-hold',
  'running',
  'delivered',
  'evaluating',
  'closed',
] as const satisfies readonly CourseState[];

export default defineCommand({
  path: 'feedback status',
  words,
  who: counters,
  access: 'read',
  asks: { course: optional(askCourse(states, (course, desk) => mayCount(desk.asker, course))) },
  pages: [['course']],
  async run({ course: courseId }, desk) {
    if (courseId === undefined) return { reply: await overview(desk) };
    const course = await desk.records.courses.byId(courseId);
    if (!course) return { correct: { course: desk.house('field.empty') } };
    const title = value(course.title);
    if (!mayCount(desk.asker, course)) return desk.refuse('status.notYours', { title });
    return { reply: await oneView(desk, course) };
  },
});

async function overview(desk: Desk<Key>): Promise<View> {
  const { asker, records, say } = desk;
  // A liaison officer follows the courses of their own organisation; a course manager may manage any.
  const ofOne = !mayFollowAll(asker) && !hasRole(asker, 'courseManager');
  const organisation = ofOne ? (asker.organisation?.id ?? '') : undefined;
  const open = await records.feedback.rounds('open', { organisation, most: mostOpen });
  const closed = await records.feedback.rounds('closed', {
    organisation,
    latestFirst: true,
    most: mostLookedAt,
  });
  const lines: Text[] = [];
  let closedShown = 0;
  for (const round of [...open, ...closed]) {
    if (round.state === 'closed' && closedShown === mostClosed) break;
    const about = await askedAbout(records, round);
    if (!about || !mayCountOf(asker, about)) continue;
    if (round.state === 'closed') closedShown += 1;
    lines.push(await lineOf(desk, about, round));
  }
  if (lines.length === 0) return [{ paragraph: say('status.none') }];
  return [{ heading: say('status.heading') }, { list: lines }, { paragraph: say('status.namesNever') }];
}

/** Events are the hub's. */
function mayCountOf(asker: Pick<Asker, 'grants'>, { course }: AskedAbout): boolean {
  return course ? mayCount(asker, course) : mayFollowAll(asker);
}

async function lineOf({ records, say }: Desk<Key>, about: AskedAbout, round: FeedbackRound): Promise<Text> {
  const { answered, invited } = await records.feedback.participation(round.id);
  const at = instant(round.closesAt, about.zone);
  const facts = { title: value(about.title), set: say(`asked.${round.set}`), answered, invited };
  return round.state === 'open'
    ? say('status.open', { ...facts, closes: at })
    : say('status.over', { ...facts, closed: at });
}

async function oneView(desk: Desk<Key>, course: Course): Promise<View> {
  const { records, say } = desk;
  const rounds = await records.feedback.of(course.id);
  const buttons = openingButtons(desk, course, rounds);
  const below: readonly Block[] = buttons.length > 0 ? [{ buttons }] : [];
  if (rounds.length === 0)
    return [{ paragraph: say('status.noRound', { title: value(course.title) }) }, ...below];
  const blocks: Block[] = [{ heading: [value(course.title)] }];
  for (const round of rounds) blocks.push({ facts: await factsOf(desk, aboutCourse(course), round) });
  return [...blocks, { paragraph: say('status.namesNever') }, ...below];
}

type Fact = readonly [Text, Text];

async function factsOf(desk: Desk<Key>, about: AskedAbout, round: FeedbackRound): Promise<readonly Fact[]> {
  const { records, say, asker, now } = desk;
  const { answered, invited } = await records.feedback.participation(round.id);
  const rate = percent(answered, invited);
  const answeredFact =
    rate === undefined
      ? say('status.answered.value', { answered, invited })
      : say('status.answered.rate', { answered, invited, rate });
  // Whoever sees only their own people would count too few.
  const seesEverybody = hasRole(asker, 'coordinator') || hasRole(asker, 'oversight');
  const attended = about.course && round.set !== 'pre-test' && seesEverybody;
  const takesLate = round.state === 'closed' && now < round.lateUntil;
  return [
    [say('status.set'), say(`asked.${round.set}`)],
    ...(attended
      ? [[say('status.attended'), [String((await participantsOf(records, about.id)).length)]] as const]
      : []),
    [say('status.invited'), [String(invited)]],
    [say('status.answered'), answeredFact],
    round.state === 'called-off'
      ? ([say('status.closed'), say('status.calledOff')] as const)
      : ([
          round.state === 'open' ? say('status.closes') : say('status.closed'),
          [instant(round.closesAt, about.zone)],
        ] as const),
    ...(takesLate
      ? [
          [
            say('status.late'),
            say('status.late.value', { late: instant(round.lateUntil, about.zone) }),
          ] as const,
        ]
      : []),
  ];
}

/** For whoever may, what has not been asked yet and could be. */
function openingButtons(
  { asker, say, now }: Desk<Key>,
  course: Course,
  rounds: readonly FeedbackRound[],
): readonly Button[] {
  const could = ['pre-test', 'post-test', 'reaction'].some(
    (set) => !rounds.some((round) => round.set === set) && mayOpen(set, course, now) === undefined,
  );
  return could && mayOpenFor(asker, course)
    ? [{ label: say('status.open.button'), route: route('feedback/open/start', course.id) }]
    : [];
}
