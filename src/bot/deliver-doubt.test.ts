import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { leaseOfProcess } from '#store/records/leases.ts';
import type { Store } from '#store/store.ts';
import { fails, openSendingBench, type SendingBench } from '../../test/support/sending-bench.ts';

const lookAfter = 10_000;
const hour = 3_600_000;

describe('what may have left already', () => {
  let bench: SendingBench;

  beforeEach(async () => {
    bench = await openSendingBench();
    await bench.change((records) => records.people.link('practice:ama', bench.ama, 'Ama'));
  });
  afterEach(() => bench.close());

  /** A record that fails when it is told to: before it has kept the write, or after. */
  function falteringStore() {
    const failures: ('before' | 'after')[] = [];
    const store: Store = {
      ...bench.store,
      work: bench.store.work,
      read: (viewer, work) => bench.store.read(viewer, work),
      write: async (act, work) => {
        const failure = failures.shift();
        if (failure === 'before') throw new Error('The disk is full.');
        const value = await bench.store.write(act, work);
        if (failure === 'after') throw new Error('The answer of the database was lost.');
        return value;
      },
      verifyAudit: () => bench.store.verifyAudit(),
      close: () => bench.store.close(),
    };
    return { store, failures };
  }

  it('is looked for before it is repeated, when the answer was lost', async () => {
    const kofi = await bench.somebody('practice:kofi');
    await bench.add(bench.told('arrived'), bench.told('lost', { person: kofi }));
    bench.practice.always = (accept, { proof }) =>
      fails('unknown', { accepted: proof === 'arrived' })(accept);
    await bench.sender.sendDue();
    bench.practice.always = undefined;
    bench.clock.at += lookAfter - 1;
    await bench.sender.sendDue();
    const tooSoon = bench.practice.asked.finds;

    bench.clock.at += 1;
    await bench.sender.sendDue();

    expect(tooSoon).toBe(0);
    expect(bench.practice.says().toSorted()).toEqual(['arrived', 'lost']);
    expect(await bench.states()).toMatchObject({ sent: 2, sending: 0, pending: 0 });
  });

  it('is looked for at once after its dead holder was buried, and not repeated', async () => {
    const dead = 'dead';
    await bench.add(bench.told('a'));
    await bench.change(async ({ leases, deliveries }) => {
      await leases.take(leaseOfProcess(dead), dead);
      const [taken] = await deliveries.take(bench.clock.now(), 1, dead, []);
      await deliveries.aim(taken?.id ?? '', dead, 'practice:ama');
    });
    bench.practice.accepted.push({
      proof: 'a',
      to: 'practice:ama',
      says: 'a',
      drawing: { view: [], language: 'en', zone: 'UTC' },
    });
    await bench.sender.sendDue();
    const whileItMayLive = bench.practice.asked.finds;

    await bench.change(async ({ leases, deliveries }) => {
      const rows = await leases.all();
      for (const row of rows) if (row.holder === dead) await leases.bury(row);
      await deliveries.releaseOrphans(bench.clock.now());
    });
    await bench.sender.sendDue();

    expect(whileItMayLive).toBe(0);
    expect(bench.practice.asked).toMatchObject({ finds: 1, posts: 0 });
    expect(await bench.states()).toMatchObject({ sent: 1 });
  });

  it('is sent when its holder died before it had noted where', async () => {
    await bench.add(bench.told('a'));
    await bench.change(({ deliveries }) => deliveries.take(bench.clock.now(), 1, 'dead', []));
    await bench.change(({ deliveries }) => deliveries.releaseOrphans(bench.clock.now()));

    await bench.sender.sendDue();

    expect(bench.practice.asked).toMatchObject({ finds: 0, posts: 1 });
    expect(bench.practice.says()).toEqual(['a']);
  });

  it.each(['before', 'after'] as const)(
    'is not said twice when the record failed %s it was to keep that it was sent',
    async (when) => {
      await bench.add(bench.told('a'), bench.told('b'));
      const { store, failures } = falteringStore();
      const faltering = bench.newSender({ store });
      bench.practice.faults.push(() => void failures.push(when));
      await faltering.sendDue();
      const { sending } = await bench.states();

      for (let round = 0; round < 3; round += 1) {
        bench.clock.at += lookAfter;
        await faltering.sendDue();
      }

      expect(sending).toBe(0);
      expect(bench.practice.says()).toEqual(['a', 'b']);
      expect(await bench.states()).toMatchObject({ sent: 2, sending: 0, pending: 0 });
    },
  );

  it.each(['before', 'after'] as const)(
    'is sent once when the record failed %s it was taken, or where it goes was noted',
    async (when) => {
      await bench.add(bench.told('a'), bench.told('b'));
      const { store, failures } = falteringStore();
      const faltering = bench.newSender({ store });
      failures.push(when);
      await faltering.sendDue().catch(() => 0);
      bench.practice.faults.push(() => undefined);
      await faltering.sendDue().catch(() => 0);

      for (let round = 0; round < 4; round += 1) {
        bench.clock.at += lookAfter;
        await faltering.sendDue().catch(() => 0);
      }

      expect(bench.practice.says()).toEqual(['a', 'b']);
      expect(await bench.states()).toMatchObject({ sent: 2, sending: 0, pending: 0 });
    },
  );

  it('is found although the clock of this machine was an hour ahead when it left', async () => {
    await bench.add(bench.told('a'));
    bench.practice.faults.push(fails('unknown', { accepted: true }));
    const stoodAt = bench.clock.now() - hour;
    const { find } = bench.practice.platform;
    bench.practice.platform.find = async (message, since) =>
      since <= stoodAt ? find(message, since) : undefined;
    await bench.sender.sendDue();

    bench.clock.at -= hour;
    await bench.sender.sendDue();
    bench.clock.at += hour + lookAfter;
    await bench.sender.sendDue();

    expect(bench.practice.says()).toEqual(['a']);
    expect(await bench.states()).toMatchObject({ sent: 1 });
  });

  it('is not in doubt on a way that was refused when the next one is full', async () => {
    const kofi = await bench.somebody('discord:8');
    await bench.change((records) => records.people.setDirectMessages('discord:8', 'welcome'));
    await bench.add(bench.told('a', { person: kofi }));
    const others = await Promise.all(
      Array.from({ length: 63 }, async (_, at) => {
        const person = await bench.somebody(`discord:1${at}`);
        await bench.change((records) => records.people.setDirectMessages(`discord:1${at}`, 'welcome'));
        return person;
      }),
    );
    await bench.add(...others.map((person, at) => bench.told(`fills ${at}`, { person })));
    bench.discord.always = async (accept, { proof, to }) => {
      if (proof === 'a' && 'account' in to) return fails('closed')(accept);
      await new Promise((resolve) => setTimeout(resolve, 20));
    };

    await bench.rounds(4, lookAfter);

    expect(await bench.list('undeliverable')).toEqual([]);
    expect(bench.discord.accepted.filter(({ proof }) => proof === 'a')).toMatchObject([
      { to: 'discord:1:2' },
    ]);
    expect(bench.discord.accepted).toHaveLength(64);
  });

  it('stays in doubt when it can no longer be drawn, and is found when it can', async () => {
    await bench.add(bench.told('undrawable'));
    const [{ id } = { id: '' }] = await bench.list('pending');
    await bench.change(async ({ deliveries }) => {
      await deliveries.take(bench.clock.now(), 1, 'dead', []);
      await deliveries.aim(id, 'dead', 'practice:ama');
      await deliveries.releaseOrphans(bench.clock.now());
    });

    await bench.sender.sendDue();

    expect(await bench.list('pending')).toMatchObject([{ id, sentTo: 'practice:ama' }]);
    expect(bench.practice.asked.posts).toBe(0);
  });

  it('is not sent again when it was lost and is too late by now', async () => {
    await bench.add(bench.told('a', { tooLateAt: bench.clock.now() + 5_000 }));
    bench.practice.faults.push(fails('unknown'));
    await bench.sender.sendDue();

    bench.clock.at += lookAfter;
    await bench.sender.sendDue();

    expect(bench.practice.asked).toMatchObject({ posts: 1, finds: 1 });
    expect(await bench.list('dropped')).toMatchObject([{ reason: 'too late' }]);
  });

  it('is shown to a human when it could not be asked about for a day, however old it is', async () => {
    await bench.add(bench.told('a', { notBefore: bench.clock.now() + 240 * hour }));
    bench.clock.at += 240 * hour;
    bench.practice.faults.push(fails('unknown'));
    bench.practice.platform.find = () => Promise.resolve().then(() => fails('again')(() => undefined));
    await bench.sender.sendDue();
    bench.clock.at += lookAfter;
    await bench.sender.sendDue();
    const afterALook = await bench.states();

    bench.clock.at += 24 * hour + 1;
    await bench.sender.sendDue();

    expect(afterALook).toMatchObject({ pending: 1, undeliverable: 0 });
    expect(await bench.list('undeliverable')).toMatchObject([{ reason: 'unsure' }]);
    expect(bench.practice.accepted).toEqual([]);
  });

  it('leaves nothing to a process that was taken for dead while it was about to send', async () => {
    await bench.add(bench.told('a'));
    const slow = bench.newSender({ presence: { ...bench.presence, isAlive: () => isAlive } });
    let isAlive = true;
    const { post } = bench.practice.platform;
    bench.practice.platform.post = async (message) => {
      isAlive = false;
      return post(message);
    };

    await slow.sendDue();

    expect(bench.practice.accepted).toEqual([]);
    expect(await bench.states()).toMatchObject({ sending: 1 });
  });
});
