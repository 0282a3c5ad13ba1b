// The audit: one entry for every change, none for an answer, no word of what people wrote, and no gap unseen.

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { noCriteria } from '#exchange/eligibility.ts';
import type { Records } from '#store/store.ts';
import type { TestStore } from '../support/databases.ts';
import { brief, standingPass } from '../support/gate-papers.ts';
import { reactionOf } from '../support/reaction-round.ts';
import { expectedActions } from './audited-actions.ts';
import { askAndAnswer } from './feedback-changes.ts';
import {
  arrangeExchange,
  change,
  day,
  type Exchange,
  nomination,
  noon,
  type OpenStore,
  openCourse,
  pastTheStore,
  proposal,
} from './store-bench.ts';

/** Stands in everything that people write; a name, a reason, an aim. */
const written = 'CANARY';

export function auditContract(open: OpenStore): void {
  describe('the audit', () => {
    let bench: TestStore;
    let exchange: Exchange;

    beforeAll(async () => {
      bench = await open();
      exchange = await arrangeExchange(bench.store);
    });
    afterAll(() => bench.close());

    const entries = async (): Promise<readonly Record<string, unknown>[]> =>
      await pastTheStore(bench.place, 'select * from audit order by sequence');

    test('has one entry for every change, in order', async () => {
      const before = (await entries()).length;

      await changeEverything(bench, exchange);

      const actions = (await entries()).slice(before).map(({ action }) => action);
      expect(actions).toEqual(expectedActions);
      expect(await bench.store.verifyAudit()).toMatchObject({ whole: true, count: before + actions.length });
    });

    test('holds nothing that people wrote', async () => {
      expect(JSON.stringify(await entries())).not.toContain(written);
    });

    test('says who, when and what', async () => {
      await bench.store.write(
        { viewer: { kind: 'process' }, actor: exchange.ama.id, now: noon + 5 },
        ({ people }) =>
          people.grant({ person: exchange.karim.id, role: 'manager', scope: exchange.rabat.id }),
      );

      const last = (await entries()).at(-1);
      expect({ ...last, at: Number(last?.at), facts: readFacts(last?.facts) }).toMatchObject({
        actor: exchange.ama.id,
        at: noon + 5,
        action: 'person.grant',
        subject: exchange.karim.id,
        facts: { role: 'manager', scope: exchange.rabat.id },
      });
    });

    test('has no entry for what did not change', async () => {
      const { id } = await openCourse(bench.store, exchange);
      const pass = await change(bench.store, (records) => standingPass(records, id));
      const before = await bench.store.verifyAudit();

      await change(bench.store, async (records) => {
        const { courses, people, symposia, nominations, feedback, codes, papers, consultations } = records;
        await courses.move('crs-none', ['draft'], 'proposed');
        await courses.edit('crs-none', { title: 'x' }, ['draft']);
        await people.revoke({ person: exchange.ama.id, role: 'expert', scope: 'none' });
        await people.noteSeen('slack:T1:U1', noon);
        await nominations.grantSeat('nom-none', pass);
        await papers.removeRisk(id, 'rsk-none');
        await papers.mitigated('rsk-none', exchange.ama.id);
        await consultations.answer(id, 'FR', 'support', 'x', exchange.ama.id);
        await consultations.drop(id, 'FR');
        await decideOn(records, id, { ...decided(exchange), hash: 'of another content' });
        await nominations.move('nom-none', ['draft'], 'withdrawn');
        await symposia.move('sym-none', ['dated'], 'held');
        await feedback.close(reactionOf('crs-none'));
        await codes.redeem('ZZZZ-ZZZZ', ['person']);
      });

      expect(await bench.store.verifyAudit()).toEqual(before);
    });

    test('stays one chain when many write at once', async () => {
      await Promise.all(
        Array.from({ length: 40 }, (_, at) =>
          change(bench.store, ({ settings }) => settings.set('at once', `${at}`)),
        ),
      );

      expect(await bench.store.verifyAudit()).toMatchObject({ whole: true });
    });
  });

  describe('verifying the audit', () => {
    let bench: TestStore;

    beforeAll(async () => {
      bench = await open();
    });
    beforeEach(async () => {
      await pastTheStore(bench.place, 'delete from audit');
      await pastTheStore(bench.place, 'delete from audit_head');
      await pastTheStore(bench.place, `insert into audit_head values (1, 0, '${'0'.repeat(64)}')`);
      for (const value of ['one', 'two', 'three']) {
        await change(bench.store, ({ settings }) => settings.set('name', value));
      }
    });
    afterAll(() => bench.close());

    test('finds a young chain whole, and an empty one', async () => {
      const empty = await open();

      expect(await bench.store.verifyAudit()).toMatchObject({ whole: true, count: 3 });
      expect(await empty.store.verifyAudit()).toEqual({ whole: true, count: 0, head: '0'.repeat(64) });
      await empty.close();
    });

    test.each([
      ['another actor', "update audit set actor = 'per-other' where sequence = 2", 2, 'hash'],
      ['another instant', 'update audit set at = at + 1 where sequence = 1', 1, 'hash'],
      ['another fact', `update audit set facts = '{"sha256":"0"}' where sequence = 3`, 3, 'hash'],
      ['a hash made up', "update audit set hash = 'made up' where sequence = 2", 2, 'hash'],
      ['another link', "update audit set previous = 'other' where sequence = 2", 2, 'previous'],
      ['a missing first entry', 'delete from audit where sequence = 1', 1, 'sequence'],
      ['a missing entry', 'delete from audit where sequence = 2', 2, 'sequence'],
      ['a tail that was cut off', 'delete from audit where sequence = 3', 3, 'head'],
      ['everything gone', 'delete from audit', 1, 'head'],
      ['an entry moved', 'update audit set sequence = 9 where sequence = 1', 1, 'sequence'],
    ])('finds %s', async (_, statement, brokenAt, why) => {
      await pastTheStore(bench.place, statement);

      expect(await bench.store.verifyAudit()).toEqual({ whole: false, brokenAt, why });
    });
  });
}

