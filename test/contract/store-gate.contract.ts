// Decisions at the gate: bound to what they approve, ended with it, and no step past the gate without one that stands.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type GatePass, gate, type Verdict } from '#exchange/approval.ts';
import { hashOf } from '#exchange/approved-content.ts';
import type { CourseState } from '#exchange/course.ts';
import { Conflict, type Records } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { approve, brief, inForce, setDocument, standingPass } from '../support/gate-papers.ts';
import { bearable, edit, ending, risk } from './gate-changes.ts';
import {
  act,
  arrangeExchange,
  change,
  type Exchange,
  grantSeat,
  look,
  nominate,
  nomination,
  noon,
  type OpenStore,
  proposal,
} from './store-bench.ts';

export function gateContract(open: OpenStore): void {
  describe('the gate', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const read = <T>(work: (records: Records) => Promise<T>) => look(bench.store, work);
    const write = <T>(work: (records: Records) => Promise<T>) => change(bench.store, work);
    const now = (course: string) =>
      read(async ({ courses, clearances, decisions }) => ({
        state: (await courses.byId(course))?.state,
        sequence: (await courses.byId(course))?.sequence,
        approval: (await clearances.of(course)).approval,
        decisions: await decisions.of(course),
      }));
    const standing = async (course: string) =>
      (await now(course)).decisions.filter(({ voidedAt }) => voidedAt === undefined);

    /** With papers, a risk and an approval, in one state; and the pass of that approval. */
    const arrange = (state: CourseState = 'approved') =>
      write(async (records) => {
        const by = exchange.coordinator.id;
        const { id } = await records.courses.propose(proposal(exchange));
        await setDocument(records, id, 'brief', inForce, by);
        await setDocument(records, id, 'assessment', inForce, by);
        await records.papers.addRisk(id, risk(by));
        await approve(records, id, by);
        const pass = await standingPass(records, id);
        await records.courses.move(id, ['draft'], state, undefined, pass);
        return { id, pass };
      });
    const decision = (course: string, hash: string, verdict: Verdict = 'proceed') => ({
      course,
      verdict,
      office: 'minister' as const,
      grade: 'low' as const,
      decidedBy: exchange.coordinator.id,
      inNameOf: exchange.ama.id,
      reasons: 'Because it helps. "العربية" \u202e',
      hash,
      evidence: {
        consultations: [
          { country: 'FR', mission: 'embassy', due: '2027-02-01', view: 'concern', note: 'They detain.' },
        ],
        mitigations: { all: 2, done: 1 },
      } as const,
    });
    const hashNow = (course: string) =>
      read(async ({ decisions }) => (await decisions.content(course))?.hash ?? '');

    test('has nothing to approve while a paper is missing', async () => {
      const { id } = await write(({ courses }) => courses.propose(proposal(exchange)));
      const content = () => read(({ decisions }) => decisions.content(id));

      const none = await content();
      await write((records) => setDocument(records, id, 'brief', inForce, exchange.ama.id));
      const one = await content();
      const decided = await write(({ decisions }) => decisions.decide(decision(id, '')));
      await write((records) => setDocument(records, id, 'assessment', inForce, exchange.ama.id));

      expect([none, one, decided]).toEqual([undefined, undefined, undefined]);
      const both = await content();
      expect(both?.hash).toBe(hashOf(both?.content ?? {}));
      expect(both?.content).toMatchObject({
        'course.title': 'Digital evidence',
        'course.days': 5,
        'brief.need': brief.need,
        'brief.validUntil': inForce.validUntil,
        'assessment.grade': 'low',
        'assessment.risks': [],
      });
    });

    test('keeps a decision with all that lay before whoever took it, and the one before it as superseded', async () => {
      const { id } = await arrange();
      const { hash = '', content } = (await read(({ decisions }) => decisions.content(id))) ?? {};

      const decided = await change(
        bench.store,
        ({ decisions }) => decisions.decide(decision(id, hash, 'return')),
        noon + 7,
      );

      expect(decided).toEqual({
        ...decision(id, hash, 'return'),
        id: decided?.id,
        number: 2,
        decidedAt: noon + 7,
        content,
        voidedAt: undefined,
        voidedWhy: undefined,
      });
      const { decisions, approval } = await now(id);
      expect(decisions[0]).toEqual(decided);
      expect(decisions[1]).toMatchObject({ number: 1, voidedAt: noon + 7, voidedWhy: 'superseded' });
      expect(decisions).toHaveLength(2);
      expect(approval).toBeUndefined();
      expect(await read(({ decisions }) => decisions.of('crs-none'))).toEqual([]);
    });

    test('takes no decision about what has changed since it was read', async () => {
      const { id } = await arrange();
      const hash = await hashNow(id);
      await write((records) => edit({ aims: 'Others.' })(records, id));
      const before = await bench.store.verifyAudit();

      const decided = await write(({ decisions }) => decisions.decide(decision(id, hash)));

      expect(decided).toBeUndefined();
      expect(await standing(id)).toEqual([]);
      expect(await bench.store.verifyAudit()).toEqual(before);
    });

    test('has one hash for the same risks in whatever order', async () => {
      const courses = [await arrange(), await arrange()];
      const about = ['Detention', 'Surveillance'].map((one) => ({
        ...risk(exchange.karim.id),
        risk: one,
      }));
      const hashes: string[] = [];
      for (const [at, { id }] of courses.entries()) {
        await write(async ({ papers }) => {
          for (const one of at === 0 ? about : about.toReversed()) await papers.addRisk(id, one);
        });
        hashes.push(await hashNow(id));
      }

      expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
      expect(hashes[1]).toBe(hashes[0]);
    });

    describe.each(ending)('with %s', (_, does) => {
      test.each([
        ['approved', 'gated'],
        ['call-open', 'on-hold'],
        ['call-closed', 'on-hold'],
        ['selecting', 'on-hold'],
        ['confirmed', 'on-hold'],
      ] as const)('an approval ends, and %s becomes %s', async (from, to) => {
        const { id } = await arrange(from);
        const { sequence: before = 0, decisions } = await now(id);

        await write((records) => does(records, id, exchange.coordinator.id));

        const after = await now(id);
        expect(after).toMatchObject({
          state: to,
          approval: { decision: decisions[0]?.id, standing: 'void' },
        });
        expect(after.sequence).toBeGreaterThan(before);
        expect(after.decisions[0]).toMatchObject({ voidedAt: noon });
        expect(await standing(id)).toEqual([]);
      });
    });

    test('notes whether it was changed or graded anew', async () => {
      const { id } = await arrange();
      const { id: graded } = await arrange();

      await write((records) => setDocument(records, id, 'assessment', inForce, exchange.ama.id, 'low'));
      await write((records) => setDocument(records, graded, 'assessment', inForce, exchange.ama.id, 'high'));

      expect((await now(id)).decisions[0]).toMatchObject({ voidedWhy: 'changed' });
      expect((await now(graded)).decisions[0]).toMatchObject({ voidedWhy: 'graded' });
    });

    test.each(bearable)('bears %s', async (_, does) => {
      const { id } = await arrange('call-open');

      await write((records) => does(records, id, exchange.coordinator.id));

      const { state, approval, decisions } = await now(id);
      expect(state).toBe('call-open');
      expect(approval).toEqual({ decision: decisions[0]?.id, standing: 'approved' });
    });

    test('ends nothing when the change is taken back', async () => {
      const { id, pass } = await arrange();
      const before = await now(id);

      for (const [, does] of ending)
        await write(async (records) => {
          await does(records, id, exchange.coordinator.id);
          throw new Error('Taken back.');
        }).catch(() => undefined);

      expect(await now(id)).toEqual(before);
      expect(
        await write(({ courses }) => courses.move(id, ['approved'], 'call-open', undefined, pass)),
      ).toMatchObject({ state: 'call-open' });
    });

    test('leaves a course where it is that waits, is held, runs or is over', async () => {
      for (const state of ['proposed', 'gated', 'on-hold', 'running', 'closed', 'cancelled'] as const) {
        const { id } = await arrange(state);

        await write((records) => setDocument(records, id, 'brief', inForce, exchange.ama.id));

        expect(await now(id)).toMatchObject({ state, approval: { standing: 'void' } });
      }
    });

    test('is passed by nobody without a pass, or with that of another course', async () => {
      const { id } = await arrange('on-hold');
      const { pass } = await arrange();
      const attempts: readonly [from: CourseState, to: CourseState][] = [
        ['approved', 'call-open'],
        ['on-hold', 'call-open'],
        ['on-hold', 'call-closed'],
        ['on-hold', 'selecting'],
        ['on-hold', 'confirmed'],
        ['confirmed', 'running'],
        ['on-hold', 'running'],
      ];

      for (const [from, to] of attempts) {
        const moves = (shown?: GatePass) =>
          write(({ courses }) => courses.move(id, [from], to, undefined, shown));

        await expect(moves()).rejects.toThrow(`A course moves to ${to} only with a pass of the gate.`);
        await expect(moves(pass)).rejects.toThrow(`A course moves to ${to} only with a pass of the gate.`);
      }

      expect((await now(id)).state).toBe('on-hold');
    });

    test.each<readonly [what: string, does: (records: Records, id: string) => Promise<unknown>]>([
      ['was changed', (records, id) => edit({ seats: 9 })(records, id)],
      [
        'was followed by another',
        async ({ decisions }, id) =>
          decisions.decide(decision(id, (await decisions.content(id))?.hash ?? '', 'decline')),
      ],
      ['was given anew', (records, id) => approve(records, id, exchange.coordinator.id)],
    ])('is not passed with an approval that %s', async (_, does) => {
      const [held, opened] = [await arrange('on-hold'), await arrange('call-open')];
      const [one] = await nominate(bench.store, exchange, opened.id, [`Nominee of ${opened.id}`]);
      for (const { id } of [held, opened]) await write((records) => does(records, id));
      // Seats are given where the call is open, so it is opened once more with an approval of its own.
      await write(async (records) => {
        if ((await records.courses.byId(opened.id))?.state === 'call-open') return;
        await approve(records, opened.id, exchange.coordinator.id);
        const pass = await standingPass(records, opened.id);
        await records.courses.move(opened.id, ['on-hold'], 'call-open', undefined, pass);
      });

      const moved = await write(({ courses }) =>
        courses.move(held.id, ['on-hold'], 'call-open', undefined, held.pass),
      );
      const seat = await write(({ nominations }) => nominations.grantSeat(one?.id ?? '', opened.pass));
      const foreign = await write(({ nominations }) => nominations.grantSeat(one?.id ?? '', held.pass));

      expect([moved, seat, foreign]).toEqual([undefined, { refused: 'moved' }, { refused: 'moved' }]);
      expect((await now(held.id)).state).toBe('on-hold');
      expect(await read(({ courses }) => courses.byId(opened.id))).toMatchObject({
        state: 'call-open',
        granted: 0,
      });
    });

    test('is passed with the approval that stands, and every step beside it needs none', async () => {
      const { id, pass } = await arrange();
      const [one] = await nominate(bench.store, exchange, id, ['Seated']);
      const move = (from: CourseState, to: CourseState, shown?: GatePass) =>
        write(({ courses }) => courses.move(id, [from], to, undefined, shown));

      const states = [
        await move('approved', 'call-open', pass),
        await move('call-open', 'call-closed'),
        await move('call-closed', 'on-hold'),
        await move('on-hold', 'call-closed', pass),
      ].map((course) => course?.state);
      const seat = await grantSeat(bench.store, one?.id);

      expect(states).toEqual(['call-open', 'call-closed', 'on-hold', 'call-closed']);
      expect(seat).toMatchObject({ granted: { state: 'accepted' } });
    });

    test('is shut to an invitation whose pass stands no longer, or is of another course', async () => {
      const shut = await arrange('call-open');
      const opened = await arrange('call-open');
      await write((records) => edit({ title: 'Another' })(records, shut.id));
      const invite = (course: string, shown: GatePass, name: string) =>
        write(async ({ nominations, people }) => {
          const { rabat, karim } = exchange;
          const nominee = await people.add({ name, organisation: rabat.id, membership: 'confirmed' });
          const about = { course, nominee: nominee.id, organisation: rabat.id, by: karim.id };
          return nominations.add(nomination(about), shown);
        });

      const invited = await Promise.allSettled([
        invite(opened.id, opened.pass, 'Invited'),
        invite(shut.id, shut.pass, 'Late'),
        invite(opened.id, shut.pass, 'Foreign'),
      ]);

      expect(invited).toMatchObject([
        { status: 'fulfilled', value: { course: opened.id } },
        { status: 'rejected', reason: { message: 'The gate has shut meanwhile.' } },
        { status: 'rejected', reason: { message: 'The gate has shut meanwhile.' } },
      ]);
    });

    test('gives a pass only while both papers are in force and their approval stands', async () => {
      const { id } = await arrange();
      const asked = (at: number) =>
        read(async ({ courses, clearances }) => {
          const course = await courses.byId(id);
          if (!course) throw new Error('The course is gone.');
          return gate(course, await clearances.of(id), at);
        });

      const open = await asked(noon);
      const late = await asked(Date.UTC(2029, 0, 2));
      await write((records) => edit({ title: 'Another' })(records, id));
      const changed = await asked(noon);

      expect(open).toMatchObject({ open: true, pass: { course: id } });
      expect(late).toMatchObject({ open: false, missing: [{ why: 'expired' }, { why: 'expired' }] });
      expect(changed).toEqual({ open: false, missing: [{ document: 'approval', why: 'void' }] });
    });

    test('has one decision that stands when many decide at once', async () => {
      const { id } = await arrange();
      const hash = await hashNow(id);

      const outcomes = await Promise.allSettled(
        Array.from({ length: 8 }, (_, at) =>
          write(({ decisions }) =>
            decisions.decide(decision(id, hash, at % 2 === 0 ? 'proceed' : 'decline')),
          ),
        ),
      );

      for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(Conflict);
      const { decisions } = await now(id);
      const taken = outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value?.id ?? ''] : []));
      expect(decisions.map(({ number }) => number)).toEqual(decisions.map((_, at) => decisions.length - at));
      expect(
        decisions
          .slice(0, -1)
          .map((one) => one.id)
          .toSorted(),
      ).toEqual(taken.toSorted());
      expect((await standing(id)).map((one) => one.id)).toEqual([decisions[0]?.id]);
    });

    test('takes nothing from whoever does not see the course', async () => {
      const { id, pass } = await arrange();
      const stranger = act(noon, { kind: 'stranger' });

      const seen = await bench.store.read({ kind: 'stranger' }, ({ clearances }) => clearances.of(id));
      const moved = await bench.store.write(stranger, ({ courses }) =>
        courses.move(id, ['approved'], 'call-open', undefined, pass),
      );

      expect(seen).toEqual({ brief: undefined, assessment: undefined, approval: undefined });
      expect(moved).toBeUndefined();
    });
  });
}
