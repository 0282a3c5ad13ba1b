import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseNames } from '../../test/support/databases.ts';
import { fails, openSendingBench, type SendingBench } from '../../test/support/sending-bench.ts';
import { keepAnswers } from './keep-answers.ts';

const hour = 3_600_000;

let bench: SendingBench;

/** People with an account each, whose messages are told in rounds. */
async function crowd(number: number, account: (at: number) => `slack:${string}` | `practice:${string}`) {
  return Promise.all(Array.from({ length: number }, (_, at) => bench.somebody(account(at))));
}

describe.each(databaseNames)('each one’s messages on %s', (name) => {
  beforeEach(async () => {
    bench = await openSendingBench(name);
  });
  afterEach(() => bench.close());

  it('arrive in the order of writing, through two processes and many failures', async () => {
    const people = await crowd(25, (at) => `practice:p${at}`);
    const each = 6;
    for (let round = 0; round < each; round += 1) {
      await bench.add(...people.map((person, at) => bench.told(`${at} ${round}`, { person })));
      bench.clock.at += 1;
    }
    const other = bench.newSender({ presence: await bench.newPresence() });
    let posts = 0;
    const onTheWay = new Set<string>();
    const together: string[] = [];
    bench.practice.always = async (accept, { to, proof }) => {
      const target = 'account' in to ? to.account : '';
      if (onTheWay.has(target)) together.push(proof);
      onTheWay.add(target);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
      onTheWay.delete(target);
      posts += 1;
      if (posts % 7 === 0) fails('again')(accept);
      if (posts % 11 === 0) fails('unknown', { accepted: posts % 2 === 0 })(accept);
    };

    for (let round = 0; round < 40 && (await bench.states()).sent < people.length * each; round += 1) {
      await Promise.all([bench.sender.sendDue(), other.sendDue()]);
      bench.clock.at += 20_000;
    }

    const order = Map.groupBy(bench.practice.accepted, ({ to }) => to);
    expect(together).toEqual([]);
    expect(order.size).toBe(people.length);
    for (const [account, some] of order) {
      const at = account.slice('practice:p'.length);
      expect(some.map(({ says }) => says)).toEqual(
        Array.from({ length: each }, (_, round) => `${at} ${round}`),
      );
    }
  });

  it('are shared by two processes that send at once', async () => {
    const people = await crowd(500, (at) => `slack:T${at % 5}:p${at}`);
    await bench.add(...people.map((person, at) => bench.told(`${at}`, { person })));
    const other = bench.newSender({ presence: await bench.newPresence() });
    bench.slack.always = () => new Promise((resolve) => setTimeout(resolve, 15));

    const done = await Promise.all([bench.sender.sendDue(), other.sendDue()]);

    expect(Math.min(...done)).toBeGreaterThan(0);
    expect(new Set(bench.slack.says()).size).toBe(500);
    expect(bench.slack.accepted).toHaveLength(500);
  });
});

describe('one’s messages', () => {
  beforeEach(async () => {
    bench = await openSendingBench();
  });
  afterEach(() => bench.close());

  it('wait for nobody else’s slow platform', async () => {
    const [ama, kofi] = [await bench.somebody('practice:ama'), await bench.somebody('practice:kofi')];
    const kofiHasHisOwn = Promise.withResolvers<void>();
    bench.practice.always = async (accept, { to }) => {
      if (!('account' in to)) return;
      if (to.account === 'practice:ama') return kofiHasHisOwn.promise;
      accept();
      kofiHasHisOwn.resolve();
    };
    await bench.add(bench.told('a1', { person: ama }));
    bench.clock.at += 1;
    await bench.add(bench.told('a2', { person: ama }), bench.told('k', { person: kofi }));

    await bench.sender.sendDue();

    expect(bench.practice.says()).toEqual(['k', 'a1', 'a2']);
  });

  it('do not wait for one that can never be drawn', async () => {
    const ama = await bench.somebody('practice:ama');
    await bench.add(
      bench.told('undrawable', { person: ama }),
      bench.told('a', { person: ama }),
      bench.told('b', { person: ama }),
    );

    await bench.rounds(4, 20_000);

    expect(bench.practice.says()).toEqual(['a', 'b']);
    expect(await bench.states()).toMatchObject({ pending: 1, sent: 2 });
  });

  it('do not wait for ever for one that the platform always fails at', async () => {
    const [ama, kofi] = [await bench.somebody('practice:ama'), await bench.somebody('practice:kofi')];
    await bench.add(bench.told('poison', { person: ama }), bench.told('a', { person: ama }));
    bench.practice.always = (accept, { proof }) => {
      if (proof === 'poison') fails('again')(accept);
    };

    for (let round = 0; round < 30; round += 1) {
      await bench.add(bench.told(`k${round}`, { person: kofi }));
      await bench.rounds(1, 60_000);
    }

    expect(bench.practice.says()).toContain('a');
    expect(await bench.states()).toMatchObject({ pending: 1, sent: 31 });
  });
});

