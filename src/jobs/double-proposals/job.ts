// Tells the proposers of two courses that double one another, and the coordinators: once per pair, each with their own eyes.

import type { Answer, MessageFacts } from '#bot/answer.ts';
import { holdersOf } from '#bot/holders.ts';
import { viewerOf } from '#bot/identify.ts';
import type { CourseDisclosure } from '#exchange/disclosure.ts';
import { doubleAsShown, doublingStates, pairsOf } from '#exchange/doubles.ts';
import { holdsSeat } from '#exchange/nomination.ts';
import type { Viewer } from '#exchange/viewer.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';

export default defineJob({
  name: 'double-proposals',
  everyMinutes: 10,
  async sweep(sweep) {
    const { records } = sweep;
    const pairs = pairsOf(await records.courses.list({ states: doublingStates }));
    if (pairs.length === 0) return [];
    const coordinators = await holdersOf(records, 'coordinator', { now: sweep.now });
    const eyes = await eyesOf(records, pairs.flat());
    const answers: Answer[] = [];
    for (const pair of pairs) answers.push(...(await tellOf(pair, coordinators, eyes, sweep)));
    return answers;
  },
});

/** A hint is true of the moment; a course may be withheld before a message that was held up arrives. */
const hintHelps = 86_400_000;

async function tellOf(
  pair: readonly [Course, Course],
  coordinators: readonly string[],
  eyes: ReadonlyMap<string, Viewer>,
  { records, now }: Sweep,
): Promise<readonly Answer[]> {
  const [one, other] = pair;
  const told = new Map<string, { readonly facts: MessageFacts; readonly tooLateAt?: number }>();
  for (const person of coordinators)
    told.set(person, { facts: { mine: one.id, other: other.id, hint: false } });
  for (const [mine, double] of [
    [one, other],
    [other, one],
  ] as const) {
    const viewer = eyes.get(mine.proposedBy);
    if (!viewer || told.has(mine.proposedBy)) continue;
    const shown = doubleAsShown(viewer, await disclosureOf(double, records, now));
    // A hint speaks of another organisation.
    if (shown === 'nothing' || (shown === 'hint' && mine.organisation === double.organisation)) continue;
    const facts = { mine: mine.id, other: double.id, hint: shown === 'hint' };
    told.set(mine.proposedBy, { facts, ...(shown === 'hint' ? { tooLateAt: now + hintHelps } : {}) });
  }
  const [first, second] = [one.id, other.id].toSorted();
  return [...told].map(([tell, how]) => ({
    tell,
    message: 'double-proposals/double',
    key: `double · ${first} · ${second}`,
    ...how,
  }));
}

/** The eyes of those who proposed them, as long as they are members. */
async function eyesOf({ people }: Records, courses: readonly Course[]): Promise<ReadonlyMap<string, Viewer>> {
  const proposers = await people.byIds([...new Set(courses.map((course) => course.proposedBy))]);
  const eyes = new Map<string, Viewer>();
  for (const person of proposers.filter(({ membership }) => membership === 'confirmed'))
    eyes.set(person.id, viewerOf(person, await people.grantsOf(person.id)));
  return eyes;
}

/** Whom it concerns is asked only of a withheld course: of any other it makes no difference. */
async function disclosureOf(course: Course, records: Records, now: number): Promise<CourseDisclosure> {
  if (course.withheld.length === 0) return { ...course, participants: { seatHolders: [], routedTo: [] } };
  const all = await records.nominations.list({ course: course.id });
  const standing = all.filter(({ state }) => state !== 'withdrawn');
  const assigned = [
    ...(await holdersOf(records, 'courseManager', { scope: course.id, now })),
    ...(await holdersOf(records, 'instructor', { scope: course.id, now })),
  ];
  return {
    ...course,
    participants: {
      seatHolders: standing.filter(({ state }) => holdsSeat(state)).map((one) => one.nominee),
      routedTo: standing.map((one) => one.organisation),
      assigned,
    },
  };
}
