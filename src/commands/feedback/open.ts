// /feedback open: asks the participants of a course by hand what the calendar does not ask, or has not asked; once for each.
import type { Answer } from '#bot/answer.ts';
import { invitations, openRound, versionAsked } from '#bot/ask-feedback.ts';
import { aboutCourse } from '#bot/asked-about.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { participantsOf } from '#bot/participants.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, instant, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { openedStates } from '#exchange/course.ts';
import {
  type AskingTime,
  askedFrom,
  mayOpen,
  type NotNow,
  preTestTime,
} from '#exchange/evaluation-calendar.ts';
import { type QuestionSet, questionSets, roundIdOf } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import { mayOpenFor, openers } from './_follow.ts';
import { type Key, words } from './words.ts';

/** What is asked about a course. */
const sets = questionSets.filter((set) => set !== 'event');

export default defineCommand({
  path: 'feedback open',
  words,
  who: openers,
  access: 'read',
  asks: {
    course: askCourse([...openedStates, 'evaluating', 'closed'], (course, desk) =>
      mayOpenFor(desk.asker, course),
    ),
    set: ask.choice(sets, 'asked'),
  },
  pages: [['course', 'set']],
  run: ({ course, set }, desk) => preview(desk, course, set),
  buttons: {
    start: {
      who: openers,
      access: 'read',
      press: async ([course = '']) => ({ open: 'feedback open', values: { course } }),
    },
    confirm: {
      who: openers,
      access: 'write',
      press: ([course = '', set], desk) => open(desk, course, set),
    },
  },
});

/** Everything that has to be so; looked at again when the button is pressed. */
interface Ready {
  readonly course: Course;
  readonly set: QuestionSet;
  readonly time: AskingTime;
  readonly people: readonly string[];
}

async function ready(
  desk: Desk<Key>,
  id: string,
  given: string | undefined,
): Promise<Ready | { readonly not: Answer }> {
  const { asker, records, now } = desk;
  const course = await records.courses.byId(id);
  const set = sets.find((one) => one === given);
  if (!course || set === undefined) return { not: { reply: [{ paragraph: desk.say('status.none') }] } };
  const title = value(course.title);
  if (!mayOpenFor(asker, course))
    return { not: desk.refuse('open.notYours', { title, command: command('exchange role-give') }) };
  const asked = await records.feedback.round(roundIdOf(course.id, set));
  if (asked) return { not: await already(desk, course, asked) };
  const notNow = mayOpen(set, course, now);
  if (notNow) return { not: desk.refuse(`open.${notNow}`, { title, command: command(remedies[notNow]) }) };
  if ((await versionAsked(records, set, course.id)) === undefined) {
    const facts = { title, set: desk.say(`asked.${set}`), command: command('feedback design') };
    return { not: desk.refuse('open.nothing', facts) };
  }
  const people = await participants(desk, course, set);
  if (people.length === 0)
    return { not: desk.refuse(`open.nobody.${set === 'pre-test' ? 'before' : 'after'}`, { title }) };
  const time =
    set === 'pre-test'
      ? { ...preTestTime(course), opensAt: now }
      : askedFrom(now, course.zone, await hubSetting(records, 'feedback.late'));
  return { course, set, time, people };
}

/** With which command the rule is seen to, where one helps. */
const remedies: Readonly<Record<NotNow, string>> = {
  'called-off': 'course show',
  held: 'course publish',
  'not-announced': 'course publish',
  begun: 'course attendance',
  'not-marked': 'course attendance',
  'too-long-ago': 'feedback status',
};

async function participants(
  { records }: Desk<Key>,
  course: Course,
  set: QuestionSet,
): Promise<readonly string[]> {
  if (set === 'pre-test') {
    const seated = await records.nominations.list({ course: course.id, states: ['accepted'] });
    return seated.map(({ nominee }) => nominee);
  }
  return participantsOf(records, course.id);
}

async function already({ records, say }: Desk<Key>, course: Course, round: FeedbackRound): Promise<Answer> {
  const facts = { title: value(course.title), set: say(`asked.${round.set}`) };
  if (round.state === 'called-off') return { reply: [{ paragraph: say('open.wasCalledOff', facts) }] };
  const closes = instant(round.closesAt, course.zone);
  if (round.state === 'closed') return { reply: [{ paragraph: say('open.wasAsked', { ...facts, closes }) }] };
  const { invited, answered } = await records.feedback.participation(round.id);
  return { reply: [{ paragraph: say('open.isOpen', { ...facts, closes, invited, answered }) }] };
}

async function preview(desk: Desk<Key>, id: string, given: string): Promise<Answer> {
  const found = await ready(desk, id, given);
  if ('not' in found) return found.not;
  const { course, set, time, people } = found;
  const { say } = desk;
  const closes = instant(time.closesAt, course.zone);
  const late = instant(time.lateUntil, course.zone);
  const facts = { title: value(course.title), set: say(`asked.${set}`), count: people.length, closes };
  return {
    reply: [
      { heading: say('open.sure') },
      { paragraph: say('open.whom', facts) },
      ...(time.lateUntil > time.closesAt ? [{ paragraph: say('open.late', { late }) }] : []),
      {
        buttons: [
          {
            label: say('open.confirm'),
            route: route('feedback/open/confirm', course.id, set),
            look: 'primary',
          },
        ],
      },
    ],
  };
}

async function open(desk: Desk<Key>, id: string, given: string | undefined): Promise<Outcome> {
  const found = await ready(desk, id, given);
  if ('not' in found) return found.not;
  const { course, set, time, people } = found;
  const { records, say, now } = desk;
  const about = aboutCourse(course);
  const round = await openRound(records, about, set, time, people);
  // Somebody else has just opened it.
  if (round === undefined) return preview(desk, id, given ?? '');
  const { closesAt } = time;
  const named = set === 'pre-test' ? `${round} · ${course.startsOn}` : round;
  const said = await invitations(records, about, people, {
    key: `feedback invitation · ${named}`,
    now,
    closesAt,
  });
  const facts = {
    title: value(course.title),
    set: say(`asked.${set}`),
    count: people.length,
    closes: instant(closesAt, course.zone),
  };
  return [{ update: [{ paragraph: say('open.asked', facts) }] }, ...said];
}
