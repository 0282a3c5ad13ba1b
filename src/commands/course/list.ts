// /course list: the courses that lie ahead, as far as the asker may see them.
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { plainText } from '#bot/plain-text.ts';
import { command, day, type Text, value } from '#bot/text.ts';
import { type Block, route } from '#bot/view.ts';
import { courseEnd, courseStates, subjects } from '#exchange/course.ts';
import { localDate } from '#exchange/local-time.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course } from '#store/records/courses.ts';
import { daysOf } from './_card.ts';
import { unfinishedStates } from './_states.ts';
import { type Key, words } from './words.ts';

const mostShown = 20;
/** Slack's longest label of an option, without the two marks that keep a title in its own direction. */
const longestOption = 73;

export default defineCommand({
  path: 'course list',
  words,
  who: 'member',
  access: 'read',
  asks: {
    state: optional(ask.choice(courseStates, 'courseState')),
    subject: optional(ask.choice(subjects, 'subject')),
    mine: optional(ask.yesNo()),
  },
  pages: [['state', 'subject', 'mine']],
  async run({ state, subject, mine = false }, desk) {
    const { records, now, say } = desk;
    const known = await records.courses.list({ states: state === undefined ? unfinishedStates : [state] });
    const own = mine ? await concernsAsker(desk) : () => true;
    const found = known.filter(
      (course) =>
        (state !== undefined || courseEnd(course) >= now) &&
        (subject === undefined || course.subject === subject) &&
        own(course),
    );
    if (found.length === 0)
      return { reply: emptyList(desk, state !== undefined || subject !== undefined || mine) };

    const shown = found.slice(0, mostShown);
    const more = found.length - shown.length;
    return {
      reply: [
        { heading: say('list.heading', { count: found.length }) },
        { list: shown.map((course) => lineOf(course, desk)) },
        ...(more > 0 ? [{ paragraph: say('list.more', { count: more }) }] : []),
        {
          select: {
            label: say('list.choose'),
            route: route('course/show/chosen'),
            options: shown.map((course) => ({ value: course.id, label: [value(optionOf(course, desk))] })),
          },
        },
      ],
    };
  },
});

/** Proposed by the asker or their organisation, or with a nomination that is theirs. */
async function concernsAsker({ asker, records }: Desk<Key>): Promise<(course: Course) => boolean> {
  const person = asker.person?.id ?? '';
  const nominations = await records.nominations.list({ nominee: person });
  const nominatedFor = new Set(
    nominations.filter((one) => one.state !== 'withdrawn').map((one) => one.course),
  );
  return (course) =>
    course.proposedBy === person ||
    nominatedFor.has(course.id) ||
    (hasRole(asker, 'liaison') && course.organisation === asker.organisation?.id);
}

function lineOf(course: Course, { say, house, now }: Desk<Key>): Text {
  const open = course.state === 'call-open' && now < course.nominationDeadline;
  return [
    { bold: [value(course.title)] },
    ' · ',
    ...daysOf(course, say),
    ' · ',
    ...house(`subject.${course.subject}`),
    ' · ',
    ...house(`courseState.${course.state}`),
    ...(open
      ? [' · ', ...say('list.open', { free: course.seats - course.granted, deadline: lastDay(course) })]
      : []),
  ];
}

function lastDay(course: Course) {
  return day(localDate(course.nominationDeadline, course.zone));
}

function optionOf(course: Course, { asker }: Desk<Key>): string {
  const starts = plainText([day(course.startsOn)], { language: asker.language, zone: course.zone });
  return `${shortened(course.title, longestOption - starts.length - 3)} · ${starts}`;
}

function emptyList({ asker, say }: Desk<Key>, filtered: boolean): readonly Block[] {
  if (filtered) return [{ paragraph: say('list.emptyFiltered', { command: command('course list') }) }];
  const mayPropose = hasRole(asker, 'liaison') || hasRole(asker, 'coordinator');
  return [
    { paragraph: say('list.empty') },
    {
      paragraph: mayPropose
        ? say('list.proposeOne', { command: command('course propose') })
        : say('list.wait'),
    },
  ];
}
