import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { type Records, type Store, StoreUnavailable } from '#store/store.ts';
import type { Answer } from './answer.ts';
import { makeListener } from './bot.ts';
import { type Command, defineCommand } from './command.ts';
import { plainText } from './plain-text.ts';
import type { Listener, Reply } from './platform.ts';
import type { Words } from './words.ts';

/** Says every key as it is. */
const words: Words = {
  in: () => (key) => [key],
  has: (key): key is string => true,
  pattern: (key) => key,
  keys: [],
  from: '',
};

function drill(access: 'read' | 'write', answers: readonly Answer[]): Command {
  return defineCommand({
    path: 'drill run',
    words,
    who: 'anyone',
    access,
    asks: {},
    pages: [],
    run: async () => answers,
    buttons: { again: { who: 'anyone', access, press: async () => answers } },
  });
}

describe('the bot', () => {
  const now = Date.UTC(2027, 0, 4);
  let folder: string;
  let store: Store;
  let said: string[];
  let errors: { error?: unknown }[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'attache-bot-'));
    store = await openStore({ sqliteFile: join(folder, 'test.db') });
    said = [];
    errors = [];
  });

  afterEach(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });

  const change = <T>(work: (records: Records) => Promise<T>) =>
    store.write({ viewer: { kind: 'process' }, actor: 'test', now: 0 }, work);

  function listener(command: Command, record = store): Listener {
    return makeListener({
      store: record,
      commands: [command],
      messages: [],
      clock: { now: () => now },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (data: { error?: unknown }) => void errors.push(data),
      },
    });
  }

  function incoming() {
    const show: Reply['show'] = async ({ view }) => {
      for (const block of view)
        if ('paragraph' in block) said.push(plainText(block.paragraph, { language: 'en', zone: 'UTC' }));
    };
    const reply: Reply = {
      show,
      update: (drawing) => show(drawing, 'asker'),
      openForm: async () => false,
      mark: async () => false,
    };
    return {
      account: 'practice:ama',
      accountName: 'Ama',
      locale: undefined,
      zone: undefined,
      place: undefined,
      placeName: undefined,
      channel: undefined,
      administrator: false,
      key: 'k1',
      reply,
    } as const;
  }

  it('takes what every object inherits for no button, whoever forged the route', async () => {
    const bot = listener(drill('read', []));

    await bot.pressed({ ...incoming(), route: 'drill/run/constructor', chosen: undefined });

    expect(said.join()).toContain('earlier version');
    expect(errors).toEqual([]);
  });

  it('does not swallow what a reading handler would tell others: it is a fault of the handler', async () => {
    const bot = listener(drill('read', [{ reply: [{ paragraph: ['done'] }] }, { revise: 'a card' }]));

    await bot.asked({ ...incoming(), path: 'drill run', given: {}, unread: [] });

    expect(said).not.toContain('done');
    expect(String(errors[0]?.error)).toContain('/drill run tells others');
  });

  it('says in the reader’s language that nothing can be kept now, and that nothing was changed', async () => {
    const record: Store = {
      read: (viewer, work) => store.read(viewer, work),
      write: () => Promise.reject(new StoreUnavailable('The disk is full.')),
      verifyAudit: () => store.verifyAudit(),
      work: store.work,
      close: () => store.close(),
    };
    const bot = listener(drill('write', [{ reply: [{ paragraph: ['done'] }] }]), record);

    await bot.asked({ ...incoming(), locale: 'fr', path: 'drill run', given: {}, unread: [] });

    expect(said).toEqual([expect.stringContaining('rien n’a été modifié')]);
    expect(String(errors[0]?.error)).toContain('The disk is full.');
  });

  it('notes where somebody changed something last, so that they are told there', async () => {
    const ama = await change(async (records) => {
      const person = await records.people.add({
        name: 'Ama',
        organisation: undefined,
        membership: 'confirmed',
      });
      await records.people.link('practice:ama', person.id, 'Ama');
      await records.people.link('discord:42', person.id, 'Ama');
      return person.id;
    });
    const bot = listener(drill('write', [{ reply: [{ paragraph: ['done'] }] }]));

    await bot.asked({ ...incoming(), path: 'drill run', given: {}, unread: [] });

    const accounts = await store.read({ kind: 'process' }, (records) => records.people.accountsOf(ama));
    expect(said).toEqual(['done']);
    expect(accounts.map(({ id, lastSeen }) => [id, lastSeen])).toEqual([
      ['discord:42', 0],
      ['practice:ama', now],
    ]);
  });
});
