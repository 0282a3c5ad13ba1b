// What feedback leaves behind: in the tables, in the bytes of the file, in its log, and in what the bot logs.
import { existsSync, readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import Sqlite from 'better-sqlite3';
import { DrizzleQueryError } from 'drizzle-orm/errors';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeLog } from '#make-log.ts';
import { openBench } from '../support/exchange-bench.ts';
import { reactionOf } from '../support/reaction-round.ts';
import {
  type AskedTrainees,
  accountOf,
  answers,
  closesAt,
  comment,
  openAskedTrainees,
  ratings,
} from './asked-trainees.ts';
import { dumpTables } from './table-dump.ts';

const trainees = 9;

describe('Feedback leaves no trace that leads from an answer to a person:', () => {
  let asked: AskedTrainees;

  beforeEach(async () => {
    asked = await openAskedTrainees(trainees);
  });
  afterEach(() => asked.bench.close());

  const bytesOf = (ending: '' | '-wal') => {
    const file = asked.bench.file + ending;
    return existsSync(file) ? readFileSync(file).toString('latin1') : '';
  };
  const timesIn = (bytes: string, word: string) => bytes.split(word).length - 1;
  const all = Array.from({ length: trainees }, (_, number) => number);

  it('each comment stands in one row of one table, which names nobody and no time', async () => {
    const before = dumpTables(asked.bench.file, []);

    for (const number of all) {
      asked.bench.clock.set(asked.bench.clock.now() + 60_000);
      await answers(asked, number);
    }

    const after = dumpTables(asked.bench.file, []);
    for (const number of all) {
      const tables = Object.keys(after).filter((name) => after[name]?.includes(comment(number)));
      expect(tables).toEqual(['feedback_answers']);
    }
    for (const name of ['audit', 'deliveries', 'accounts', 'people', 'posts', 'drafts'])
      expect(after[name]).toEqual(before[name]);
    const rows = JSON.parse(after.feedback_answers ?? '[]') as object[];
    const columns = ['answers', 'batch', 'cell', 'key', 'link', 'round'];
    expect(rows.map((row) => Object.keys(row).sort())).toEqual(all.map(() => columns));
    for (const person of asked.people) expect(after.feedback_answers).not.toContain(person);
  });

  it('rows are read, and lie in the file, in an order that is not the order of answering', async () => {
    for (const number of all) await answers(asked, number);

    const rows = JSON.parse(dumpTables(asked.bench.file).feedback_answers ?? '[]') as { answers: string }[];
    const read = rows.map((row) => all.find((number) => row.answers.includes(comment(number))));
    const bytes = bytesOf('');
    const lying = all.toSorted((one, other) => bytes.indexOf(comment(one)) - bytes.indexOf(comment(other)));

    expect(read.toSorted()).toEqual(all);
    // By their random keys, from the end of the page or from its beginning.
    expect([read, read.toReversed()]).toContainEqual(lying);
  });

  it('the bytes of the file hold each comment once, and its log holds none', async () => {
    const alone: number[] = [];
    for (const number of all) {
      await answers(asked, number);
      alone.push(timesIn(bytesOf('-wal'), 'Remark'));
    }

    expect(alone).toEqual(all.map(() => 0));
    expect(all.map((number) => timesIn(bytesOf(''), comment(number)))).toEqual(all.map(() => 1));
  });

  it('two tests are joined until the last questionnaire of the course has closed, and by nothing afterwards', async () => {
    const { bench, course, people } = asked;
    const read = (sql: string) => {
      const client = new Sqlite(bench.file, { readonly: true });
      const found = client.prepare(sql).pluck().all().map(String);
      client.close();
      return found;
    };
    const closing = (set: 'pre-test' | 'post-test') =>
      bench.arrange(async ({ feedback, questionnaires }) => {
        const right = { options: ['a', 'b'], right: 'a', sensitive: false, optional: false, page: 1 };
        const items = [{ id: 'custody', kind: 'test' as const, ...right }];
        const questionnaire = await questionnaires.add({
          course: course.id,
          set,
          items,
          madeBy: people[0] ?? '',
        });
        const times = { opensAt: 0, closesAt, lateUntil: closesAt };
        await feedback.open({ course: course.id, set, questionnaire: questionnaire.id, ...times }, people);
        for (const [at, person] of people.entries())
          await feedback.answer(`${course.id}.${set}`, person, { custody: at % 3 ? 'a' : 'b' });
        await feedback.close(`${course.id}.${set}`);
      });

    await closing('pre-test');
    await closing('post-test');
    const keys = read('select secret from feedback_keys');
    const links = read('select distinct link from feedback_answers where link is not null');
    bench.clock.set(closesAt + 1);
    await bench.sweep();
    const after = bytesOf('') + bytesOf('-wal');

    expect([keys.length, links.length]).toEqual([1, trainees]);
    for (const word of [...keys, ...links]) expect(timesIn(after, word)).toBe(0);
    const dump = JSON.stringify(dumpTables(bench.file));
    for (const word of [...keys, ...links]) expect(dump).not.toContain(word);
  });

  it('the part of a course that somebody belongs to is wiped where it is not told apart', async () => {
    const { bench, course, people } = asked;
    await bench.arrange(async ({ feedback }) => {
      for (const [at, person] of people.entries())
        await feedback.answer(`${course.id}.reaction`, person, { apply: (at % 5) + 1 }, `Sector${at % 2}`);
    });
    const waiting = bytesOf('') + bytesOf('-wal');

    bench.clock.set(closesAt + 1);
    await bench.sweep();

    expect(waiting).toContain('Sector1');
    expect(bytesOf('') + bytesOf('-wal')).not.toContain('Sector');
  });

  it('an answer that was half filled is gone from the bytes once it is handed in, or at the close', async () => {
    const { bench, course } = asked;
    const handsIn = bench.as(accountOf(0));
    const leaves = bench.as(accountOf(1));
    for (const [typist, word] of [
      [handsIn, 'Halfway0'],
      [leaves, 'Halfway1'],
    ] as const) {
      await typist.pressesRoute(`feedback/answer/begin|${course.id}`);
      await typist.fills({ level: 4, recommend: 9, obstacles: word }, 1);
    }
    const between = bytesOf('') + bytesOf('-wal');

    await handsIn.presses('Continue (1 of 2)');
    await handsIn.fills({ ...ratings, obstacles: 'Whole0' });
    const after = bytesOf('') + bytesOf('-wal');
    bench.clock.set(closesAt + 1);
    await bench.sweep();
    const closed = bytesOf('') + bytesOf('-wal');

    expect(between).toContain('Halfway1');
    expect(timesIn(after, 'Halfway0')).toBe(0);
    expect(timesIn(closed, 'Halfway1')).toBe(0);
  });

  it('half-filled answers vanish also from under many other drafts, and on every account', async () => {
    const { bench, course, people } = asked;
    await bench.arrange((records) => records.people.link('slack:T1:U0', people[0] ?? '', 'Trainee'));
    for (const account of [accountOf(0), 'slack:T1:U0', accountOf(1)] as const) {
      const typist = bench.as(account);
      await typist.pressesRoute(`feedback/answer/begin|${course.id}`);
      await typist.fills({ level: 4, recommend: 9, obstacles: 'Halfway' }, 1);
    }
    bench.clock.set(bench.clock.now() + 60_000);
    await bench.arrange(async (records) => {
      for (const account of [accountOf(0), 'slack:T1:U0', accountOf(1)] as const)
        for (let more = 0; more < 30; more += 1)
          await records.drafts.keep({
            path: 'my timezone',
            account,
            channel: undefined,
            values: {},
            pagesDone: [],
          });
    });

    await answers(asked, 0);
    const answered = dumpTables(bench.file, []).drafts?.split('Halfway').length;
    bench.clock.set(closesAt + 1);
    await bench.sweep();

    expect(answered).toBe(2);
    expect(dumpTables(bench.file, []).drafts).not.toContain('Halfway');
  });

  it('a page that arrives while the last one is handed in elsewhere makes no new draft', async () => {
    const { bench, course, people } = asked;
    const linked = people.map((person, number) => ({ person, account: `slack:T1:U${number}` as const }));
    await bench.arrange(async (records) => {
      for (const { person, account } of linked) await records.people.link(account, person, 'Trainee');
    });

    for (const number of all) {
      const one = bench.as(accountOf(number));
      const other = bench.as(`slack:T1:U${number}`);
      await one.pressesRoute(`feedback/answer/begin|${course.id}`);
      await other.pressesRoute(`feedback/answer/begin|${course.id}`);
      const pause = new Promise((resolve) => setTimeout(resolve, number));
      await Promise.all([
        one.fills({ ...ratings, obstacles: comment(number) }),
        pause.then(() => other.fills({ level: 1, recommend: 1, obstacles: 'Late' }, 1)),
      ]);
    }

    expect(dumpTables(bench.file, []).drafts).toBe('[]');
    expect(await bench.arrange((records) => records.feedback.participation(reactionOf(course.id)))).toEqual({
      invited: trainees,
      answered: trainees,
    });
  });

  it('one person on two accounts, handing in at once, has one answer', async () => {
    const { bench, course, people } = asked;
    await bench.arrange((records) => records.people.link('slack:T1:U0', people[0] ?? '', 'Trainee'));
    const both = [bench.as(accountOf(0)), bench.as('slack:T1:U0')];
    for (const one of both) await one.pressesRoute(`feedback/answer/begin|${course.id}`);

    await Promise.all(both.map((one, at) => one.fills({ ...ratings, obstacles: `Twice${at}` })));

    const tables = dumpTables(bench.file, []);
    expect(tables.feedback_answers?.split('Twice').length).toBe(2);
    expect(tables.drafts).toBe('[]');
    expect(bench.errors).toEqual([]);
  });

  it('a failure to keep it is logged with its cause, and without what was written', async () => {
    const lines: string[] = [];
    const collect = new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    const log = makeLog({ logLevel: 'info' }, collect);
    const { bench, course } = asked;
    const client = new Sqlite(bench.file);
    client.exec(
      "create trigger refuse before insert on feedback_answers begin select raise(abort, 'DISKTROUBLE'); end",
    );
    client.close();

    const said = await answers(asked, 0);
    for (const one of bench.errors) log.error(one, 'A request could not be answered');

    expect(said).not.toContain(comment(0));
    expect(bench.errors).toHaveLength(1);
    expect(lines.join()).toContain('DISKTROUBLE');
    expect(lines.join()).not.toContain(comment(0));
    expect(lines.join()).not.toContain('trainee-0');
    expect(
      await bench.arrange((records) => records.feedback.participation(reactionOf(course.id))),
    ).toMatchObject({
      answered: 0,
    });
  });

  it('a failing query is logged by its text, and never with its values', async () => {
    const lines: string[] = [];
    const collect = new Writable({
      write: (chunk, _encoding, done) => {
        lines.push(String(chunk));
        done();
      },
    });
    const log = makeLog({ logLevel: 'info' }, collect);
    const bench = await openBench();
    const failure = await bench
      .arrange((records) => records.people.link('practice:NOBODYSACCOUNT', 'NOBODYSPERSON', 'NOBODYSNAME'))
      .catch((error: unknown) => error);
    await bench.close();

    // As Drizzle throws it where PostgreSQL refuses a statement.
    const query = new DrizzleQueryError('insert into t values ($1)', ['NOBODYSNAME'], new Error('REFUSED'));
    log.error({ error: failure, reference: 'R-1' }, 'A request could not be answered');
    log.error({ error: query, reference: 'R-2' }, 'A request could not be answered');

    expect(lines.join()).toContain('insert into t values ($1)');
    expect(lines.join()).toContain('REFUSED');
    expect(failure).toBeInstanceOf(Error);
    expect(lines.join()).toContain('FOREIGN KEY');
    expect(lines.join()).not.toContain('NOBODYS');
  });
});
