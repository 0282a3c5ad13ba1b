// What a course asks and what is known of its nominees: kept, read by few queries, seen by few, forgotten and merged.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noCriteria } from '#exchange/eligibility.ts';
import type { Role } from '#exchange/people.ts';
import type { Viewer } from '#exchange/viewer.ts';
import { unitKeyOf } from '#store/records/vettings.ts';
import type { Records } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import {
  act,
  arrangeExchange,
  change,
  type Exchange,
  grantSeat,
  look,
  nominate,
  noon,
  type OpenStore,
  openCourse,
} from './store-bench.ts';

const canary = 'CANARY';

/** Everything that eligibility can know of somebody, with the canary in what people wrote. */
export async function tellEverything(records: Records, nomination: string, person: string, by: string) {
  await records.profiles.set({ person, sector: 'customs', gender: 'woman', languages: ['fr'] }, by);
  await records.vettings.record({ person }, { state: 'clear', validUntil: '2027-12-31' }, by);
  await records.evidence.prove(person, `${canary} programme`, true, by);
  await records.evidence.declare({ person, title: `${canary} course`, days: 12, endsOn: '2026-05-01' }, by);
  await records.evidence.markReceived(nomination, `${canary} paper`, true, by);
  await records.waivers.ask({ nomination, rule: 'experience', askedBy: by });
  await records.waivers.sign({ nomination, rule: 'experience', reason: `${canary} reason` }, by);
}