/** SQLite keeps JSON as text. */
function readFacts(facts: unknown): unknown {
  return typeof facts === 'string' ? JSON.parse(facts) : facts;
}

/** Every function that changes something, with the canary in all that people write; each in a write of its own. */
async function changeEverything({ store }: TestStore, exchange: Exchange): Promise<void> {
  const step = <T>(work: (records: Records) => Promise<T>) => change(store, work);
  const organisation = await step(({ organisations }) =>
    organisations.add({ name: written, country: 'FR', language: 'fr', zone: 'Europe/Paris', hub: false }),
  );
  await step(({ organisations }) => organisations.tie('slack:T9', organisation.id, written));
  await step(({ organisations }) =>
    organisations.setChannel({ organisation: organisation.id, purpose: 'managers', channel: 'slack:T9:C1' }),
  );
  await step(({ organisations }) => organisations.untie('slack:T9'));
  await step(({ places }) => places.leave('slack:T9'));
  await step(({ places }) => places.takeUp('slack:T9'));
  const { id: person } = await step(({ people }) =>
    people.add({ name: written, organisation: organisation.id, membership: 'pending' }),
  );
  await step(({ people }) =>
    people.change(person, { name: `${written} 2`, unit: written, membership: 'confirmed' }),
  );
  await step(({ people }) => people.link('slack:T9:UCANARY', person, written));
  await step(({ people }) => people.noteSeen('slack:T9:UCANARY', noon));
  await step(({ people }) => people.setDirectMessages('slack:T9:UCANARY', 'welcome'));
  await step(({ people }) => people.grant({ person, role: 'expert', scope: 'hub' }));
  await step(({ people }) => people.revoke({ person, role: 'expert', scope: 'hub' }));
  await step(({ codes }) => codes.issue('AAAA-BBBB', 'person', person, noon + day));
  await step(({ codes }) => codes.redeem('AAAA-BBBB', ['person']));
  await step(({ codes }) => codes.noteTry('slack:T9:UCANARY', 1));
  const { id: course } = await step(({ courses }) =>
    courses.propose(proposal(exchange, { title: written, aims: written, place: written })),
  );
  await step(({ courses }) => courses.edit(course, { title: `${written} 2` }, ['draft']));
  await changeTheGate(step, course, exchange);
  await step(async (records) =>
    records.courses.move(course, ['draft'], 'call-open', written, await standingPass(records, course)),
  );
  await step(({ courses }) => courses.withhold(course, ['counter-terrorism']));
  const { id: nominated } = await step(({ nominations }) =>
    nominations.add({
      ...nomination({ course, nominee: person, organisation: organisation.id, by: exchange.karim.id }),
      rank: written,
      unit: written,
      reason: written,
    }),
  );
  await step(({ nominations }) => nominations.edit(nominated, { reason: `${written} 2` }, ['submitted']));
  await step(({ nominations }) => nominations.assent(nominated, 'consent', [null], 'given'));
  await step(({ nominations }) => nominations.sendBack(nominated, written));
  await step(({ nominations }) => nominations.sendAgain(nominated));
  await step(({ nominations }) => nominations.reorder(nominated, 'up'));
  await step(({ nominations }) => nominations.prefer(nominated, 'up'));
  await changeEligibility(step, course, nominated, person);
  await step(async (records) =>
    records.nominations.grantSeat(nominated, await standingPass(records, course)),
  );
  await step(({ nominations }) => nominations.move(nominated, ['accepted'], 'attended'));
  await step(({ nominations }) => nominations.mark(course, person, 'attended', exchange.ama.id));
  await askAndAnswer(step, { course, person, organisation: organisation.id, exchange, written });
  const series = await step(({ symposia }) => symposia.addSeries(written, 2));
  const { id: edition } = await step(({ symposia }) =>
    symposia.plan({ series: series.id, number: 1, title: written, zone: 'UTC', plannedBy: person }),
  );
  const dates = { startsOn: '2027-09-01', endsOn: '2027-09-03', zone: 'UTC', place: written };
  await step(({ symposia }) => symposia.setDates(edition, dates));
  await step(({ symposia }) => symposia.move(edition, ['dated'], 'held'));
  await step(({ symposia }) => symposia.register(edition, person, 'academia'));
  await step(({ settings }) => settings.set('letterhead', written));
  await step(({ installations }) =>
    installations.keep({
      place: 'slack:T9',
      platform: 'slack',
      name: written,
      enterprise: written,
      botUser: 'U1',
      scopes: 'commands',
      installedBy: 'slack:T9:UCANARY',
      sealed: { token: written, key: 'k1' },
    }),
  );
  await step(({ installations }) =>
    installations.reseal('slack:T9', written, { token: `${written} 2`, key: 'k2' }),
  );
  await step(({ installations }) => installations.end('slack:T9', 'revoked', {}));
  await changeWhatIsNotAudited(step, course, person);
}

