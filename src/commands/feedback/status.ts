// /feedback status: how many were asked and how many have answered; never who.
import { type Desk, defineCommand } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { askCourse } from '#bot/record-fields.ts';
import { instant, type Text, value } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import { roundIdOf } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import { followers, mayFollow, mayFollowAll, percent } from './_follow.ts';
import { type Key, words } from './words.ts';

const mostClosed = 5;
const mostOpen = 20;
/** More than are shown: some may be of courses that the asker does not see. */
const mostLookedAt = 4 * mostClosed;

export default defineCommand({
  path: 'feedback status',
  words,
  who: followers,
  access: 'read',
  asks: {
    course: optional(
      askCourse(['delivered', 'evaluating', 'closed'], (course, desk) => mayFollow(desk.asker, course)),
    ),
  },
  pages: [['course']],
  async run({ course: courseId }, desk) {
    if (courseId === undefined) return { reply: await overview(desk) };
    const course = await desk.records.courses.byId(courseId);
    if (!course) return { correct: { course: desk.house('field.empty') } };
    const title = value(course.title);
    if (!mayFollow(desk.asker, course)) return desk.refuse('status.notYours', { title });
    const round = await desk.records.feedback.round(roundIdOf(course.id));
    if (!round) return { reply: [{ paragraph: desk.say('status.noRound', { title }) }] };
    return { reply: await oneView(desk, course, round) };
  },
});

async function overview(desk: Desk<Key>): Promise<View> {
  const { records, say } = desk;
  // A liaison officer follows the courses of their own organisation.
  const organisation = mayFollowAll(desk.asker) ? undefined : (desk.asker.organisation?.id ?? '');
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
    const course = round.course === null ? undefined : await records.courses.byId(round.course);
    if (!course || !mayFollow(desk.asker, course)) continue;
    if (round.state === 'closed') closedShown += 1;
    const { answered, invited } = await records.feedback.participation(round.id);
    const at = instant(round.closesAt, course.zone);
    const facts = { title: value(course.title), answered, invited };
    lines.push(
      round.state === 'open'
        ? say('status.open', { ...facts, closes: at })
        : say('status.over', { ...facts, closed: at }),
    );
  }
  if (lines.length === 0) return [{ paragraph: say('status.none') }];
  return [{ heading: say('status.heading') }, { list: lines }, { paragraph: say('status.namesNever') }];
}

async function oneView(desk: Desk<Key>, course: Course, round: FeedbackRound): Promise<View> {
  const { records, say, asker } = desk;
  const { answered, invited } = await records.feedback.participation(round.id);
  const rate = percent(answered, invited);
  const closes = instant(round.closesAt, course.zone);
  const seesEverybody = hasRole(asker, 'coordinator') || hasRole(asker, 'oversight');
  const answeredFact =
    rate === undefined
      ? say('status.answered.value', { answered, invited })
      : say('status.answered.rate', { answered, invited, rate });
  return [
    { heading: [value(course.title)] },
    {
      facts: [
        // Whoever sees only their own people would count too few.
        ...(seesEverybody
          ? [[say('status.attended'), [String(await attendedOf(desk, course))]] as const]
          : []),
        [say('status.invited'), [String(invited)]],
        [say('status.answered'), answeredFact],
        [round.state === 'open' ? say('status.closes') : say('status.closed'), [closes]],
      ],
    },
    { paragraph: say('status.namesNever') },
  ];
}

async function attendedOf({ records }: Desk<Key>, course: Course): Promise<number> {
  const marked = await records.nominations.attendance(course.id);
  return marked.filter((one) => one.mark !== 'no-show').length;
}
