// /nominate list: the nominations that the asker may see: all, their organisation's, or their own.
import { type Desk, defineCommand } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, day, type Text, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import type { CourseState } from '#exchange/course.ts';
import { localDate } from '#exchange/local-time.ts';
import { tracksOf } from '#exchange/nomination-tracks.ts';
import { shortened } from '#exchange/text-input.ts';
import { courseView, nominateNext } from './_list.ts';
import { nominatedOf, nominatedStates } from './_nomination.ts';
import { type Key, words } from './words.ts';

/** Courses for which people are, or have been, nominated. */
const nominatedFor: readonly CourseState[] = [
  ...nominatedStates,
  'delivered',
  'evaluating',
  'closed',
  'cancelled',
];

/** Slack's longest label of an option, without the two marks that keep a title in its own direction. */
const longestOption = 73;
/** Discord's select holds 25. */
const mostCourses = 25;

export default defineCommand({
  path: 'nominate list',
  words,
  who: 'member',
  access: 'read',
  asks: { course: optional(askCourse(nominatedFor)) },
  pages: [['course']],
  async run({ course }, desk) {
    if (course !== undefined) return { reply: await courseView(desk, course, 0) };
    const seesMany = (['coordinator', 'oversight', 'liaison', 'manager'] as const).some((role) =>
      hasRole(desk.asker, role),
    );
    return { reply: seesMany ? await overview(desk) : await ownView(desk) };
  },
  buttons: {
    /** `nominate/list/of|course`, or with the course chosen in a select. */
    of: {
      who: 'member',
      access: 'read',
      press: async ([course], desk, chosen) => ({ reply: await courseView(desk, course ?? chosen ?? '', 0) }),
    },
    more: {
      who: 'member',
      access: 'read',
      press: async ([course = '', offset = '0'], desk) => ({
        update: await courseView(desk, course, Number(offset)),
      }),
    },
    one: { who: 'member', access: 'read', press: ([id = ''], desk) => details(desk, id) },
  },
});

/** By course: how many wait for an answer and how many have a seat. */
async function overview(desk: Desk<Key>): Promise<View> {
  const { records, asker, say } = desk;
  const courses = await records.courses.list({ states: nominatedStates, most: mostCourses + 1 });
  if (courses.length === 0) return [{ paragraph: say('list.noCourses') }];
  const shown = courses.slice(0, mostCourses);
  const seesAll = hasRole(asker, 'coordinator') || hasRole(asker, 'oversight');
  const tallies = await records.nominations.tally(shown.map((course) => course.id));
  const lines: Text[] = [];
  for (const course of shown) {
    const { open, seated: accepted } = tallies.get(course.id) ?? { open: 0, seated: 0 };
    const facts = { title: value(course.title), starts: day(course.startsOn), open };
    lines.push(
      seesAll
        ? say('list.overviewLine', { ...facts, granted: course.granted, seats: course.seats })
        : say('list.overviewOwn', { ...facts, accepted }),
    );
  }
  const more: Block = {
    paragraph: say('list.mostCourses', { count: mostCourses, command: command('nominate list') }),
  };
  return [
    { heading: say('list.overview') },
    { list: lines },
    ...(courses.length > mostCourses ? [more] : []),
    {
      select: {
        label: say('list.open'),
        route: route('nominate/list/of'),
        options: shown.map((course) => ({
          value: course.id,
          label: [value(shortened(course.title, longestOption))],
        })),
      },
    },
    ...nominateNext(desk),
  ];
}

async function ownView(desk: Desk<Key>): Promise<View> {
  const { records, asker, say } = desk;
  const nominations = await records.nominations.list({ nominee: asker.person?.id ?? '' });
  const shown = nominations.toReversed().slice(0, 10);
  const courses = await records.courses.byIds(shown.map((nomination) => nomination.course));
  const lines: Text[] = [];
  for (const nomination of shown) {
    const course = courses.find((one) => one.id === nomination.course);
    if (!course) continue;
    const state = desk.house(`nominationState.${nomination.state}`);
    const facts = {
      title: value(course.title),
      starts: day(course.startsOn),
      ends: day(course.endsOn),
      state,
    };
    lines.push(say('list.own', facts));
  }
  if (lines.length === 0) return [{ paragraph: say('list.ownNone') }];
  return [{ heading: say('list.ownHeading') }, { list: lines }];
}

async function details(desk: Desk<Key>, id: string) {
  const { records, asker, say } = desk;
  const found = await nominatedOf(records, id);
  if (!found) return desk.refuse('list.gone');
  const { nomination, course } = found;
  const tracks = tracksOf(nomination.state);
  const mayCheck = (['coordinator', 'oversight', 'liaison'] as const).some((role) => hasRole(asker, role));
  const view: View = [
    { heading: [value(found.name)] },
    {
      facts: [
        [say('fact.course'), [value(course.title)]],
        [say('fact.organisation'), [value(found.organisation)]],
        [say('fact.rank'), [value(nomination.rank || '–')]],
        [say('fact.unit'), [value(nomination.unit || '–')]],
        [say('fact.years'), [String(nomination.yearsOfService)]],
        [say('fact.state'), desk.house(`nominationState.${nomination.state}`)],
        [say('fact.sender'), say(`sender.${tracks.sender}`)],
        [say('fact.hub'), say(`hub.${tracks.hub}`)],
        [say('fact.consent'), say(`assent.${nomination.consent ?? 'none'}`)],
        [say('fact.release'), say(`assent.${nomination.release ?? 'none'}`)],
        [say('fact.visa'), say(nomination.needsVisa ? 'visa.yes' : 'visa.no')],
        [say('fact.reason'), [value(nomination.reason || '–')]],
      ],
    },
    ...(nomination.isLate ? [{ paragraph: say('list.isLate') }] : []),
    ...(nomination.hubNote === null
      ? []
      : [{ paragraph: say('list.note', { note: value(nomination.hubNote) }) }]),
    {
      paragraph: say('list.nominatedBy', {
        by: value(found.by),
        on: day(localDate(nomination.createdAt, asker.zone)),
      }),
    },
    ...(mayCheck
      ? [{ buttons: [{ label: say('button.check'), route: route('nominate/check/one', nomination.id) }] }]
      : []),
  ];
  return { reply: view };
}
