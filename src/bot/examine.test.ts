// The house as a whole, looked over at the bench: its record, deliveries, tasks, places and channels.
import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../test/support/exchange-bench.ts';
import { farEnd } from '../../test/support/far-end.ts';
import { makeSurroundings, type SurroundingParts } from './examine.ts';
import { foundIn, inEnglish } from './finding.ts';

const minute = 60_000;

describe('an examination', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
    await bench.arrange(async ({ organisations }) => {
      const about = { country: 'GH', language: 'en', zone: 'UTC' } as const;
      const { id } = await organisations.add({ ...about, name: 'Accra', hub: true });
      await organisations.tie('practice:away', id, 'Accra server');
      for (const [purpose, channel] of [
        ['announcements', 'practice:news'],
        ['managers', 'discord:1:2'],
      ] as const)
        await organisations.setChannel({ organisation: id, purpose, channel });
    });
  });
  afterEach(() => bench.close());

  function look(more: Partial<SurroundingParts> = {}) {
    const { store, clock } = bench;
    const tasks = [{ name: 'course-calendar', everyMinutes: 5 }];
    const platforms = [farEnd('practice').platform, farEnd('discord').platform];
    const parts = { store, clock, tasks, platforms, upkeep: async () => [] };
    return makeSurroundings({ ...parts, ...more }).findings();
  }
  const keysOf = async (more?: Partial<SurroundingParts>) =>
    (await look(more)).map(({ verdict, key }) => `${verdict} ${key.replace('finding.', '')}`);

  it('asks each platform about its own channels, says whose they are, and which have no platform', async () => {
    const asked: unknown[] = [];
    const platform = {
      ...farEnd('practice').platform,
      examine: async (channels: readonly string[]) => {
        asked.push(channels);
        return [foundIn('practice:news', 'wrong', 'finding.channel.gone')];
      },
    };

    const findings = await look({ platforms: [platform] });

    expect(asked).toEqual([['practice:news']]);
    expect(findings.slice(0, 2).map(inEnglish)).toEqual([
      expect.stringContaining('practice:news (Accra) is not there any more'),
      expect.stringContaining('No platform is connected for #discord:1:2 (Accra)'),
    ]);
  });

  it('finds nothing wrong with a record that is well', async () => {
    await bench.arrange(({ settings }) =>
      settings.takeSlot('course-calendar', Math.floor(bench.clock.now() / (5 * minute))),
    );

    const keys = await keysOf();

    expect(keys).toEqual(['ok record.answers', 'ok audit.whole', 'ok deliveries.fine', 'ok sweeps.fine']);
  });

  it('finds a place that was left, deliveries that wait, those that reached nobody, and a task that sleeps', async () => {
    await bench.arrange(async ({ places, settings, deliveries }) => {
      await places.leave('practice:away');
      await settings.takeSlot('course-calendar', Math.floor(bench.clock.now() / (5 * minute)));
      const to = { person: 'per-x', channel: undefined, organisation: undefined, purpose: undefined };
      const about = { message: 'exchange/place-hello', facts: {}, post: undefined, tooLateAt: undefined };
      await deliveries.add([{ ...about, ...to, key: 'one' }]);
      const [taken] = await deliveries.take(bench.clock.now(), 1, 'test', []);
      const ending = { reason: 'failing', failure: 'failing' } as const;
      await deliveries.giveUp(taken?.id ?? '', 'test', 'undeliverable', ending);
      await deliveries.add([{ ...about, ...to, key: 'two' }]);
    });
    bench.clock.set(bench.clock.now() + 20 * minute);

    const findings = await look();

    const bad = findings.filter(({ verdict }) => verdict !== 'ok').map(inEnglish);
    expect(bad).toEqual([
      expect.stringContaining('Attaché was removed from Accra server (Accra)'),
      expect.stringContaining('The oldest message has been due for 20 minutes'),
      expect.stringContaining('1 message could not be delivered'),
      expect.stringContaining('“Dates of courses” has not looked for'),
    ]);
  });

  it('finds an audit chain that somebody has changed', async () => {
    const client = new Sqlite(bench.file);
    client.prepare('update audit set actor = ? where sequence = 2').run('somebody');
    client.close();

    expect(await keysOf()).toContain('wrong audit.broken');
  });

  it('says that a record does not answer, instead of failing', async () => {
    const store = {
      ...bench.store,
      read: () => Promise.reject(new Error('disk')),
      write: () => Promise.reject(new Error('disk')),
    };

    expect(await keysOf({ store })).toEqual(['wrong record.silent']);
  });
});
