import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Log } from '#bot/log.ts';
import type { Store } from '#store/store.ts';
import { openTestStore, type TestStore } from '../../test/support/databases.ts';
import { type Health, type HealthOptions, openHealth } from './health.ts';

const logged: { says: string; data: object }[] = [];
const log: Log = {
  info: (data, says) => void logged.push({ says, data }),
  warn: (data, says) => void logged.push({ says, data }),
  error: (data, says) => void logged.push({ says, data }),
};

const options: HealthOptions = {
  host: '127.0.0.1',
  port: 0,
  mustOpen: true,
  platforms: ['slack', 'discord'],
  version: '1.2.3',
  log,
};

let record: TestStore;
let opened: Health[];

beforeEach(async () => {
  record = await openTestStore('sqlite');
  opened = [];
  logged.length = 0;
});

afterEach(async () => {
  for (const health of opened) await health.close();
  await record.close();
});

async function open(more: Partial<HealthOptions> = {}): Promise<Health> {
  const health = await openHealth({ ...options, ...more });
  opened.push(health);
  return health;
}

/** With everything that makes it ready. */
async function openReady(store: Store = record.store): Promise<{ health: Health; store: Store }> {
  const health = await open();
  health.meter.connection('slack', 'connected');
  health.meter.connection('discord', 'standing by');
  health.meter.ticked();
  return { health, store: health.watch(store) };
}

async function ask(health: Health, path: string) {
  const answer = await fetch(`${health.address}${path}`);
  return { status: answer.status, body: JSON.parse(await answer.text()) as unknown };
}

async function scrape(health: Health): Promise<string> {
  return (await fetch(`${health.address}/metrics`)).text();
}

describe('health', () => {
  it('is alive and not ready while it starts, and says what it waits for', async () => {
    const health = await open();

    const [alive, ready] = [await ask(health, '/healthz'), await ask(health, '/readyz')];

    expect(alive).toEqual({ status: 200, body: { alive: true } });
    expect(ready).toEqual({
      status: 503,
      body: {
        ready: false,
        missing: [
          { what: 'record', says: 'The record is not open yet.' },
          { what: 'slack', says: 'Slack is not connected yet.' },
          { what: 'discord', says: 'Discord is not connected yet.' },
          { what: 'schedule', says: 'The schedule has not begun yet.' },
        ],
      },
    });
  });

  it('is ready with a record, a tick, and every platform connected or standing by', async () => {
    const { health } = await openReady();

    expect(await ask(health, '/readyz')).toEqual({ status: 200, body: { ready: true } });
  });

  it('is not ready while a connection is lost', async () => {
    const { health } = await openReady();

    health.meter.connection('discord', 'broken');

    expect(await ask(health, '/readyz')).toEqual({
      status: 503,
      body: {
        ready: false,
        missing: [{ what: 'discord', says: 'The connection to Discord is lost; it is tried again.' }],
      },
    });
  });

  it('is ready for one platform while the other is lost', async () => {
    const { health } = await openReady();

    health.meter.connection('discord', 'broken');
    const [forSlack, forDiscord] = [await ask(health, '/readyz/slack'), await ask(health, '/readyz/discord')];

    expect([forSlack.status, forDiscord.status]).toEqual([200, 503]);
  });

  it('is neither alive nor ready from the moment that it stops', async () => {
    const { health } = await openReady();
    await ask(health, '/readyz');

    health.stopping();
    const [alive, ready] = [await ask(health, '/healthz'), await ask(health, '/readyz')];

    expect(alive).toEqual({ status: 503, body: { alive: false, reasons: ['Attaché is stopping.'] } });
    expect(ready.status).toBe(503);
  });

  it('leaves nothing in the record when it tries to write there', async () => {
    const { health, store } = await openReady();

    await ask(health, '/readyz');

    expect(await store.read({ kind: 'process' }, ({ leases }) => leases.all())).toEqual([]);
    expect((await store.verifyAudit()).whole).toBe(true);
  });

  it('gives the figures of the record, counted when it is scraped', async () => {
    const { health, store } = await openReady();
    const hourAgo = Date.now() - 3_600_000;
    const delivery = { message: 'course/card', facts: {}, person: 'per-1' };
    const absent = { channel: undefined, organisation: undefined, purpose: undefined, post: undefined };
    await store.write({ viewer: { kind: 'process' }, actor: 'test', now: hourAgo }, ({ deliveries }) =>
      deliveries.add([{ ...absent, ...delivery, key: 'a', tooLateAt: undefined }]),
    );

    const text = await scrape(health);

    expect(text).toContain('attache_deliveries{state="pending"} 1\n');
    expect(text).toContain('attache_deliveries{state="sent"} 0\n');
    expect(Number(/^attache_delivery_queue_age_seconds (.+)$/m.exec(text)?.[1])).toBeCloseTo(3600, -1);
    expect(text).toContain('attache_record_up 1\n');
    expect(text).toContain('attache_record_operations_total{verb="write",outcome="done"} 1\n');
    expect(text).toContain('attache_build_info{version="1.2.3"} 1\n');
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
  });

  it('goes on answering when the port is taken and nobody asked for it, and says so in the log', async () => {
    const taken = createServer();
    const port = await new Promise<number>((resolve) => {
      taken.listen(0, '127.0.0.1', () => {
        const address = taken.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });

    const without = await open({ port, mustOpen: false });
    const refused = openHealth({ ...options, port });

    await expect(refused).rejects.toThrow(
      `Port ${port} is taken by another program: stop that, or set HEALTH_PORT to a free one, or to off.`,
    );
    expect(without.address).toBeUndefined();
    expect(logged.map(({ says }) => says)).toEqual(['Health and metrics are not served']);
    taken.close();
  });

  it('answers nothing else, and is kept by nobody', async () => {
    const { health } = await openReady();

    const [elsewhere, posted, alive] = await Promise.all([
      fetch(`${health.address}/`),
      fetch(`${health.address}/healthz`, { method: 'POST' }),
      fetch(`${health.address}/healthz`),
    ]);

    expect([elsewhere.status, posted.status]).toEqual([404, 404]);
    expect(alive.headers.get('cache-control')).toBe('no-store');
  });
});