export function eligibilityContract(open: OpenStore): void {
  describe('eligibility', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const by = () => exchange.coordinator.id;
    const eyes = (person: string, organisation: string, roles: readonly Role[]): Viewer => ({
      kind: 'person',
      person,
      organisation,
      roles,
    });

    test('criteria are those that were said last, for whoever sees the course', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const asked = {
        ...noCriteria,
        sectors: ['customs'],
        countries: ['MA'],
        minYears: 3,
        prerequisite: 'ICIP',
        vetting: 'person',
        documents: ['Passport'],
        lastJoinOn: '2027-03-02',
      } as const;
      const of = (viewer: Viewer) =>
        bench.store.read(viewer, async ({ criteria }) =>
          (await criteria.of([course, 'crs-none'])).get(course),
        );
      await change(bench.store, ({ criteria }) => criteria.set(course, noCriteria, by()));

      await change(bench.store, ({ criteria }) => criteria.set(course, asked, by()), noon + 1);
      const seen = await of({ kind: 'stranger' });
      await change(bench.store, ({ courses }) => courses.withhold(course, ['counter-terrorism']));

      expect(seen).toEqual(asked);
      expect(await of({ kind: 'stranger' })).toBeUndefined();
      expect(await of({ kind: 'process' })).toEqual(asked);
      expect(await look(bench.store, ({ criteria }) => criteria.of([]))).toEqual(new Map());
    });

    test('profiles, proofs and earlier training are found by people or by their course', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one, other] = await nominate(bench.store, exchange, course, ['Known', 'Unknown']);
      const person = one?.nominee ?? '';
      const nobody = other?.nominee ?? '';
      await change(bench.store, (records) => tellEverything(records, one?.id ?? '', person, by()));
      const profile = { person, sector: 'police', gender: undefined, languages: ['en', 'ar'] } as const;

      await change(bench.store, async ({ profiles, evidence }) => {
        await profiles.set(profile, by());
        await evidence.prove(person, 'Taken back', true, by());
        await evidence.prove(person, 'taken  BACK', false, by());
      });

      for (const among of [[person, nobody], { nominatedFor: course }]) {
        await look(bench.store, async ({ profiles, evidence }) => {
          expect(await profiles.of(among)).toEqual(new Map([[person, profile]]));
          expect(await evidence.proofs(among)).toEqual(new Map([[person, ['canary programme']]]));
          expect(await evidence.earlier(among)).toMatchObject([{ person, days: 12, endsOn: '2026-05-01' }]);
        });
      }
      await look(bench.store, async ({ profiles, evidence, vettings, waivers }) => {
        expect([(await profiles.of([])).size, (await evidence.proofs([])).size]).toEqual([0, 0]);
        expect([await evidence.earlier([]), await evidence.bookings([])]).toEqual([[], []]);
        expect([(await vettings.ofPeople([])).size, (await vettings.ofUnits([])).size]).toEqual([0, 0]);
        expect([await waivers.of([]), (await evidence.received([])).size]).toEqual([[], 0]);
      });
    });

    test('earlier training is taken back by its own person, once', async () => {
      const { karim } = exchange;
      const said = { person: karim.id, title: 'Abroad', days: 5, endsOn: '2026-01-09' };
      const { id } = await change(bench.store, ({ evidence }) => evidence.declare(said, karim.id));
      const retract = (person: string) => change(bench.store, ({ evidence }) => evidence.retract(id, person));

      const answers = [await retract(by()), await retract(karim.id), await retract(karim.id)];

      expect(answers).toEqual([false, true, false]);
      expect(await look(bench.store, ({ evidence }) => evidence.earlier([karim.id]))).toEqual([]);
    });

    test('papers are handed in by name, and may turn out not to be', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one] = await nominate(bench.store, exchange, course, ['Hands in']);
      const nomination = one?.id ?? '';
      const mark = (name: string, received: boolean) =>
        change(bench.store, ({ evidence }) => evidence.markReceived(nomination, name, received, by()));
      await mark('Passport', true);
      await mark('Medical', true);

      await mark('Medical', false);

      for (const among of [[nomination], { course }])
        expect(await look(bench.store, ({ evidence }) => evidence.received(among))).toEqual(
          new Map([[nomination, ['Passport']]]),
        );
    });

    test('bookings are seats of courses that were not cancelled, named for whoever may see the course', async () => {
      const { rabat } = exchange;
      const seated = await openCourse(bench.store, exchange, { title: 'Seated' });
      const withheld = await openCourse(bench.store, exchange, { title: 'Withheld', startsOn: '2027-03-02' });
      const gone = await openCourse(bench.store, exchange, { title: 'Cancelled' });
      const [one] = await nominate(bench.store, exchange, seated.id, ['Booked']);
      const person = one?.nominee ?? '';
      await grantSeat(bench.store, one?.id);
      for (const { id } of [withheld, gone]) {
        const added = await change(bench.store, ({ nominations }) =>
          nominations.add({ ...(one as NonNullable<typeof one>), course: id, state: 'submitted' }),
        );
        await grantSeat(bench.store, added.id);
      }
      await change(bench.store, async ({ courses }) => {
        await courses.withhold(withheld.id, ['counter-terrorism']);
        await courses.move(gone.id, ['call-open'], 'cancelled');
      });
      const titles = async (viewer: Viewer, among = [person]) =>
        (await bench.store.read(viewer, ({ evidence }) => evidence.bookings(among))).map(
          ({ title }) => title,
        );

      const bookings = await look(bench.store, ({ evidence }) =>
        evidence.bookings({ nominatedFor: seated.id }),
      );

      expect(bookings).toMatchObject([
        { person, course: seated.id, standing: 'booked', homeCountry: 'MA', country: 'GH', title: 'Seated' },
        { person, course: withheld.id, standing: 'booked' },
      ]);
      expect(await titles(eyes('per-x', exchange.hub.id, ['trainee']))).toEqual(['Seated', undefined]);
      expect(await titles(eyes(by(), exchange.hub.id, ['coordinator']))).toEqual(['Seated', 'Withheld']);
      expect(rabat.country).toBe('MA');
    });

    test('vetting is its last state, for those who may know it, and of a unit however it is written', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one] = await nominate(bench.store, exchange, course, ['Vetted']);
      const person = one?.nominee ?? '';
      const unit = { organisation: exchange.rabat.id, unit: 'Cyber Unit' };
      const clear = { state: 'clear', validUntil: '2027-06-30' } as const;
      await change(bench.store, async ({ vettings }) => {
        await vettings.record({ person }, { state: 'pending', validUntil: undefined }, by());
        await vettings.record({ person }, clear, by());
        await vettings.record({ ...unit, unit: 'cyber  UNIT' }, clear, by());
        await vettings.record(unit, { state: 'refused', validUntil: undefined }, by());
      });
      const seen = async (viewer: Viewer) =>
        bench.store.read(viewer, async ({ vettings }) => [
          (await vettings.ofPeople({ nominatedFor: course })).size,
          (await vettings.ofUnits([exchange.rabat.id])).size,
          (await vettings.ending('2027-06-01', '2027-06-30')).length,
        ]);
      const all = ({ vettings }: Records) => vettings.ofPeople([person], 'all');

      await look(bench.store, async ({ vettings }) => {
        expect(await vettings.ofPeople([person])).toEqual(new Map([[person, clear]]));
        expect(await vettings.ofUnits([exchange.rabat.id])).toEqual(
          new Map([
            [
              unitKeyOf(unit.organisation, 'CYBER unit'),
              {
                state: 'refused',
                validUntil: undefined,
                organisation: unit.organisation,
                unit: 'cyber  UNIT',
              },
            ],
          ]),
        );
        expect(await vettings.ending('2027-06-01', '2027-06-30')).toEqual([{ ...clear, person }]);
        expect(await vettings.ending('2027-07-01', '2027-12-30')).toEqual([]);
      });
      expect(await seen(eyes(by(), exchange.hub.id, ['coordinator']))).toEqual([1, 1, 1]);
      expect(await seen(eyes('per-x', exchange.hub.id, ['oversight']))).toEqual([1, 1, 1]);
      expect(await seen(eyes(exchange.karim.id, exchange.rabat.id, ['liaison']))).toEqual([1, 1, 1]);
      expect(await seen(eyes(exchange.ama.id, exchange.accra.id, ['liaison']))).toEqual([0, 0, 0]);
      expect(await seen(eyes('per-x', exchange.rabat.id, ['manager']))).toEqual([0, 0, 0]);
      expect((await bench.store.read({ kind: 'stranger' }, all)).size).toBe(1);
      expect(await seen(eyes(person, exchange.rabat.id, ['trainee']))).toEqual([1, 0, 1]);
    });

    test('a rule is asked for once, waived once, and seen by approvers and whoever sees the nomination', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one] = await nominate(bench.store, exchange, course, ['Waived']);
      const nomination = one?.id ?? '';
      const ask = () =>
        change(bench.store, ({ waivers }) =>
          waivers.ask({ nomination, rule: 'experience', askedBy: exchange.karim.id }),
        );
      const sign = (rule: 'experience' | 'language') =>
        change(bench.store, ({ waivers }) =>
          waivers.sign({ nomination, rule, reason: 'She leads it.' }, by()),
        );
      const seen = async (viewer: Viewer) =>
        (await bench.store.read(viewer, ({ waivers }) => waivers.of({ course }))).map(
          ({ about }) => about.id,
        );

      const unasked = await sign('experience');
      const asked = await Promise.all([ask(), ask()]);
      const signed = await Promise.all([sign('experience'), sign('experience')]);

      expect(unasked).toBeUndefined();
      expect(asked.toSorted()).toEqual([false, true]);
      expect(signed.filter((waiver) => waiver !== undefined)).toHaveLength(1);
      expect(await sign('language')).toBeUndefined();
      expect(await look(bench.store, ({ waivers }) => waivers.of([nomination]))).toMatchObject([
        { rule: 'experience', askedBy: exchange.karim.id, signedBy: by(), signedAt: noon, about: one },
      ]);
      expect(await seen(eyes('per-x', exchange.hub.id, ['approver']))).toEqual([nomination]);
      expect(await seen(eyes(exchange.karim.id, exchange.rabat.id, ['liaison']))).toEqual([nomination]);
      expect(await seen(eyes(exchange.ama.id, exchange.accra.id, ['liaison']))).toEqual([]);
    });

    test('the state of a nomination follows once, and keeps who waits for an answer', async () => {
      const { id: course } = await openCourse(bench.store, exchange);
      const [one] = await nominate(bench.store, exchange, course, ['Follows']);
      const id = one?.id ?? '';
      const follow = (...step: Parameters<Records['evidence']['follow']>) =>
        bench.store.write({ ...act(noon), viewer: { kind: 'stranger' } }, ({ evidence }) =>
          evidence.follow(...step),
        );
      const waiting = async () =>
        (await look(bench.store, ({ courses }) => courses.waiting('call-open', 50))).some(
          (row) => row.course.id === course,
        );

      const answers = [
        await follow(id, 'submitted', 'vetted'),
        await follow(id, 'submitted', 'eligible'),
        await waiting(),
        await follow(id, 'vetted', 'ineligible'),
        await waiting(),
        await follow(id, 'ineligible', 'submitted'),
        await waiting(),
      ];

      expect(answers).toEqual([true, false, true, true, false, true, true]);
    });

    test('goes over to whoever somebody turns out to be; a refused vetting is never lost', async () => {
      const { rabat } = exchange;
      const { id: course } = await openCourse(bench.store, exchange);
      const [one] = await nominate(bench.store, exchange, course, ['Twice']);
      const from = one?.nominee ?? '';
      const into = await change(bench.store, async (records) => {
        const { id } = await records.people.add({
          name: 'Twice',
          organisation: rabat.id,
          membership: 'confirmed',
        });
        await tellEverything(records, one?.id ?? '', from, from);
        await records.profiles.set({ person: id, sector: 'police', gender: undefined, languages: [] }, by());
        await records.vettings.record({ person: id }, { state: 'clear', validUntil: undefined }, by());
        await records.vettings.record({ person: from }, { state: 'refused', validUntil: undefined }, by());
        await records.evidence.prove(id, `${canary} PROGRAMME`, true, by());
        return id;
      });

      const merged = await change(bench.store, ({ merges }) => merges.merge(from, into));

      expect(merged).toBe(true);
      await look(bench.store, async ({ profiles, vettings, evidence, waivers }) => {
        expect((await profiles.of([from, into])).get(into)).toMatchObject({ sector: 'police' });
        expect(await profiles.of([from])).toEqual(new Map());
        expect(await vettings.ofPeople([from, into])).toEqual(
          new Map([[into, { state: 'refused', validUntil: undefined }]]),
        );
        expect(await evidence.proofs([from, into])).toEqual(new Map([[into, ['canary programme']]]));
        expect(await evidence.earlier([from, into])).toMatchObject([{ person: into }]);
        expect(await waivers.of([one?.id ?? ''])).toMatchObject([{ signedBy: into }]);
      });
    });
  });
}
