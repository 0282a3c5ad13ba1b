// A course whose trainees have been asked for feedback, with comments that nobody else could have written.
import type { AccountId } from '#exchange/people.ts';
import type { Course } from '#store/records/courses.ts';
import { type Bench, openBench } from '../support/exchange-bench.ts';
import { reactionTo } from '../support/reaction-round.ts';
import { courseIn } from './guarded-exchange.ts';

export interface AskedTrainees {
  readonly bench: Bench;
  readonly course: Course;
  /** Ids of those who were asked; `practice:trainee-0` is the first. */
  readonly people: readonly string[];
}

export const closesAt = Date.UTC(2027, 0, 20);

export function accountOf(number: number): AccountId {
  return `practice:trainee-${number}`;
}

/** A word that stands in one comment alone. */
export function comment(number: number): string {
  return `Remark${String(number).padStart(3, '0')}`;
}

export const ratings = {
  apply: 5,
  confidence: 4,
  relevance: 4,
  instructors: 5,
  'human-rights': 3,
  level: 4,
  recommend: 9,
} as const;

/** The bench's clock stands at 4 January 2027; the round was opened that morning. */
export async function openAskedTrainees(count: number): Promise<AskedTrainees> {
  const bench = await openBench();
  const arranged = await bench.arrange(async (records) => {
    const hub = await records.organisations.add({
      name: 'Hub',
      country: 'GB',
      language: 'en',
      zone: 'UTC',
      hub: true,
    });
    const ghana = await records.organisations.add({
      name: 'Ghana Police',
      country: 'GH',
      language: 'en',
      zone: 'Africa/Accra',
      hub: false,
    });
    for (const [organisation, key] of [
      [hub.id, 'hub'],
      [ghana.id, 'ghana'],
    ] as const) {
      const channel = `practice:${key}-managers` as const;
      await records.organisations.setChannel({ organisation, purpose: 'managers', channel });
    }
    const member = async (
      name: string,
      role: 'coordinator' | 'oversight' | 'liaison' | 'manager' | 'trainee',
    ) => {
      const isHub = role === 'coordinator' || role === 'oversight';
      const organisation = isHub ? hub.id : ghana.id;
      const person = await records.people.add({ name, organisation, membership: 'confirmed' });
      await records.people.link(`practice:${name}`, person.id, name);
      await records.people.grant({ person: person.id, role, scope: isHub ? 'hub' : organisation });
      return person.id;
    };
    await member('vera', 'coordinator');
    await member('olga', 'oversight');
    await member('abena', 'manager');
    const kofi = await member('kofi', 'liaison');
    const people: string[] = [];
    for (let number = 0; number < count; number += 1)
      people.push(await member(`trainee-${number}`, 'trainee'));
    const course = await courseIn(records, 'evaluating', {
      title: 'Past networks',
      startsOn: '2026-12-07',
      endsOn: '2026-12-11',
      proposedBy: kofi,
      organisation: ghana.id,
      seats: 50,
    });
    for (const person of people) await records.nominations.mark(course.id, person, 'attended', kofi);
    const opensAt = Date.UTC(2027, 0, 4, 8);
    const round = reactionTo(course.id, opensAt, closesAt);
    await records.feedback.open(round, people);
    return { course, people };
  });
  return { bench, ...arranged };
}

/** Begins, fills both pages with a comment of their own, and hands in. */
export async function answers({ bench, course }: AskedTrainees, number: number): Promise<string> {
  const typist = bench.as(accountOf(number));
  await typist.pressesRoute(`feedback/answer/begin|${course.id}`);
  return typist.fills({ ...ratings, obstacles: comment(number) });
}