async function changeEligibility(
  step: <T>(work: (records: Records) => Promise<T>) => Promise<T>,
  course: string,
  nominated: string,
  person: string,
): Promise<void> {
  const asked = { ...noCriteria, minYears: 3, prerequisite: written, documents: [written] };
  await step(({ criteria }) => criteria.set(course, asked, person));
  await step(({ profiles }) =>
    profiles.set({ person, sector: 'customs', gender: 'woman', languages: ['fr'] }, person),
  );
  await step(({ vettings }) =>
    vettings.record({ person }, { state: 'refused', validUntil: undefined }, person),
  );
  await step(({ evidence }) => evidence.prove(person, written, true, person));
  const { id } = await step(({ evidence }) =>
    evidence.declare({ person, title: written, days: 5, endsOn: '2026-05-01' }, person),
  );
  await step(({ evidence }) => evidence.retract(id, person));
  await step(({ evidence }) => evidence.markReceived(nominated, written, true, person));
  const waiver = { nomination: nominated, rule: 'experience' } as const;
  await step(({ waivers }) => waivers.ask({ ...waiver, askedBy: person }));
  await step(({ waivers }) => waivers.sign({ ...waiver, reason: written }, person));
  await step(({ evidence }) => evidence.follow(nominated, 'submitted', 'eligible'));
}