describe('lanes of a sender', () => {
  beforeEach(async () => {
    bench = await openSendingBench();
  });
  afterEach(() => bench.close());

  it('hold up nobody in another one: a workspace that is full or slow is its own affair', async () => {
    const [slow, quick] = [
      await crowd(150, (at) => `slack:T1:U${at}`),
      await crowd(150, (at) => `slack:T2:U${at}`),
    ];
    await bench.add(...slow.map((person, at) => bench.told(`slow ${at}`, { person })));
    bench.clock.at += 1;
    await bench.add(...quick.map((person, at) => bench.told(`quick ${at}`, { person })));
    const quickAreDone = Promise.withResolvers<void>();
    let quickOnes = 0;
    bench.slack.always = async (accept, { to }) => {
      if ('account' in to && to.account.startsWith('slack:T1')) return quickAreDone.promise;
      accept();
      quickOnes += 1;
      if (quickOnes === 150) quickAreDone.resolve();
    };

    await bench.sender.sendDue();

    const order = bench.slack.says();
    expect(order).toHaveLength(300);
    expect(order.slice(0, 150).every((one) => one.startsWith('quick'))).toBe(true);
  });

  it('hold up nobody for long by the thousands that wait for one', async () => {
    const ids: string[] = [];
    await bench.change(async ({ people }) => {
      for (let at = 0; at < 2_000; at += 1) {
        const { id } = await people.add({
          name: `P${at}`,
          organisation: bench.accra,
          membership: 'confirmed',
        });
        await people.link(`slack:T1:U${at}`, id, 'P');
        ids.push(id);
      }
    });
    const quick = await bench.somebody('slack:T2:U1');
    const quickIsDone = Promise.withResolvers<void>();
    bench.slack.always = async (_, { to }) => {
      if ('account' in to && to.account === 'slack:T2:U1') quickIsDone.resolve();
      else await quickIsDone.promise;
    };
    const tell = ids.map((id, at) => ({
      tell: id,
      message: 'test/note',
      facts: { text: `${at}` },
      key: 'c',
    }));
    await bench.change((records) => keepAnswers(records, tell, bench.messages, { cause: 'course cancel' }));
    bench.clock.at += 1;
    await bench.add(bench.told('quick', { person: quick }));

    await bench.sender.sendDue();

    const before = bench.slack.says().indexOf('quick');
    expect(before).toBe(0);
    expect(bench.slack.accepted).toHaveLength(2_001);
  });

  it('begin what is asked for at once, while everything that is under way hangs', async () => {
    const [slow, quick] = [await bench.somebody('slack:T1:U1'), await bench.somebody('practice:ama')];
    const quickIsDone = Promise.withResolvers<void>();
    const hangs = Promise.withResolvers<void>();
    bench.slack.always = () => {
      hangs.resolve();
      return quickIsDone.promise;
    };
    bench.practice.always = () => quickIsDone.resolve();
    await bench.add(bench.told('slow', { person: slow }));
    const sending = bench.sender.sendDue();
    await hangs.promise;
    await bench.add(bench.told('quick', { person: quick }));

    await Promise.all([sending, bench.sender.sendDue()]);

    expect(bench.practice.says()).toEqual(['quick']);
    expect(bench.slack.says()).toEqual(['slow']);
  });

  it('rest in a storm of refusals: few calls are made while it lasts, and everything arrives after it', async () => {
    const people = await crowd(400, (at) => `slack:T1:U${at}`);
    await bench.add(...people.map((person, at) => bench.told(`${at}`, { person })));
    bench.slack.always = fails('again');

    await bench.rounds(60, 60_000);
    const callsInAnHour = bench.slack.asked.posts;
    bench.slack.always = undefined;
    await bench.rounds(180, 60_000);

    // The first of them together, then one after every rest.
    expect(callsInAnHour).toBeLessThan(64 + 70);
    expect(bench.slack.accepted).toHaveLength(400);
    expect(bench.slack.asked.posts).toBe(400 + callsInAnHour);
  });

  it('rest as a whole for as long as a platform says, when it says it several times', async () => {
    const people = await crowd(100, (at) => `slack:T1:U${at}`);
    const elsewhere = await bench.somebody('practice:ama');
    await bench.add(...people.map((person, at) => bench.told(`${at}`, { person })));
    bench.slack.always = fails('again', { retryAfter: 30_000 });
    await bench.sender.sendDue();
    const first = bench.slack.asked.posts;
    await bench.add(bench.told('elsewhere', { person: elsewhere }));
    bench.clock.at += 29_000;
    await bench.sender.sendDue();

    expect(first).toBeLessThanOrEqual(64);
    expect(bench.slack.asked.posts).toBe(first);
    expect(bench.practice.says()).toEqual(['elsewhere']);
  });

  it('have at most two hundred under way at once, whatever waits', async () => {
    const people = await Promise.all(
      ['T1', 'T2', 'T3', 'T4', 'T5'].map((team) => crowd(80, (at) => `slack:${team}:U${at}`)),
    );
    await bench.add(...people.flat().map((person, at) => bench.told(`${at}`, { person })));
    const seen: number[] = [];
    bench.slack.always = async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (Math.random() < 0.1) seen.push((await bench.states()).sending);
    };

    await bench.sender.sendDue();

    expect(bench.slack.accepted).toHaveLength(400);
    expect(Math.max(...seen)).toBeGreaterThan(100);
    expect(Math.max(...seen)).toBeLessThanOrEqual(200);
  });
});

