// /my commitments: what somebody said they would do differently after courses, and who else may read it.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { isFollowedUp, windowOf } from '#bot/follow-ups.ts';
import { instant, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { courseEnd } from '#exchange/course.ts';
import { mayCommit } from '#exchange/follow-up.ts';
import type { Commitment } from '#store/records/commitments.ts';
import type { Course } from '#store/records/courses.ts';
import { type Key, words } from './words.ts';

/** The latest courses; what was committed to years ago is asked about no more. */
const mostShown = 4;

export default defineCommand({
  path: 'my commitments',
  words,
  who: 'member',
  access: 'read',
  asks: {},
  pages: [],
  run: async (_values, desk) => ({ reply: await listView(desk) }),
  buttons: {
    share: {
      who: 'member',
      access: 'write',
      press: ([course = '', shared], desk) => share(desk, course, shared === 'yes'),
    },
  },
});

async function listView(desk: Desk<Key>): Promise<View> {
  const { records, asker, say } = desk;
  const all = asker.person ? await records.commitments.list({ person: asker.person.id }) : [];
  const courses = await records.courses.byIds([...new Set(all.map((one) => one.course))]);
  const latest = courses.toSorted((one, other) => (one.endsOn > other.endsOn ? -1 : 1)).slice(0, mostShown);
  if (latest.length === 0) return [{ paragraph: say('commitments.none') }];
  return [
    { heading: say('commitments.heading') },
    ...latest.flatMap((course) =>
      blocksOf(
        desk,
        course,
        all.filter((one) => one.course === course.id),
      ),
    ),
  ];
}

function blocksOf({ say, now }: Desk<Key>, course: Course, made: readonly Commitment[]): readonly Block[] {
  const isShared = made.some(({ shared }) => shared);
  const day = (stage: '90d' | '180d') => instant(windowOf(course, stage).opensAt, course.zone, 'day');
  const canChange = isFollowedUp(course) && mayCommit(courseEnd(course), course.zone, now);
  const change: Button = {
    label: say('commitments.change'),
    route: route('feedback/commit/start', course.id),
  };
  return [
    { paragraph: [{ bold: [value(course.title)] }] },
    { list: made.map((one): Text => [value(one.text)]) },
    { paragraph: say(isShared ? 'commitments.shared' : 'commitments.own') },
    { paragraph: say('commitments.asked', { first: day('90d'), second: day('180d') }) },
    {
      buttons: [
        {
          label: say(isShared ? 'commitments.keep' : 'commitments.share'),
          route: route('my/commitments/share', course.id, isShared ? 'no' : 'yes'),
        },
        ...(canChange ? [change] : []),
      ],
    },
  ];
}

async function share(desk: Desk<Key>, course: string, shared: boolean): Promise<Answer> {
  const { records, asker } = desk;
  if (asker.person) await records.commitments.share(course, asker.person.id, shared);
  return { update: await listView(desk) };
}
