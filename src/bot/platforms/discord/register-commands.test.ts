// Holds registration to Discord's rules: the catalogue as it takes it, sent only where it differs.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Catalogue, CommandOutline } from '#bot/catalogue.ts';
import { ask } from '#bot/field.ts';
import type { Platform } from '#bot/platform.ts';
import { type DiscordChat, startDiscordChat } from '../../../../test/support/discord-person.ts';
import {
  exampleCatalogue,
  inAll,
  listenerWith,
  optionFor,
} from '../../../../test/support/example-catalogue.ts';
import { rootsOf } from './register-commands.ts';

function withCommands(...commands: readonly CommandOutline[]): Catalogue {
  return { families: [{ name: 'course', description: inAll('Courses') }], commands };
}

function outline(more: Partial<CommandOutline>): CommandOutline {
  return { family: 'course', name: 'propose', description: inAll('Propose'), options: [], ...more };
}

describe('the catalogue as slash commands', () => {
  test('has one root to a family, with typed options of which none is required', () => {
    const [course] = rootsOf(exampleCatalogue);

    const [propose] = course?.options ?? [];
    const options = propose?.type === 1 ? (propose.options ?? []) : [];
    expect(options.map((option) => [option.name, option.type, option.required])).toEqual([
      ['title', 3, false],
      ['seats', 4, false],
      ['startson', 3, false],
      ['subject', 3, false],
      ['organisation', 3, false],
      ['open', 5, false],
      ['instructor', 6, false],
      ['channel', 7, false],
      ['outline', 11, false],
      ['level', 4, false],
    ]);
    expect(options[0]).toMatchObject({
      max_length: 120,
      name_localizations: { fr: 'title-fr', 'es-ES': 'title-es', 'es-419': 'title-es' },
      description_localizations: {
        fr: 'The title (fr)',
        'es-ES': 'The title (es)',
        'es-419': 'The title (es)',
      },
    });
    expect(options[4]).toMatchObject({ autocomplete: true });
    expect(options[9]).toMatchObject({
      choices: expect.arrayContaining([expect.objectContaining({ value: 5 })]),
    });
  });

  test.each([
    ['a name in capitals', outline({ name: 'Propose' }), 'small letters'],
    [
      'a description of more than a hundred characters',
      outline({ description: inAll('x'.repeat(99)) }),
      '1 to 100 characters',
    ],
    [
      'two options that share a French name',
      outline({
        options: [
          optionFor('title', ask.text({ max: 9 })),
          {
            ...optionFor('seats', ask.text({ max: 9 })),
            names: { en: 'seats', fr: 'title-fr', es: 'plazas', ar: 'seats' },
          },
        ],
      }),
      'two options called "title-fr"',
    ],
    [
      'more than 25 options',
      outline({ options: Array.from({ length: 26 }, (_, index) => optionFor(`o${index}`, ask.date())) }),
      'are 26; Discord takes 25',
    ],
  ])('refuses %s, in a sentence that says which', (_, command, sentence) => {
    expect(() => rootsOf(withCommands(command))).toThrow(sentence);
  });

  test('refuses a root of more than 8,000 characters, counting the longest language', () => {
    const options = Array.from({ length: 20 }, (_, index) => ({
      ...optionFor(`o${index}`, ask.date()),
      description: { en: 'short', fr: 'x'.repeat(100), es: 'short', ar: 'short' },
    }));
    const commands = ['a', 'b', 'c', 'd'].map((name) => outline({ name, options }));

    expect(() => rootsOf(withCommands(...commands))).toThrow('/course has 8');
  });
});

describe('registration', () => {
  let chat: DiscordChat;
  let started: Platform[];
  const told: object[] = [];

  beforeEach(async () => {
    told.length = 0;
    started = [];
    const log = {
      info: (data: object) => void ('added' in data && told.push(data)),
      warn: () => {},
      error: () => {},
    };
    chat = await startDiscordChat({ log });
  });

  afterEach(async () => {
    await Promise.all(started.map((platform) => platform.stop()));
    await chat.close();
  });

  async function startWith(catalogue: Catalogue): Promise<void> {
    const platform = chat.platform();
    started.push(platform);
    await platform.start(listenerWith({ catalogue }));
    await platform.stop();
  }

  function writes(): readonly string[] {
    return chat.emulator.requests
      .filter((request) => request.method !== 'GET' && request.path.includes('/commands'))
      .map((request) => request.method);
  }

  test('sends everything the first time, nothing the second', async () => {
    await startWith(exampleCatalogue);
    await startWith(exampleCatalogue);

    expect(writes()).toEqual(['POST', 'POST']);
    expect(chat.emulator.commands.map((command) => command.name)).toEqual(['course', 'exchange']);
    expect(told).toEqual([{ added: ['course', 'exchange'], changed: [], removed: [] }]);
    expect(chat.emulator.violations).toEqual([]);
  });

  test('sends only the root that changed, and removes the one that is gone', async () => {
    await startWith(exampleCatalogue);
    const [course] = exampleCatalogue.families;
    const changed: Catalogue = {
      families: [course ?? { name: 'course', description: inAll('') }],
      commands: exampleCatalogue.commands.map((command) => ({
        ...command,
        description: inAll('Put forward a course'),
      })),
    };

    await startWith(changed);

    expect(writes()).toEqual(['POST', 'POST', 'POST', 'DELETE']);
    expect(told[1]).toEqual({ added: [], changed: ['course'], removed: ['exchange'] });
    expect(chat.emulator.violations).toEqual([]);
  });

  test('notices an option that lost its limit', async () => {
    const limited = withCommands(outline({ options: [optionFor('title', ask.text({ max: 9 }))] }));
    const free = withCommands(outline({ options: [optionFor('title', ask.date())] }));
    await startWith(limited);

    await startWith(free);

    expect(told[1]).toEqual({ added: [], changed: ['course'], removed: [] });
  });
});