describe('a sender that stops', () => {
  beforeEach(async () => {
    bench = await openSendingBench();
  });
  afterEach(() => bench.close());

  it('ends what is under way, and leaves the rest for the next start', async () => {
    const ama = await bench.somebody('practice:ama');
    await bench.add(...Array.from({ length: 120 }, (_, at) => bench.told(`${at}`, { person: ama })));
    const isUnderWay = Promise.withResolvers<void>();
    bench.practice.faults.push(() => isUnderWay.resolve());
    await bench.sender.start();
    await isUnderWay.promise;

    await bench.sender.stop();

    const { sent, pending, sending } = await bench.states();
    expect(sending).toBe(0);
    expect(pending).toBeGreaterThan(0);
    expect(sent).toBe(bench.practice.accepted.length);
    await bench.newSender().sendDue();
    expect(new Set(bench.practice.says()).size).toBe(120);
    expect(bench.practice.accepted).toHaveLength(120);
  });

  it('begins by itself what a write leaves, when it is due, and after a failed read', async () => {
    const ama = await bench.somebody('practice:ama');
    await bench.sender.start();
    await bench.add(bench.told('now', { person: ama }));
    await expect.poll(() => bench.practice.says()).toEqual(['now']);

    await bench.add(bench.told('soon', { person: ama, notBefore: bench.clock.now() + hour }));
    bench.clock.at += hour;
    await bench.add(bench.told('then', { person: ama }));

    await expect.poll(() => bench.practice.says()).toEqual(['now', 'soon', 'then']);
    await bench.sender.stop();
    await bench.store.work.stop();
  });
});
