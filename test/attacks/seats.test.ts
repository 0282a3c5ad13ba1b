// Seats under any sequence of what people do at once: never more than there are, and always as many as are held.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { holdsSeat, waitingStates } from '#exchange/nomination.ts';
import type { Course } from '#store/records/courses.ts';
import { approve, standingPass } from '../support/gate-papers.ts';
import { accountOf, courseIn, type GuardedExchange, openGuardedExchange } from './guarded-exchange.ts';

type Act =
  | { readonly kind: 'accept' | 'withdraw' | 'offer'; readonly nominee: number }
  | { readonly kind: 'seats'; readonly seats: number }
  | { readonly kind: 'move'; readonly to: 'call-open' | 'call-closed' | 'on-hold' | 'cancelled' };

const nominees = 5;
const nominee = fc.nat({ max: nominees - 1 });
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('accept' as const), nominee }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), nominee }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('offer' as const), nominee }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('seats' as const), seats: fc.integer({ min: 1, max: 5 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      to: fc.constantFrom(
        'call-open' as const,
        'call-closed' as const,
        'on-hold' as const,
        'cancelled' as const,
      ),
    }),
  },
);
/** Waves follow each other; what is in one wave happens at once. */
const waves = fc.array(fc.array(act, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 });

describe('Seats', () => {
  let guarded: GuardedExchange;
  let people: readonly string[];

  beforeAll(async () => {
    guarded = await openGuardedExchange();
    people = await guarded.bench.arrange(async (records) => {
      const ids: string[] = [];
      for (let number = 0; number < nominees; number += 1) {
        const person = await records.people.add({
          name: `Nominee ${number}`,
          organisation: guarded.id('egypt'),
          membership: 'confirmed',
        });
        ids.push(person.id);
      }
      return ids;
    });
  });
  afterAll(() => guarded.bench.close());

  async function open(seats: number): Promise<{ course: Course; nominations: readonly string[] }> {
    return guarded.bench.arrange(async (records) => {
      const course = await courseIn(records, 'call-open', {
        seats,
        proposedBy: guarded.id('kofi'),
        organisation: guarded.id('ghana'),
      });
      const nominations: string[] = [];
      for (const person of people) {
        const nomination = await records.nominations.add({
          course: course.id,
          nominee: person,
          organisation: guarded.id('egypt'),
          nominatedBy: guarded.id('salma'),
          rank: 'Sergeant',
          unit: 'Unit',
          yearsOfService: 6,
          reason: 'Reason.',
          state: 'submitted',
          consent: 'given',
          release: 'given',
        });
        nominations.push(nomination.id);
      }
      return { course, nominations };
    });
  }

  /** So that nobody has two courses on the same days in the next run. */
  function free(nominations: readonly string[]): Promise<void> {
    return guarded.bench.arrange(async (records) => {
      for (const id of nominations)
        await records.nominations.move(id, [...waitingStates, 'selected', 'accepted'], 'withdrawn');
    });
  }

  async function state(id: string) {
    return guarded.bench.store.read({ kind: 'process' }, async (records) => {
      const course = await records.courses.byId(id);
      const held = (await records.nominations.list({ course: id })).filter((one) => holdsSeat(one.state));
      return { seats: course?.seats ?? 0, granted: course?.granted ?? -1, held: held.length };
    });
  }

  function inRecord(course: string, nominations: readonly string[], one: Act): Promise<unknown> {
    return guarded.bench.arrange(async (records) => {
      switch (one.kind) {
        case 'accept':
          return records.nominations.grantSeat(
            nominations[one.nominee] ?? '',
            await standingPass(records, course),
          );
        case 'offer':
          return records.nominations.move(nominations[one.nominee] ?? '', waitingStates, 'selected');
        case 'withdraw':
          return records.nominations.move(
            nominations[one.nominee] ?? '',
            [...waitingStates, 'selected', 'accepted'],
            'withdrawn',
          );
        case 'seats':
          // Another number of seats holds the course until it has been approved anew, as happens here at once.
          await records.courses.edit(course, { seats: one.seats }, ['call-open', 'call-closed', 'on-hold']);
          await approve(records, course, guarded.id('aria'));
          return records.courses.move(
            course,
            ['on-hold'],
            'call-open',
            undefined,
            await standingPass(records, course),
          );
        case 'move':
          return records.courses.move(
            course,
            ['call-open', 'call-closed', 'on-hold'],
            one.to,
            undefined,
            await standingPass(records, course),
          );
      }
    });
  }

  it('are never oversold in the record, and are granted as often as they are held', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), waves, async (seats, happening) => {
        const { course, nominations } = await open(seats);
        for (const wave of happening) {
          await Promise.all(wave.map((one) => inRecord(course.id, nominations, one)));
          const now = await state(course.id);
          expect(now.granted).toBe(now.held);
          expect(now.held).toBeLessThanOrEqual(now.seats);
        }
        await free(nominations);
      }),
      { numRuns: 200 },
    );
  });

  it('are never oversold by people who type and press at once', async () => {
    const { bench } = guarded;
    const vera = () => bench.as(accountOf('vera'));
    const byPeople = (course: string, nominations: readonly string[], one: Act): Promise<string> => {
      switch (one.kind) {
        case 'accept':
          return vera().pressesRoute(`nominate/accept/now|${nominations[one.nominee]}|0`);
        case 'offer':
          return bench
            .as(accountOf('otto'))
            .runs('nominate accept', { nomination: nominations[one.nominee] ?? '' });
        case 'withdraw':
          return bench
            .as(accountOf('salma'))
            .pressesRoute(`nominate/withdraw/confirm|${nominations[one.nominee]}`);
        case 'seats':
          return bench.as(accountOf('kofi')).runs('course edit', { course, seats: one.seats });
        case 'move':
          return one.to === 'cancelled'
            ? cancel(course)
            : bench.as(accountOf('kofi')).runs('course edit', { course, deadline: '2027-02-10' });
      }
    };
    const cancel = async (course: string) => {
      const otto = bench.as(accountOf('otto'));
      await otto.runs('course cancel', { course, reason: 'Called off.' });
      const buttons =
        otto.drawing()?.view.flatMap((block) => ('buttons' in block ? block.buttons : [])) ?? [];
      const confirm = buttons.find((one) => one.route.startsWith('course/cancel/confirm'));
      return confirm ? otto.pressesRoute(confirm.route) : '';
    };

    let everHeld = 0;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), waves, async (seats, happening) => {
        const { course, nominations } = await open(seats);
        for (const wave of happening) {
          await Promise.all(wave.map((one) => byPeople(course.id, nominations, one)));
          const now = await state(course.id);
          expect(now.granted).toBe(now.held);
          everHeld += now.held;
          expect(now.held).toBeLessThanOrEqual(now.seats);
        }
        await free(nominations);
      }),
      { numRuns: 20 },
    );

    expect(everHeld).toBeGreaterThan(0);
    expect(bench.errors).toEqual([]);
  });

  it('cannot be had by moving a nomination past the one function that grants them', async () => {
    const { nominations } = await open(1);
    const [first = ''] = nominations;

    const moved = guarded.bench.arrange((records) =>
      records.nominations.move(first, ['submitted'], 'accepted'),
    );
    const added = guarded.bench.arrange((records) =>
      records.nominations.add({
        course: guarded.courses.open.id,
        nominee: people[0] ?? '',
        organisation: guarded.id('egypt'),
        nominatedBy: guarded.id('salma'),
        rank: 'Sergeant',
        unit: 'Unit',
        yearsOfService: 6,
        reason: 'Reason.',
        state: 'accepted',
      }),
    );

    await expect(moved).rejects.toThrow('Only grantSeat grants seats.');
    await expect(added).rejects.toThrow('Only grantSeat grants seats.');
  });
});
