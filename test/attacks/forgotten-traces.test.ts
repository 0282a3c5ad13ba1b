// What being forgotten leaves behind: in the bytes of the file and its log, in copies, in what is still said, in races.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUpSqlite } from '#store/upkeep/backup-sqlite.ts';
import { approve, inForce, setDocument } from '../support/gate-papers.ts';
import { accountOf, type GuardedExchange, openGuardedExchange } from './guarded-exchange.ts';
import { dumpTables } from './table-dump.ts';

const canary = 'CANARYFORGOTTEN';
const nameless = 'a former member';

describe('Whoever is forgotten', () => {
  let guarded: GuardedExchange;
  let youssef: string;

  beforeEach(async () => {
    guarded = await openGuardedExchange();
    youssef = guarded.id('youssef');
    const { nominations } = guarded;
    await guarded.bench.arrange(async (records) => {
      const about = { rank: `${canary} rank`, unit: `${canary} unit` };
      await records.people.change(youssef, { name: `Youssef ${canary}`, ...about });
      await records.people.link('slack:T1:UCANARYFORGOTTEN', youssef, `${canary} account`);
      await records.nominations.edit(nominations.youssef.id, { ...about, reason: `${canary} reason` }, [
        nominations.youssef.state,
      ]);
      const draft = { path: 'my timezone', account: accountOf('youssef'), channel: undefined } as const;
      await records.drafts.keep({ ...draft, values: { zone: `${canary} draft` }, pagesDone: [] });
      await records.symposia.register(guarded.edition, youssef, 'academia');
      // Whom a deputyship or a wrong code names goes with the account; an installation stays the workspace's.
      const time = { from: 0, until: guarded.bench.clock.now() + 86_400_000, zone: 'UTC' };
      const alone = { role: undefined, scope: undefined, ...time };
      await records.deputies.name({ principal: guarded.id('salma'), deputy: youssef, ...alone });
      await records.deputies.name({ principal: youssef, deputy: guarded.id('salma'), ...alone });
      await records.codes.noteTry('slack:T1:UCANARYFORGOTTEN', 5);
      await records.installations.keep({
        place: 'slack:T1',
        platform: 'slack',
        name: 'Egypt Academy',
        enterprise: undefined,
        botUser: 'U0',
        scopes: 'chat:write',
        installedBy: 'slack:T1:UCANARYFORGOTTEN',
        sealed: { token: 'sealed', key: 'k1' },
      });
    });
  });
  afterEach(() => guarded.bench.close());

  const bytes = (file: string) =>
    ['', '-wal', '-shm', '-journal']
      .map((ending) => file + ending)
      .filter((path) => existsSync(path))
      .map((path) => readFileSync(path).toString('latin1'))
      .join('');
  const as = (name: string) => guarded.bench.as(accountOf(name));
  const fileOf = async (name: string) => {
    const typist = as(name);
    await typist.runs('my data');
    const block = typist.drawing()?.view.find((one) => 'file' in one);
    return block && 'file' in block ? new TextDecoder().decode(block.file.bytes) : '';
  };
  const forgets = async (name: string) => {
    await as(name).runs('my forget');
    return as(name).pressesRoute(`my/forget/confirm|${guarded.id(name)}`);
  };

  it('stands in no byte of the file, its log, or a copy made afterwards; the chain is whole', async () => {
    const { bench } = guarded;
    const before = bytes(bench.file);

    const said = await forgets('youssef');
    const copy = join(dirname(bench.file), 'copy.db');
    await backUpSqlite(bench.file, copy);

    expect(before).toContain(canary);
    expect(said).toContain('You are forgotten');
    expect(bytes(bench.file)).not.toContain(canary);
    expect(bytes(copy)).not.toContain(canary);
    expect(JSON.stringify(dumpTables(bench.file, []))).not.toContain(canary);
    expect((await bench.store.verifyAudit()).whole).toBe(true);
    expect(bench.errors).toEqual([]);
  });

  it('leaves no account in the audit either, having come in by themselves', async () => {
    const { bench } = guarded;
    const newcomer = bench.as('slack:T1:UCANARYNEWCOMER', {
      place: 'practice:ghana-place',
      accountName: 'CANARYNEWCOMER',
    });
    await newcomer.runs('exchange join');
    await newcomer.runs('my tasks');
    const before = bytes(bench.file);
    const waiting = await bench.arrange(({ people }) =>
      people.byAccount('slack:T1:UCANARYNEWCOMER', bench.clock.now()),
    );

    await newcomer.pressesRoute(`my/forget/confirm|${waiting?.person.id}`);

    expect(before).toContain('CANARYNEWCOMER');
    expect(bytes(bench.file)).not.toContain('CANARYNEWCOMER');
    expect((await bench.store.verifyAudit()).whole).toBe(true);
  });

  it('is erased by a second press alone, and loses nothing by the first', async () => {
    const before = dumpTables(guarded.bench.file);

    const said = await as('youssef').runs('my forget');

    expect(said).toContain('[Erase for good] [Keep everything]');
    expect(dumpTables(guarded.bench.file)).toEqual(before);
  });

  it('is told of by neutral words alone, and the liaison officer by none', async () => {
    const { bench, nominations } = guarded;

    await forgets('youssef');
    await bench.sweep();
    const listed = await as('salma').runs('nominate list', { course: nominations.youssef.course });
    const told = bench.delivered.filter((one) => one.to === accountOf('salma')).map((one) => one.says);

    expect(told.join('\n')).toContain('has been erased from the record');
    expect(told.join('\n') + listed).not.toContain(canary);
    expect(listed).not.toContain('\uE000');
    expect(listed).toContain(nameless);
    expect(bench.errors).toEqual([]);
  });

  it('is told nothing that a job had decided on before', async () => {
    const { bench, edition } = guarded;
    await bench.arrange((records) =>
      records.deliveries.add([
        {
          key: `planned · ${youssef}`,
          message: 'symposium/moved',
          facts: { edition },
          person: youssef,
          channel: undefined,
          organisation: undefined,
          purpose: undefined,
          post: undefined,
          tooLateAt: undefined,
        },
      ]),
    );

    await Promise.all([forgets('youssef'), bench.sendDue()]);
    const early = bench.delivered.filter((one) => one.to === accountOf('youssef')).length;
    await bench.sweep();
    await bench.sendDue();

    expect(bench.delivered.filter((one) => one.to === accountOf('youssef'))).toHaveLength(early);
    expect(JSON.stringify(dumpTables(bench.file, []))).not.toContain(canary);
    expect(bench.errors).toEqual([]);
  });

  it('is forgotten once, on two accounts at the same time and by the coordinator as well', async () => {
    const { bench } = guarded;
    const route = `my/forget/confirm|${youssef}`;

    await Promise.all([
      as('youssef').pressesRoute(route),
      bench.as('slack:T1:UCANARYFORGOTTEN').pressesRoute(route),
      as('vera').pressesRoute(`exchange/member-forget/confirm|${youssef}`),
    ]);

    const entries = JSON.parse(dumpTables(bench.file).audit ?? '[]') as { action: string }[];
    expect(entries.filter((one) => one.action === 'person.erase')).toHaveLength(1);
    expect(bench.errors).toEqual([]);
  });

  it('cannot be forgotten by anybody without the right, nor while others depend on them', async () => {
    const { bench, id } = guarded;
    const before = dumpTables(bench.file);

    const said = [
      await as('kofi').pressesRoute(`my/forget/confirm|${id('ama')}`),
      await as('kofi').runs('exchange member-forget', { forgotten: id('ama') }),
      await as('kofi').pressesRoute(`exchange/member-forget/confirm|${id('ama')}`),
      await as('kofi').pressesRoute(`my/forget/confirm|${id('kofi')}`),
      await as('vera').runs('exchange member-forget', { forgotten: id('kofi') }),
      await as('vera').pressesRoute(`exchange/member-forget/confirm|${id('vera')}`),
    ];

    expect(said[3]).toContain('make a colleague course manager of each with /exchange role-give');
    expect(dumpTables(bench.file)).toEqual(before);
  });

  it('has to hand over first as the last coordinator', async () => {
    const { bench, id } = guarded;
    await bench.arrange((records) =>
      records.people.revoke({ person: id('otto'), role: 'coordinator', scope: 'hub' }),
    );

    const said = await as('vera').runs('my forget');

    expect(said).toContain('First make somebody else coordinator');
  });

  it('has to hand over first what is done at the gate by nobody else', async () => {
    const { bench, id, courses } = guarded;
    const first = async (name: string) => as(name).runs('my forget');
    await bench.arrange(async ({ papers }) => {
      const risk = { risk: 'Misuse', mitigation: 'A visit', owner: id('esi'), due: '2027-02-01' };
      await papers.addRisk(courses.proposed.id, risk);
    });
    await bench.arrange(({ people }) =>
      people.grant({ person: id('otieno'), role: 'courseManager', scope: courses.proposed.id }),
    );
    const before = dumpTables(bench.file);

    const said = [await first('mina'), await first('esi'), await first('otieno')];
    for (const name of ['mina', 'esi', 'otieno'])
      await as(name).pressesRoute(`my/forget/confirm|${id(name)}`);

    expect(said[0]).toContain('Nobody else decides yet for one office: minister');
    expect(said[0]).toContain('/exchange handover');
    expect(said[1]).toContain('One mitigation of a course that is not over is still to be done');
    expect(said[2]).toContain('with /exchange role-give');
    expect(dumpTables(bench.file)).toEqual(before);
  });

  it('is told before what stays at the gate; it names them by a number alone, and the approval stands', async () => {
    const { bench, id, courses } = guarded;
    const course = courses.closed.id;
    await bench.arrange(async (records) => {
      await records.people.change(id('esi'), { name: 'CANARYESI' });
      await setDocument(records, course, 'assessment', inForce, id('esi'));
      const risk = { risk: 'Misuse', mitigation: 'A visit', owner: id('esi'), due: '2027-02-01' };
      await records.papers.addRisk(course, risk);
      await approve(records, course, id('aria'));
    });

    const asked = await as('esi').runs('my forget');
    const file = await fileOf('esi');
    await forgets('esi');

    const decisions = await bench.arrange((records) => records.decisions.of(course));
    expect(asked).toContain('made the assessment');
    expect(file).toContain('A visit');
    expect(file).not.toContain('Misuse');
    expect(decisions[0]?.voidedAt).toBeUndefined();
    expect(JSON.stringify(decisions[0]?.content)).toContain(id('esi'));
    expect(bytes(bench.file)).not.toContain('CANARYESI');
    expect(bench.errors).toEqual([]);
  });

  it('had a file with all of it for themselves alone, also when removed or only waiting', async () => {
    const own = await fileOf('youssef');
    const others = [await fileOf('kofi'), await fileOf('vera'), await fileOf('pen')];

    for (const held of ['rank', 'unit', 'reason', 'draft', 'account'])
      expect(own).toContain(`${canary} ${held}`);
    expect(own).toContain('QUESTIONNAIRES');
    expect(own).toContain('salma stands in for Youssef');
    expect(own).toContain('Egypt Academy');
    expect(others.join('\n')).not.toContain(canary);
    expect(await fileOf('rex')).toContain('ended');
    expect(await fileOf('pen')).toContain('waits to be confirmed');
    expect(await as('nobody').runs('my data')).toContain('holds nothing');
  });
});