/** Papers, views and decisions; the last decision is an approval. */
async function changeTheGate(
  step: <T>(work: (records: Records) => Promise<T>) => Promise<T>,
  course: string,
  exchange: Exchange,
): Promise<void> {
  const { coordinator } = exchange;
  const inForce = { decidedOn: '2027-01-01', validUntil: '2027-12-31' };
  const free = { counterpart: written, priorities: written, objectives: written, need: written };
  await step(({ papers }) =>
    papers.writeBrief(
      course,
      { ...brief, ...free, ...inForce, reference: written, difficulty: written },
      coordinator.id,
    ),
  );
  await step(({ papers }) =>
    papers.assess(course, { ...inForce, reference: written, grade: 'high', assessor: coordinator.id }),
  );
  const risk = { risk: written, mitigation: written, owner: exchange.karim.id, due: '2027-02-01' };
  const removed = await step(({ papers }) => papers.addRisk(course, risk));
  const kept = await step(({ papers }) => papers.addRisk(course, risk));
  await step(({ papers }) => papers.removeRisk(course, removed.id));
  await step(({ papers }) => papers.mitigated(kept.id, exchange.karim.id));
  const asked = { country: 'FR', mission: 'embassy', due: '2027-02-01' } as const;
  await step(({ consultations }) => consultations.ask(course, asked, coordinator.id));
  await step(({ consultations }) => consultations.ask(course, { ...asked, country: 'DE' }, coordinator.id));
  await step(({ consultations }) => consultations.answer(course, 'FR', 'concern', written, coordinator.id));
  await step(({ consultations }) => consultations.drop(course, 'DE'));
  for (const verdict of ['return', 'proceed'] as const)
    await step((records) => decideOn(records, course, { ...decided(exchange), verdict }));
}

function decided({ coordinator, ama }: Exchange) {
  return {
    verdict: 'proceed',
    office: 'minister',
    grade: 'high',
    decidedBy: coordinator.id,
    inNameOf: ama.id,
    reasons: written,
    evidence: {
      consultations: [
        { country: 'FR', mission: 'embassy', due: '2027-02-01', view: 'concern', note: written },
      ],
      mitigations: { all: 1, done: 1 },
    },
  } as const;
}

/** About what stands in the record, unless another hash is given. */
async function decideOn(
  { decisions }: Records,
  course: string,
  decision: Omit<Parameters<Records['decisions']['decide']>[0], 'course' | 'hash'> & {
    readonly hash?: string;
  },
) {
  const standing = await decisions.content(course);
  return decisions.decide({ hash: standing?.hash ?? '', ...decision, course });
}

async function changeWhatIsNotAudited(
  step: <T>(work: (records: Records) => Promise<T>) => Promise<T>,
  course: string,
  person: string,
): Promise<void> {
  await step(({ settings }) => settings.takeSlot('audit', noon));
  await step((records) => records.claim('audit'));
  await step(({ drafts }) =>
    drafts.keep({
      path: 'course propose',
      account: 'slack:T9:U1',
      channel: undefined,
      values: { title: written },
      pagesDone: [],
    }),
  );
  await step(({ posts }) =>
    posts.add({
      name: course,
      message: 'course/card',
      facts: { title: written },
      person: undefined,
      channel: 'slack:T9:C1',
      organisation: 'org-1',
      purpose: 'managers',
      reference: 'r',
    }),
  );
  await step(({ deliveries }) =>
    deliveries.add(
      ['given up', 'sent', 'set aside'].map((key, at) => ({
        key: `audit · ${course} · ${key}`,
        message: 'm',
        facts: { title: written },
        person: `${person} ${at}`,
        channel: undefined,
        organisation: undefined,
        purpose: undefined,
        post: undefined,
        tooLateAt: undefined,
      })),
    ),
  );
  const [one, two, three] = await step(({ deliveries }) => deliveries.take(noon, 3, 'holder', []));
  const ending = { reason: 'refused', failure: written } as const;
  await step(({ deliveries }) => deliveries.sent(one?.id ?? '', 'holder', 'r'));
  for (const { id = '' } of [{ ...two }, { ...three }])
    await step(({ deliveries }) => deliveries.giveUp(id, 'holder', 'undeliverable', ending));
  await step(({ deliveries }) => deliveries.retry(two?.id ?? ''));
  await step(({ deliveries }) => deliveries.setAside(three?.id ?? ''));
  await step(async ({ circulars }) => {
    const about = { cause: written, startedBy: person, message: 'm', facts: { title: written }, total: 0 };
    await circulars.stop(await circulars.begin(about));
  });
  await step(async ({ leases }) => {
    await leases.take('audit', 'holder');
    await leases.renew('audit', 'holder', written);
    await leases.release('audit', 'holder', undefined);
  });
}
