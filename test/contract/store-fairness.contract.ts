// Fairness: what is counted since a day, who sees it whole, and that a withheld course changes nothing for anybody else.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { NominationState } from '#exchange/nomination.ts';
import type { Role } from '#exchange/people.ts';
import type { Viewer } from '#exchange/viewer.ts';
import type { TestStore } from '../support/databases.ts';
import { standingPass } from '../support/gate-papers.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  everything,
  nominate,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

const since = '2027-01-01';

export function fairnessContract(open: OpenStore): void {
  describe('fairness', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeEach(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterEach(() => bench.close());

    const eyes = (organisation: string, ...roles: Role[]): Viewer => ({
      kind: 'person',
      person: 'per-somebody',
      organisation,
      roles,
    });
    const figures = (viewer: Viewer, from = since) =>
      bench.store.read(viewer, ({ fairness }) => fairness.figures(from));
    const standing = (viewer: Viewer, organisation: string) =>
      bench.store.read(viewer, ({ fairness }) => fairness.standing(organisation, since));

    /** Seats of Rabat: one after the other comes to the state given. */
    async function seat(course: string, ends: readonly NominationState[]) {
      const names = ends.map((_, at) => `Officer ${course} ${at}`);
      const made = await nominate(bench.store, exchange, course, names);
      return await change(bench.store, async (records) => {
        const pass = await standingPass(records, course);
        for (const [at, { id }] of made.entries()) {
          const end = ends[at] ?? 'accepted';
          await records.nominations.grantSeat(id, pass, end === 'declined' ? 'offered' : 'accepted');
          const from = end === 'declined' ? 'offered' : 'accepted';
          if (end !== 'accepted') await records.nominations.move(id, [from], end);
        }
        return made.map(({ nominee }) => nominee);
      });
    }

    test('counts seats, answers, attendance and days since the first day of the window', async () => {
      const { accra, rabat } = exchange;
      const course = await openCourse(bench.store, exchange, { seats: 10 });
      const [one, two] = await seat(course.id, ['accepted', 'attended', 'no-show', 'declined']);
      await change(bench.store, ({ profiles }) =>
        profiles.set({ person: one ?? '', sector: undefined, gender: 'woman', languages: [] }, 'per-x'),
      );
      await change(bench.store, ({ profiles }) =>
        profiles.set({ person: two ?? '', sector: 'police', gender: 'man', languages: ['fr'] }, 'per-x'),
      );

      const counted = await figures(everything);
      const known = await bench.store.read(everything, ({ profiles }) => profiles.of([one ?? '']));

      expect(known.get(one ?? '')?.gender).toBe('woman');
      expect(counted?.organisations.toSorted((a, b) => a.seats - b.seats)).toEqual([
        { organisation: accra.id, weight: 1, seats: 0, nominations: 0 },
        { organisation: rabat.id, weight: 1, seats: 3, nominations: 4 },
      ]);
      expect(counted).toMatchObject({
        women: { number: 1, of: 2 },
        firstTimers: { number: 3, of: 3 },
        repeated: { number: 0, of: 3 },
        declined: { number: 1, of: 4 },
        noShows: { number: 1, of: 2 },
        days: [{ days: 0, nominations: 4 }],
      });
      expect((await figures(everything, '2027-03-02'))?.days).toEqual([]);
    });

    test('knows who had a seat before the window, who has two in it, and forgets cancelled courses', async () => {
      const { karim, rabat } = exchange;
      const [early, first, second, gone] = [
        await openCourse(bench.store, exchange, { startsOn: '2026-12-01', endsOn: '2026-12-05' }),
        await openCourse(bench.store, exchange),
        await openCourse(bench.store, exchange, { startsOn: '2027-04-01', endsOn: '2027-04-02' }),
        await openCourse(bench.store, exchange, { startsOn: '2027-05-01', endsOn: '2027-05-02' }),
      ];
      const [nominee = ''] = await seat(first?.id ?? '', ['accepted']);
      await seat(second?.id ?? '', ['accepted']);
      await change(bench.store, async (records) => {
        for (const course of [early, second, gone]) {
          const { id } = await records.nominations.add({
            ...{ course: course?.id ?? '', nominee, organisation: rabat.id, nominatedBy: karim.id },
            ...{ rank: 'r', unit: 'u', yearsOfService: 1, reason: 'x', state: 'submitted' },
          });
          await records.nominations.grantSeat(id, await standingPass(records, course?.id ?? ''));
        }
        await records.courses.move(gone?.id ?? '', ['call-open'], 'cancelled');
      });

      expect(await figures(everything)).toMatchObject({
        firstTimers: { number: 1, of: 2 },
        repeated: { number: 1, of: 2 },
        organisations: expect.arrayContaining([
          expect.objectContaining({ organisation: rabat.id, seats: 3 }),
        ]),
      });
    });

    test('shows the whole to coordinators, oversight and the hub’s room, a row to whoever speaks for it', async () => {
      const { hub, accra, rabat } = exchange;
      const hubRoom: Viewer = { kind: 'channel', organisation: undefined, audience: 'hub' };
      const managers: Viewer = { kind: 'channel', organisation: rabat.id, audience: 'managers' };

      for (const viewer of [eyes(hub.id, 'coordinator'), eyes(hub.id, 'oversight'), hubRoom])
        expect(await figures(viewer)).toBeDefined();
      for (const viewer of [
        eyes(rabat.id, 'liaison', 'manager', 'trainee', 'approver'),
        managers,
        { kind: 'stranger' } as const,
      ])
        expect(await figures(viewer)).toBeUndefined();
      for (const viewer of [eyes(rabat.id, 'manager'), eyes(rabat.id, 'liaison'), managers]) {
        expect(await standing(viewer, rabat.id)).toEqual({ seats: 0, nominations: 0, beside: undefined });
        expect(await standing(viewer, accra.id)).toBeUndefined();
      }
      expect(await standing(eyes(rabat.id, 'trainee', 'expert'), rabat.id)).toBeUndefined();
    });

    test('says nothing of a withheld course to an organisation, not even by its own row or the sum', async () => {
      const { hub, rabat } = exchange;
      await change(bench.store, async ({ organisations }) => {
        for (const name of ['Lima', 'Suva', 'Muscat', 'Doha'])
          await organisations.add({ name, country: 'PE', language: 'es', zone: 'America/Lima', hub: false });
      });
      const course = await openCourse(bench.store, exchange);
      await seat(course.id, ['accepted']);
      const manager = eyes(rabat.id, 'manager');
      const before = await standing(manager, rabat.id);
      const secret = await openCourse(bench.store, exchange, {
        startsOn: '2027-06-01',
        endsOn: '2027-06-02',
      });
      await change(
        bench.store,
        ({ courses }) => courses.withhold(secret.id, ['counter-terrorism']),
        noon + day,
      );
      await seat(secret.id, ['accepted', 'accepted']);

      const after = await standing(manager, rabat.id);
      const whole = await figures(eyes(hub.id, 'coordinator'));

      expect(before).toMatchObject({ seats: 1, nominations: 1, beside: { spread: { others: 5, most: 0 } } });
      expect(after).toEqual(before);
      expect(whole?.organisations.find(({ organisation }) => organisation === rabat.id)?.seats).toBe(3);
    });
  });
}
