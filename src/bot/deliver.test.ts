import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import type { NewDelivery } from '#store/records/deliveries.ts';
import type { Records, Store } from '#store/store.ts';
import { farEnd } from '../../test/support/far-end.ts';
import { makeSender, type Sender } from './deliver.ts';
import { houseWords } from './house-words.ts';
import { makeLeases, type Presence } from './make-leases.ts';
import { defineMessage } from './message.ts';
import { silentMeter } from './meter.ts';
import { PlatformFailure } from './platform.ts';
import { value } from './text.ts';

const note = defineMessage({
  name: 'test/note',
  words: houseWords,
  draw: async (facts, { records }) => {
    const subject = await records.settings.get('subject');
    return subject === 'gone' ? undefined : [{ paragraph: [value(`${facts.text}${subject ?? ''}`)] }];
  },
});

describe('bot/deliver', () => {
  let folder: string;
  let store: Store;
  let now: number;
  let practice: ReturnType<typeof farEnd>;
  let discord: ReturnType<typeof farEnd>;
  let presence: Presence;
  let sender: Sender;
  let ama: string;

  const change = <T>(work: (records: Records) => Promise<T>) =>
    store.write({ viewer: { kind: 'process' }, actor: 'test', now }, work);
  const clock = { now: () => now };
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const states = () => store.read({ kind: 'process' }, (records) => records.deliveries.countByState());
  const newSender = (record: Store = store) =>
    makeSender({
      store: record,
      messages: new Map([[note.name, note]]),
      platforms: new Map([
        ['practice', practice.platform],
        ['discord', discord.platform],
      ]),
      presence,
      clock,
      log,
      meter: silentMeter,
    });

  function told(key: string, more: Partial<NewDelivery> = {}): NewDelivery {
    const toNobodyElse = {
      channel: undefined,
      organisation: undefined,
      purpose: undefined,
      post: undefined,
      tooLateAt: undefined,
    };
    return { key, message: note.name, facts: { text: key }, person: ama, ...toNobodyElse, ...more };
  }

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attache-deliver-'));
    store = await openStore({ sqliteFile: join(folder, 'test.db') });
    now = Date.UTC(2027, 0, 4);
    presence = makeLeases({ store, clock, log, meter: silentMeter });
    await presence.start();
    practice = farEnd('practice');
    discord = farEnd('discord');
    sender = newSender();
    ama = await change(async (records) => {
      const accra = await records.organisations.add({
        name: 'Accra',
        country: 'GH',
        language: 'en',
        zone: 'Africa/Accra',
        hub: false,
      });
      await records.organisations.setChannel({
        organisation: accra.id,
        purpose: 'announcements',
        channel: 'discord:1:2',
      });
      const person = await records.people.add({
        name: 'Ama',
        organisation: accra.id,
        membership: 'confirmed',
      });
      return person.id;
    });
  });

  afterEach(async () => {
    await presence.stop();
    await store.close();
    await rm(folder, { recursive: true });
  });

  it('says each thing once, however often it is asked to', async () => {
    await change((records) => records.people.link('practice:ama', ama, 'Ama'));
    await change((records) => records.deliveries.add([told('a'), told('a'), told('b')]));
    await change((records) => records.deliveries.add([told('a')]));

    await Promise.all([sender.sendDue(), sender.sendDue()]);
    await newSender().sendDue();

    expect(practice.accepted.map((one) => one.says).toSorted()).toEqual(['a', 'b']);
  });

  it('draws from the record as it is when the message leaves, and leaves out what has lost its occasion', async () => {
    await change((records) => records.people.link('practice:ama', ama, 'Ama'));
    await change((records) => records.deliveries.add([told('a')]));
    await change((records) => records.settings.set('subject', ' now'));
    await sender.sendDue();
    await change((records) => records.settings.set('subject', 'gone'));
    await change((records) => records.deliveries.add([told('b')]));

    await sender.sendDue();

    expect(practice.accepted.map((one) => one.says)).toEqual(['a now']);
    expect(await states()).toMatchObject({ sent: 1, dropped: 1 });
  });

  it('sends nothing before its time, and nothing that is too late', async () => {
    await change((records) => records.people.link('practice:ama', ama, 'Ama'));
    await change((records) =>
      records.deliveries.add([told('later', { notBefore: now + 1_000 }), told('late', { tooLateAt: now })]),
    );
    await sender.sendDue();
    const early = practice.accepted.length;

    now += 1_000;
    await sender.sendDue();

    expect(early).toBe(0);
    expect(practice.accepted.map((one) => one.says)).toEqual(['later']);
    expect(await states()).toMatchObject({ sent: 1, dropped: 1 });
  });

  it('waits as long as the platform says, and then sends once', async () => {
    await change((records) => records.people.link('practice:ama', ama, 'Ama'));
    await change((records) => records.deliveries.add([told('a')]));
    practice.faults.push(() => {
      throw new PlatformFailure('practice', 'again', 'slow down', { retryAfter: 30_000 });
    });
    await sender.sendDue();
    now += 29_999;
    await sender.sendDue();
    const tooSoon = practice.accepted.length;

    now += 1;
    await sender.sendDue();

    expect(tooSoon).toBe(0);
    expect(practice.accepted).toHaveLength(1);
  });

  it('looks for a message whose answer was lost before it repeats it', async () => {
    await change((records) => records.people.link('practice:ama', ama, 'Ama'));
    await change((records) => records.deliveries.add([told('accepted'), told('lost')]));
    practice.faults.push(
      (accept) => {
        accept();
        throw new PlatformFailure('practice', 'unknown', 'no answer');
      },
      () => {
        throw new PlatformFailure('practice', 'unknown', 'no answer');
      },
    );
    for (let round = 0; round < 3; round += 1) {
      await sender.sendDue();
      now += 60_001;
    }

    expect(practice.accepted.map((one) => one.says).toSorted()).toEqual(['accepted', 'lost']);
    expect(await states()).toMatchObject({ sent: 2, sending: 0 });
  });

  it('takes up after a crash what had been aimed and not noted, without saying it twice', async () => {
    await change((records) => records.people.link('practice:ama', ama, 'Ama'));
    await change((records) => records.deliveries.add([told('a')]));
    const [taken] = await change((records) => records.deliveries.take(now, 1, 'dead', []));
    await change((records) => records.deliveries.aim(taken?.id ?? '', 'dead', 'practice:ama'));
    practice.accepted.push({
      proof: taken?.key ?? '',
      to: 'practice:ama',
      says: 'a',
      drawing: { view: [], language: 'en', zone: 'UTC' },
    });

    await change((records) => records.deliveries.releaseOrphans(now));
    await newSender().sendDue();

    expect(practice.accepted).toHaveLength(1);
    expect(await states()).toMatchObject({ sent: 1 });
  });

  it('says nothing twice that left and could not be noted', async () => {
    await change((records) => records.people.link('practice:ama', ama, 'Ama'));
    await change((records) => records.deliveries.add([told('a')]));
    const failures: Error[] = [];
    const record: Store = {
      read: (viewer, work) => store.read(viewer, work),
      write: (act, work) => (failures.length > 0 ? Promise.reject(failures.pop()) : store.write(act, work)),
      verifyAudit: () => store.verifyAudit(),
      work: store.work,
      close: () => store.close(),
    };
    practice.faults.push(() => void failures.push(new Error('The disk is full.')));
    const faltering = newSender(record);
    await faltering.sendDue();

    now += 60_001;
    await faltering.sendDue();

    expect(practice.accepted).toHaveLength(1);
    expect(await states()).toMatchObject({ sent: 1, sending: 0, pending: 0 });
  });

  it('ends at a stop with what is under way, and leaves the rest for the next start', async () => {
    await change((records) => records.people.link('practice:ama', ama, 'Ama'));
    await change((records) => records.deliveries.add(Array.from({ length: 120 }, (_, at) => told(`${at}`))));
    const { promise: isUnderWay, resolve: nowUnderWay } = Promise.withResolvers<void>();
    practice.faults.push(() => nowUnderWay());
    await sender.start();
    await isUnderWay;

    await sender.stop();

    const { sent, pending, sending } = await states();
    expect(sending).toBe(0);
    expect(pending).toBeGreaterThan(0);
    expect(sent).toBe(practice.accepted.length);
    await newSender().sendDue();
    expect(new Set(practice.accepted.map((one) => one.proof)).size).toBe(120);
  });

  it('shows a human what could not be asked about for a day', async () => {
    await change((records) => records.people.link('practice:ama', ama, 'Ama'));
    await change((records) => records.deliveries.add([told('a')]));
    practice.faults.push(() => {
      throw new PlatformFailure('practice', 'unknown', 'no answer');
    });
    await sender.sendDue();
    const blind = {
      ...practice.platform,
      find: () => Promise.reject(new PlatformFailure('practice', 'again', 'down')),
    };
    practice = { ...practice, platform: blind };

    now += 86_400_001;
    await newSender().sendDue();

    expect(await states()).toMatchObject({ undeliverable: 1 });
  });

  it('mentions somebody on Discord who asked for no direct messages, without a word of what it is', async () => {
    await change((records) => records.people.link('discord:7', ama, 'Ama'));
    await change((records) => records.deliveries.add([told('secret')]));

    await sender.sendDue();

    const [mention] = discord.accepted;
    expect(mention?.to).toBe('discord:1:2');
    expect(mention?.says).toContain('Ama, a message of the training exchange is waiting for you.');
    expect(JSON.stringify(mention?.drawing)).not.toContain('secret');
  });

  it('writes directly once it was asked to, and falls back to the mention when the door is closed', async () => {
    await change(async (records) => {
      await records.people.link('discord:7', ama, 'Ama');
      await records.people.setDirectMessages('discord:7', 'welcome');
    });
    await change((records) => records.deliveries.add([told('a')]));
    discord.faults.push(() => {
      throw new PlatformFailure('discord', 'closed', 'takes no direct messages');
    });

    await sender.sendDue();
    await change((records) => records.deliveries.add([told('b')]));
    await sender.sendDue();

    expect(discord.accepted.map((one) => one.to)).toEqual(['discord:1:2', 'discord:1:2']);
  });

  it('lists for the coordinator what no way was left for', async () => {
    await change((records) => records.people.link('practice:ama', ama, 'Ama'));
    await change((records) => records.deliveries.add([told('a')]));
    practice.faults.push(() => {
      throw new PlatformFailure('practice', 'gone', 'there is nobody of this name');
    });

    await sender.sendDue();

    const [failed] = await store.read({ kind: 'process' }, (records) =>
      records.deliveries.list(['undeliverable'], 5),
    );
    expect(failed).toMatchObject({ person: ama, failure: 'practice: there is nobody of this name' });
  });

  it('keeps what is for somebody without an account until they have one', async () => {
    await change((records) => records.deliveries.add([told('a')]));
    await sender.sendDue();

    await change(async (records) => {
      await records.people.link('practice:ama', ama, 'Ama');
      await records.deliveries.hasten(ama, now);
    });
    await sender.sendDue();

    expect(practice.accepted.map((one) => one.says)).toEqual(['a']);
  });

  it('redraws a living card for every change once, and again when the platform was busy', async () => {
    const organisation = await change(async (records) => (await records.organisations.all())[0]?.id);
    const card = {
      person: undefined,
      channel: 'practice:news' as const,
      organisation,
      purpose: 'announcements' as const,
      post: 'card · 1',
    };
    await change((records) => records.deliveries.add([told('card', card)]));
    await sender.sendDue();
    await change(async (records) => {
      await records.settings.set('subject', ' 2');
      await records.posts.revise('card · 1');
      await records.posts.revise('card · 1');
    });
    practice.faults.push(() => {
      throw new PlatformFailure('practice', 'again', 'slow down', { retryAfter: 1_000 });
    });
    await sender.sendDue();
    const before = practice.accepted.map((one) => one.says);

    now += 1_000;
    await sender.sendDue();

    expect(before).toEqual(['card']);
    expect(practice.accepted.map((one) => one.says)).toEqual(['card 2']);
  });

  it('redraws a card that changed while it was on its way', async () => {
    const organisation = await change(async (records) => (await records.organisations.all())[0]?.id);
    const card = {
      person: undefined,
      channel: 'practice:news' as const,
      organisation,
      purpose: 'announcements' as const,
      post: 'card · 1',
    };
    await change((records) => records.deliveries.add([told('card', card)]));
    const slow = practice.platform.post;
    practice = {
      ...practice,
      platform: {
        ...practice.platform,
        post: async (message) => {
          await change(async (records) => {
            await records.settings.set('subject', ' 2');
            await records.posts.revise('card · 1');
          });
          return slow(message);
        },
      },
    };

    await newSender().sendDue();

    expect(practice.accepted.map((one) => one.says)).toEqual(['card 2']);
  });

  it('keeps nobody waiting for somebody else’s slow platform, and each one’s messages in order', async () => {
    const other = await change(async (records) => {
      const person = await records.people.add({
        name: 'Kofi',
        organisation: undefined,
        membership: 'confirmed',
      });
      await records.people.link('practice:kofi', person.id, 'Kofi');
      await records.people.link('practice:ama', ama, 'Ama');
      return person.id;
    });
    const kofiHasHisOwn = Promise.withResolvers<void>();
    const post = practice.platform.post;
    practice = {
      ...practice,
      platform: {
        ...practice.platform,
        post: async (message) => {
          if ('account' in message.to && message.to.account === 'practice:ama') await kofiHasHisOwn.promise;
          const reference = await post(message);
          if ('account' in message.to && message.to.account === 'practice:kofi') kofiHasHisOwn.resolve();
          return reference;
        },
      },
    };
    await change((records) => records.deliveries.add([told('a1')]));
    now += 1;
    await change((records) => records.deliveries.add([told('a2'), told('k', { person: other })]));

    await newSender().sendDue();

    expect(practice.accepted.map((one) => one.says)).toEqual(['k', 'a1', 'a2']);
  });
});
