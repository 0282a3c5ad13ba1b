// What is held about somebody, how they are forgotten, and what the purge takes out.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { erasedName } from '#exchange/people.ts';
import { retentionKinds } from '#exchange/retention.ts';
import { postgresTables } from '#store/schema.postgres.ts';
import { sqliteTables } from '#store/schema.sqlite.ts';
import type { Records } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { setDocument, standingPass } from '../support/gate-papers.ts';
import { reactionOf, reactionTo } from '../support/reaction-round.ts';
import { arrangeAtTheGate, arrangeExchanges } from './personal-papers.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  look,
  newDelivery,
  nomination,
  noon,
  type OpenStore,
  openCourse,
  pastTheStore,
  proposal,
} from './store-bench.ts';
import { tellEverything } from './store-eligibility.contract.ts';
import { practise, practised } from './store-follow-ups.contract.ts';

const canary = 'CANARY';

export function erasureContract(open: OpenStore): void {
  describe('what is held about somebody', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeEach(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterEach(() => bench.close());

    /** Every row of every table as text, from outside the store. */
    async function everyRow(): Promise<string> {
      const names = 'sqliteFile' in bench.place ? sqliteNames : postgresNames;
      const rows = [];
      for (const name of names) rows.push(await pastTheStore(bench.place, `select * from ${name}`));
      return JSON.stringify(rows, (_, one: unknown) => (typeof one === 'bigint' ? Number(one) : one));
    }

    /** Somebody who stands in every table that can name a person, with a canary in every text about them. */
    async function arrangeEverything(account: 'slack:T1:UCANARY' | 'discord:42CANARY') {
      const { rabat, karim, hub } = exchange;
      const ahead = await openCourse(bench.store, exchange);
      const past = await openCourse(bench.store, exchange);
      const { id } = await change(bench.store, async (records) => {
        const person = await records.people.add({
          name: `${canary} Name`,
          organisation: rabat.id,
          membership: 'confirmed',
          rank: `${canary} rank`,
          unit: `${canary} unit`,
          language: 'fr',
          zone: 'Africa/Casablanca',
        });
        const { id } = person;
        await records.people.link(account, id, `${canary} account`);
        await records.people.grant({ person: id, role: 'trainee', scope: rabat.id });
        await records.codes.issue('7KQ4-M2XA-AAAA-BBBB', 'link', id, noon + day);
        const draft = { path: 'course propose', account, channel: undefined, pagesDone: [] } as const;
        await records.drafts.keep({ ...draft, values: { title: `${canary} draft` } });
        const about = { nominee: id, organisation: rabat.id, by: karim.id };
        const texts = { rank: `${canary} r`, unit: `${canary} u`, reason: `${canary} reason` };
        const seat = await records.nominations.add({
          ...nomination({ ...about, course: ahead.id }),
          ...texts,
        });
        await records.nominations.grantSeat(seat.id, await standingPass(records, ahead.id), 'offered');
        await records.offers.open({
          nomination: seat.id,
          origin: 'reserve',
          endsAt: noon + day,
          closesAt: noon + day,
          lookAt: noon + day,
          offeredBy: id,
          reason: `${canary} reason for the offer`,
        });
        const gone = await records.nominations.add({
          ...nomination({ ...about, course: past.id }),
          ...texts,
        });
        await records.nominations.grantSeat(gone.id, await standingPass(records, past.id));
        for (const [from, to] of [
          ['call-open', 'call-closed'],
          ['call-closed', 'confirmed'],
          ['confirmed', 'running'],
          ['running', 'delivered'],
        ] as const)
          await records.courses.move(past.id, [from], to, undefined, await standingPass(records, past.id));
        await records.nominations.move(gone.id, ['accepted'], 'attended');
        await tellEverything(records, gone.id, id, id);
        await records.nominations.mark(past.id, id, 'attended', karim.id);
        const round = reactionTo(past.id, noon, noon + day);
        await records.feedback.open(round, [id, karim.id]);
        await practise(records, past.id, id, karim.id, canary);
        const { id: series } = { id: await records.symposia.addSeries('Series', 2) };
        const edition = await records.symposia.plan({
          series: typeof series === 'string' ? series : series.id,
          number: 1,
          title: 'First',
          zone: 'UTC',
          plannedBy: id,
        });
        await records.symposia.register(edition.id, id, 'academia');
        await arrangeExchanges(records, id, exchange);
        await records.deliveries.add([
          newDelivery('to them', { person: id, facts: { note: `${canary} fact` } }),
          newDelivery('to another', { person: karim.id }),
        ]);
        await records.posts.add({
          name: 'card',
          message: 'exchange/circular',
          facts: { note: `${canary} post` },
          person: id,
          channel: undefined,
          organisation: undefined,
          purpose: undefined,
          reference: 'r-1',
        });
        await records.circulars.begin({ cause: 'c', startedBy: id, message: 'm', facts: {}, total: 1 });
        const own = await records.courses.propose({
          ...proposal(exchange),
          proposedBy: id,
          organisation: hub.id,
        });
        const validity = { decidedOn: '2026-12-01', validUntil: '2027-12-01' };
        await setDocument(records, own.id, 'brief', { reference: 'R', ...validity }, id);
        await arrangeAtTheGate(records, own.id, id, exchange);
        await arrangeAround(records, account, id);
        return person;
      });
      return { id, ahead: ahead.id, past: past.id };
    }

    /** Who stands in for whom, who answers for whom, and what is kept by account. */
    async function arrangeAround(
      records: Records,
      account: 'slack:T1:UCANARY' | 'discord:42CANARY',
      id: string,
    ) {
      const { karim } = exchange;
      const time = { from: noon, until: noon + day, zone: 'UTC', role: undefined, scope: undefined };
      await records.deputies.name({ principal: id, deputy: karim.id, ...time });
      await records.deputies.name({ principal: karim.id, deputy: id, ...time, from: noon + 1 });
      const approvedUntil = noon + 90 * day;
      await records.people.change(id, { approvedBy: karim.id, approvedUntil });
      await records.people.change(karim.id, { approvedBy: id, approvedUntil });
      await records.codes.noteTry(account, 5);
      await records.installations.keep({
        place: 'slack:T1',
        platform: 'slack',
        name: 'Royal Institute',
        enterprise: undefined,
        botUser: 'U0',
        scopes: 'chat:write',
        installedBy: account,
        sealed: { token: 'sealed-1', key: 'k1' },
      });
    }

    test('is all of it, for whoever holds the account', async () => {
      const { id, ahead, past } = await arrangeEverything('slack:T1:UCANARY');

      const held = await look(bench.store, ({ erasures }) => erasures.held('slack:T1:UCANARY'));
      const strangers = await look(bench.store, ({ erasures }) => erasures.held('slack:T1:UNOBODY'));

      expect(strangers).toBeUndefined();
      expect(held).toMatchObject({
        person: { id, name: `${canary} Name` },
        accounts: [{ id: 'slack:T1:UCANARY' }],
        grants: [{ role: 'trainee' }],
        codes: [{ purpose: 'link' }],
        drafts: [{ values: { title: `${canary} draft` } }],
        offers: [{ course: ahead, state: 'open', reason: `${canary} reason for the offer` }],
        offered: 1,
        attendance: [{ course: past, mark: 'attended' }],
        feedback: [{ course: past, answered: false }],
        ...practised(past, canary),
        exchanges: [{ topic: 'command', languages: ['fr'], state: 'open' }],
        exchangesOffered: [{ state: 'open', createdAt: noon }],
        ...{ wished: 1, registrations: [{ title: 'First', track: 'academia' }] },
        deliveries: [{ message: 'course/reminder', state: 'pending' }],
        posts: 1,
        circulars: [{ cause: 'c' }],
        planned: [{ title: 'First' }],
        documents: [{ document: 'assessment' }, { document: 'brief' }],
        deputies: [{ deputy: exchange.karim.id }, { principal: exchange.karim.id }],
        guesses: [{ tries: 1, since: noon }],
        approved: 1,
        actions: [{ what: 'Two days for the exercise', state: 'open' }],
        digests: [{ digest: 'people', rhythm: 'never' }],
        briefs: [{ writtenAt: noon }],
        assessments: [{ assessedAt: noon }],
        mitigations: [{ mitigation: 'A visit', due: '2027-02-01', doneAt: null }],
        mitigated: 1,
        consultations: [{ askedAt: noon, answeredAt: null }],
        decisions: [{ verdict: 'proceed', decidedBy: id }],
        installations: [{ name: 'Royal Institute', endedAt: null }],
        profile: { sector: 'customs', gender: 'woman', languages: ['fr'], changedAt: noon },
        vetting: { state: 'clear', validUntil: '2027-12-31', recordedAt: noon },
        proofs: [{ programme: `${canary} programme` }],
        earlierCourses: [{ title: `${canary} course`, days: 12, endsOn: '2026-05-01' }],
        handedIn: [{ name: `${canary} paper`, received: true }],
        waived: [{ rule: 'experience', reason: `${canary} reason` }],
        signed: [{ rule: 'experience', signedAt: noon }],
      });
      expect(JSON.stringify(held)).not.toContain('Misuse');
      expect(held?.nominations.map((one) => one.course).toSorted()).toEqual([ahead, past].toSorted());
      expect(held?.proposed).toHaveLength(1);
      expect(held?.audit.map((one) => one.action)).toContain('person.add');
    });

    test('is gone from every table once they are forgotten; counts stay, and the chain is whole', async () => {
      const { id, ahead, past } = await arrangeEverything('discord:42CANARY');
      const before = await everyRow();

      const ended = await change(bench.store, ({ erasures }) => erasures.erase(id), noon + 1);

      expect(before).toContain(canary);
      expect(await everyRow()).not.toContain(canary);
      expect(ended).toMatchObject([{ course: ahead, seat: true, nominatedBy: exchange.karim.id }]);
      await look(bench.store, async (records) => {
        expect(await records.people.byId(id)).toMatchObject({ name: erasedName, membership: 'removed' });
        expect(await records.people.byAccount('discord:42CANARY', noon)).toBeUndefined();
        expect(await records.courses.byId(ahead)).toMatchObject({ granted: 0 });
        expect(await records.courses.byId(past)).toMatchObject({ granted: 1 });
        expect(await records.offers.of(ahead, 9, 0)).toMatchObject([{ state: 'withdrawn', reason: null }]);
        expect(await records.nominations.attendance(past)).toEqual([{ person: id, mark: 'attended' }]);
        expect(await records.feedback.participation(reactionOf(past))).toEqual({ invited: 1, answered: 0 });
        expect(await records.erasures.all()).toEqual([{ person: id, at: noon + 1 }]);
        expect(await records.deliveries.undelivered(5, 0)).toEqual([]);
        expect(await records.deputies.list({ endsAfter: 0 })).toEqual([]);
        expect(await records.waivers.of({ course: past })).toMatchObject([
          { rule: 'experience', reason: '' },
        ]);
        expect(await records.people.byId(id)).toMatchObject({ approvedBy: undefined });
        expect(await records.people.byId(exchange.karim.id)).toMatchObject({ approvedBy: id });
        expect(await records.installations.byPlace('slack:T1')).toMatchObject({
          state: 'installed',
          installedBy: undefined,
        });
        // What an approval binds to names them by the same id as before: it stands.
        const [own] = await records.papers.openMitigations(id, '2030-01-01');
        expect((await records.clearances.of(own?.course ?? '')).approval).toMatchObject({
          standing: 'approved',
        });
      });
      expect((await bench.store.verifyAudit()).whole).toBe(true);
    });

    test('is forgotten once, however often and by however many at once', async () => {
      const { id } = await arrangeEverything('slack:T1:UCANARY');

      const all = await Promise.all(
        [1, 2, 3].map((at) => change(bench.store, ({ erasures }) => erasures.erase(id), noon + at)),
      );
      const unknown = await change(bench.store, ({ erasures }) => erasures.erase('per-unknown'));

      expect(all.filter((one) => one !== undefined)).toHaveLength(1);
      expect(unknown).toBeUndefined();
    });

    test('tells an import who is there already, however the name is written', async () => {
      const names = ['KARIM  el amrani', 'Ama Mensah', 'Nobody Yet'];
      const taken = await look(bench.store, ({ imports }) => imports.namesakes(exchange.rabat.id, names));

      expect(taken).toEqual(['KARIM  el amrani']);
    });

    test('is with others first what depends on them alone', async () => {
      const { ama, karim, coordinator } = exchange;
      const course = await openCourse(bench.store, exchange);
      const duties = (person: string, at = noon) =>
        look(bench.store, ({ erasures }) => erasures.duties(person, at));
      const grant = (person: string, role: 'approver' | 'courseManager', scope: string, until?: number) =>
        change(bench.store, ({ people }) => people.grant({ person, role, scope, until }));
      await grant(coordinator.id, 'approver', 'minister');
      await change(bench.store, async ({ papers }) => {
        const risk = { risk: 'Misuse', mitigation: 'A visit', owner: ama.id, due: '2027-02-01' };
        await papers.addRisk(course.id, risk);
        await papers.mitigated((await papers.addRisk(course.id, risk)).id, ama.id);
      });

      const alone = [await duties(ama.id), await duties(coordinator.id)];
      await grant(karim.id, 'courseManager', course.id, noon + day);
      await grant(karim.id, 'approver', 'minister');
      const managed = [await duties(ama.id), await duties(coordinator.id), await duties(karim.id)];
      const later = await duties(ama.id, noon + day);

      const none = { courses: [], offices: [], mitigations: 0 };
      expect(alone).toEqual([
        { ...none, courses: [course.id], mitigations: 1 },
        { ...none, offices: ['minister'] },
      ]);
      expect(managed).toEqual([{ ...none, mitigations: 1 }, none, { ...none, courses: [course.id] }]);
      expect(later.courses).toEqual([course.id]);
    });

    test('is taken out kind by kind when its time is over, not before, and once', async () => {
      const { id, past } = await arrangeEverything('slack:T1:UCANARY');
      await change(bench.store, async (records) => {
        await records.feedback.answer(reactionOf(past), exchange.karim.id, {
          apply: 4,
          obstacles: `${canary} said`,
        });
        await records.feedback.close(reactionOf(past));
        await records.courses.move(past, ['delivered'], 'evaluating');
        await records.courses.move(past, ['evaluating'], 'closed');
        await records.people.add({ name: 'Never', organisation: undefined, membership: 'pending' });
        await records.people.add({ name: 'Removed', organisation: undefined, membership: 'removed' });
        const [edition] = await records.symposia.editions({});
        const dates = { startsOn: '2027-03-01', endsOn: '2027-03-02', zone: 'UTC', place: undefined };
        await records.symposia.setDates(edition?.id ?? '', dates);
        const card = { message: 'course/card', facts: {}, person: undefined, purpose: undefined } as const;
        const where = { organisation: undefined, channel: 'slack:T1:C1' } as const;
        await records.posts.add({ ...card, ...where, name: `course/card · ${past}`, reference: 'r-2' });
        await records.installations.end('slack:T1', 'uninstalled', {});
        await records.places.leave('discord:700');
        await records.places.leave('discord:701');
        await records.organisations.tie('discord:701', exchange.rabat.id, 'Still tied');
        const [taken] = await records.deliveries.take(noon, 1, 'h', []);
        await records.deliveries.aim(taken?.id ?? '', 'h', 'slack:T1:UCANARY');
        await records.deliveries.sent(taken?.id ?? '', 'h', 'reference');
      });
      const later = noon + 200 * day;
      const purge = (kind: (typeof retentionKinds)[number], before: number) =>
        change(bench.store, ({ retention }) => retention.purge(kind, before, 100), later);
      const counted = async (before: number) => {
        const counts: Record<string, number> = {};
        for (const kind of retentionKinds) counts[kind] = await purge(kind, before);
        return counts;
      };

      const early = await counted(noon - day);
      const due = await counted(noon + 100 * day);
      const again = await counted(noon + 100 * day);

      const none = Object.fromEntries(retentionKinds.map((kind) => [kind, 0]));
      const one = {
        comments: 1,
        commitments: 3,
        deliveries: 1,
        cards: 1,
        registrations: 1,
        exchanges: 2,
        removed: 1,
        pending: 1,
        codes: 1,
        places: 2,
      };
      expect(early).toEqual(none);
      expect(due).toEqual({ ...none, ...one, seats: 2 });
      expect(again).toEqual(none);
      expect(await everyRow()).not.toContain(`${canary} said`);
      expect(await everyRow()).not.toContain(`${canary} reason`);
      expect(await everyRow()).not.toContain(`${canary} paper`);
      expect(await look(bench.store, ({ places }) => places.left())).toMatchObject([
        { place: 'discord:701' },
      ]);
      expect(await look(bench.store, ({ feedback }) => feedback.comments(reactionOf(past)))).toEqual([]);
      expect(await look(bench.store, ({ people }) => people.byId(id))).toMatchObject({
        name: `${canary} Name`,
      });
      expect((await bench.store.verifyAudit()).whole).toBe(true);
    });
  });
}

const sqliteNames = namesOf(sqliteTables);
const postgresNames = namesOf(postgresTables);

function namesOf(tables: object): readonly string[] {
  const key = Symbol.for('drizzle:Name');
  return Object.values(tables).map((table: object) => String(Reflect.get(table, key)));
}
