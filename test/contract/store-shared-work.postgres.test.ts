// Work that is shared over PostgreSQL: pieces are kept with their cause, reach other processes, and outlive the dead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '#store/open-store.ts';
import type { Store } from '#store/store.ts';
import { openSendingBench, type SendingBench } from '../support/sending-bench.ts';
import { change, newDelivery, pastTheStore } from './store-bench.ts';

describe('work that several processes share', () => {
  let bench: SendingBench;
  let one: Store;
  let other: Store;
  let opened: Store[];

  beforeEach(async () => {
    bench = await openSendingBench('postgres');
    opened = [];
    one = await another();
    other = await another();
  });
  afterEach(async () => {
    await bench.sender.stop();
    for (const store of opened) await store.close();
    await bench.close();
  });

  async function another(): Promise<Store> {
    const store = await openStore({ databaseUrl: bench.databaseUrl });
    opened.push(store);
    return store;
  }
  const pieces = async () => {
    const place = { databaseUrl: bench.databaseUrl };
    const [row] = await pastTheStore(place, "select count(*) from pgboss.job where name = 'deliver'");
    return Number(row?.count);
  };
  const many = (number: number, key: string) =>
    Array.from({ length: number }, (_, at) => newDelivery(`${key} ${at}`, { person: `per-${at}` }));
  const nothing = async () => undefined;

  test('is written with its cause, in as many pieces as are worth it, and undone with it', async () => {
    await one.work.listen('deliver', nothing);

    await change(one, ({ deliveries }) => deliveries.add(many(120, 'kept')));
    const kept = await pieces();
    await change(one, async ({ deliveries }) => {
      await deliveries.add(many(500, 'undone'));
      throw new Error('undone');
    }).catch(() => undefined);
    const afterUndoing = await pieces();
    await change(one, ({ deliveries }) => deliveries.add(many(9_000, 'thousands')));

    expect(kept).toBe(3);
    expect(afterUndoing).toBe(3);
    // However many there are, whoever has a piece goes on until nothing is left.
    expect(await pieces()).toBe(43);
  });

  test('is written by nobody who has no part in it, and such a write is kept all the same', async () => {
    await one.work.listen('deliver', nothing);

    await change(other, ({ deliveries }) => deliveries.add(many(3, 'by an operation')));

    expect(await pieces()).toBe(0);
    expect(await bench.states()).toMatchObject({ pending: 3 });
  });

  test('reaches another process that listens', async () => {
    const heard = { one: 0, other: 0 };
    await one.work.listen('deliver', async () => {
      heard.one += 1;
      // Busy with its own, as in a long circular.
      await wait(4_000);
    });
    await other.work.listen('deliver', async () => {
      heard.other += 1;
    });

    await change(one, ({ deliveries }) => deliveries.add(many(300, 'shared')));

    await expect.poll(() => heard.other, { timeout: 6_000 }).toBeGreaterThan(0);
    expect(heard.one).toBeGreaterThan(0);
  });

  test('is begun by a second process while the first one is at it', async () => {
    const people = await Promise.all(
      Array.from({ length: 300 }, (_, at) => bench.somebody(`slack:T${at % 10}:U${at}`)),
    );
    let bySecond = 0;
    const counting: Store = {
      read: (viewer, work) => other.read(viewer, work),
      write: (act, work) => {
        if (act.actor === 'sender') bySecond += 1;
        return other.write(act, work);
      },
      verifyAudit: () => other.verifyAudit(),
      close: () => other.close(),
      work: other.work,
    };
    const second = bench.newSender({ store: counting, presence: await bench.newPresence(other) });
    bench.slack.always = () => wait(60);
    await Promise.all([bench.sender.start(), second.start()]);

    await bench.add(...people.map((person, at) => bench.told(`${at}`, { person })));

    await expect.poll(() => bench.states(), { timeout: 20_000 }).toMatchObject({ sent: 300 });
    expect(bench.slack.accepted).toHaveLength(300);
    expect(new Set(bench.slack.says()).size).toBe(300);
    expect(bySecond).toBeGreaterThan(50);
    await second.stop();
  });

  test('goes on when nobody was told of it: each looks by itself', async () => {
    const ama = await bench.somebody('practice:ama');
    await bench.sender.start();
    await wait(1_500);
    // As an operation writes it, or a process that died before its piece was done.
    const told = bench.told('a', { person: ama });
    await change(other, ({ deliveries }) => deliveries.add([told]), bench.clock.now());
    expect(await pieces()).toBe(0);

    await expect.poll(() => bench.practice.says(), { timeout: 9_000 }).toEqual(['a']);
  });

  test('of a killed process is taken up within fifteen seconds, and none of it is said twice', async () => {
    const number = 40;
    const people = await Promise.all(
      Array.from({ length: number }, (_, at) => bench.somebody(`slack:T1:U${at}`)),
    );
    await bench.add(...people.map((person, at) => bench.told(`${at}`, { person })));
    const script = new URL('../support/take-and-hang.ts', import.meta.url).pathname;
    const child = spawn(process.execPath, [script, bench.databaseUrl, `${bench.clock.now()}`], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await expect.poll(() => said.split('\n').length - 1, { timeout: 20_000 }).toBe(number);
    // Half of what it had sent had arrived.
    const arrived = said
      .trim()
      .split('\n')
      .slice(0, number / 2);
    for (const proof of arrived)
      bench.slack.accepted.push({
        proof,
        to: 'slack:T1',
        says: proof,
        drawing: { view: [], language: 'en', zone: 'UTC' },
      });
    await bench.sender.start();
    await wait(4_500);
    const whileItLives = (await bench.states()).sending;

    const killedAt = performance.now();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect.poll(() => bench.states(), { timeout: 25_000 }).toMatchObject({ sent: number });
    const took = performance.now() - killedAt;

    expect(whileItLives).toBe(number);
    expect(took).toBeLessThan(15_000);
    expect(bench.slack.says().toSorted()).toEqual(
      Array.from({ length: number }, (_, at) => `${at}`).toSorted(),
    );
    expect(bench.slack.asked.posts).toBe(number / 2);
  }, 60_000);
});
