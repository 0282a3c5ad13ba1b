// /course list: the courses that lie ahead, as far as the asker may see them.
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { plainText } from '#bot/plain-text.ts';
import { command, day, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { type CourseState, courseStates, type Subject, subjects } from '#exchange/course.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { shortened } from '#exchange/text-input.ts';
import type { Course, CourseFilter } from '#store/records/courses.ts';
import { daysOf } from './_card.ts';
import { aheadStates } from './_states.ts';
import { type Key, words } from './words.ts';

const onPage = 20;
/** Nobody turns so many pages: beyond, the list says that there are more, and is not counted to its end. */
const mostCounted = 100;
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
  run: async (wanted, desk) => ({ reply: await page(wanted, 0, desk) }),
  buttons: {
    /** `course/list/page|offset|state|subject|mine`; what is left out of the filter is empty. */
    page: {
      who: 'member',
      access: 'read',
      press: async ([offset = '0', state, subject, mine], desk) => ({
        update: await page(
          {
            state: courseStates.find((one) => one === state),
            subject: subjects.find((one) => one === subject),
            mine: mine === 'mine',
          },
          Number(offset),
          desk,
        ),
      }),
    },
  },
});

interface Wanted {
  readonly state?: CourseState | undefined;
  readonly subject?: Subject | undefined;
  readonly mine?: boolean | undefined;
}

async function page(wanted: Wanted, offset: number, desk: Desk<Key>): Promise<View> {
  const { records, say } = desk;
  const filter = filterOf(wanted, desk);
  const count = await records.courses.count(filter, mostCounted + 1);
  const first = Number.isInteger(offset) && offset > 0 ? offset - (offset % onPage) : 0;
  const shown = await records.courses.list({ ...filter, most: onPage, skip: first });
  if (shown.length === 0) {
    if (first > 0) return page(wanted, 0, desk);
    return emptyList(
      desk,
      wanted.state !== undefined || wanted.subject !== undefined || wanted.mine === true,
    );
  }
  return [
    {
      heading:
        count > mostCounted
          ? say('list.headingMany', { count: mostCounted })
          : say('list.heading', { count }),
    },
    { list: shown.map((course) => lineOf(course, desk)) },
    {
      select: {
        label: say('list.choose'),
        route: route('course/show/chosen'),
        options: shown.map((course) => ({ value: course.id, label: [value(optionOf(course, desk))] })),
      },
    },
    ...turning(wanted, first, shown.length, count, desk),
  ];
}

/** Without a state: what has not ended yet, counted in days of any zone. */
function filterOf({ state, subject, mine }: Wanted, { asker, now }: Desk<Key>): CourseFilter {
  const today = localDate(now, 'UTC');
  return {
    states: state === undefined ? aheadStates : [state],
    // No course lasts for more than 366 days.
    ...(state === undefined ? { startsFrom: addDays(today, -368), endsFrom: addDays(today, -1) } : {}),
    ...(subject === undefined ? {} : { subject }),
    ...(mine ? { concerning: concerning(asker) } : {}),
  };
}

/** Proposed by the asker or, for a liaison officer, by their organisation, or with a nomination that is theirs. */
function concerning(asker: Desk<Key>['asker']): { person: string; organisation?: string } {
  const person = asker.person?.id ?? '';
  const organisation = hasRole(asker, 'liaison') ? asker.organisation?.id : undefined;
  return organisation === undefined ? { person } : { person, organisation };
}

function turning(
  { state, subject, mine }: Wanted,
  first: number,
  shown: number,
  count: number,
  { say }: Desk<Key>,
): readonly Block[] {
  const last = first + shown;
  const isMore = count > mostCounted ? shown === onPage : last < count;
  if (first === 0 && !isMore) return [];
  const to = (offset: number) =>
    route('course/list/page', String(offset), state ?? '', subject ?? '', mine ? 'mine' : '');
  const buttons: Button[] = [
    ...(first > 0 ? [{ label: say('list.back'), route: to(first - onPage) }] : []),
    ...(isMore ? [{ label: say('list.next'), route: to(first + onPage) }] : []),
  ];
  const where =
    count > mostCounted
      ? say('list.shownMany', { first: first + 1, last, count: mostCounted })
      : say('list.shown', { first: first + 1, last, count });
  return [{ paragraph: where }, { buttons }];
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
