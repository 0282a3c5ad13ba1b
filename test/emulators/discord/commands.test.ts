// Application commands as interactions/application-commands describes them: what is registered and what is refused.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordEmulator, startDiscordEmulator } from './discord-emulator.ts';
import { type JsonObject, objectsIn } from './json.ts';
import { ask, call, register } from './raw-client.ts';

let discord: DiscordEmulator;

beforeEach(async () => {
  discord = await startDiscordEmulator();
});

afterEach(() => discord.stop());

const option = (more: JsonObject): JsonObject => ({
  type: 3,
  name: 'title',
  description: 'A title',
  ...more,
});
const withOptions = (...options: JsonObject[]): JsonObject => ({ ...ask, options });
const path = () => `/applications/${discord.applicationId}/commands`;

/** Exactly so many characters by Discord's count, in options and choices. */
function commandOf(characters: number): JsonObject {
  const options: JsonObject[] = [];
  let left = characters - 'ask'.length - 'd'.length;
  for (let index = 0; left > 0; index += 1) {
    const choices: JsonObject[] = [];
    left -= `o${index}`.length + 1;
    for (let place = 0; place < 25 && left > 0; place += 1) {
      const size = Math.min(200, left);
      const value = `${place}`.padEnd(Math.min(100, size - 3), 'v');
      choices.push({ name: `${place}`.padEnd(size - value.length, 'n'), value });
      left -= size;
    }
    options.push({ type: 3, name: `o${index}`, description: 'd', choices });
  }
  return { name: 'ask', description: 'd', options };
}

const refused: [string, JsonObject, string][] = [
  ['a name with capitals', { ...ask, name: 'Ask' }, 'name'],
  ['a name with a space', { ...ask, name: 'ask me' }, 'name'],
  ['a name of 33 characters', { ...ask, name: 'x'.repeat(33) }, 'name'],
  ['no description', { name: 'ask', type: 1 }, 'description'],
  ['a description of 101 characters', { ...ask, description: 'x'.repeat(101) }, 'description'],
  [
    'a language that is not documented',
    { ...ask, description_localizations: { ar: 'اسأل' } },
    'description_localizations',
  ],
  [
    'a language that does not exist',
    { ...ask, description_localizations: { fra: 'Demander' } },
    'description_localizations',
  ],
  [
    'a translated description of 101 characters',
    { ...ask, description_localizations: { fr: 'x'.repeat(101) } },
    'description_localizations/fr',
  ],
  [
    '26 options',
    withOptions(...Array.from({ length: 26 }, (_, index) => option({ name: `o${index}` }))),
    'options',
  ],
  ['two options of one name', withOptions(option({}), option({})), 'options/1/name'],
  [
    'a required option after an optional one',
    withOptions(option({}), option({ name: 'b', required: true })),
    'options/1',
  ],
  ['an option without a description', withOptions({ type: 3, name: 'title' }), 'options/0/description'],
  [
    '26 choices',
    withOptions(
      option({
        choices: Array.from({ length: 26 }, (_, index) => ({ name: `${index}`, value: `${index}` })),
      }),
    ),
    'options/0/choices',
  ],
  [
    'two choices of one name',
    withOptions(
      option({
        choices: [
          { name: 'a', value: '1' },
          { name: 'a', value: '2' },
        ],
      }),
    ),
    'options/0/choices/1/name',
  ],
  [
    'choices beside autocomplete',
    withOptions(option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })),
    'options/0/autocomplete',
  ],
  ['min_length above max_length', withOptions(option({ min_length: 5, max_length: 4 })), 'options/0'],
  ['min_value above max_value', withOptions(option({ type: 4, min_value: 5, max_value: 4 })), 'options/0'],
  ['subcommands beside options', withOptions(option({ type: 1, name: 'sub' }), option({})), 'options'],
  [
    'a group within a subcommand',
    withOptions(option({ type: 1, name: 'sub', options: [option({ type: 2, name: 'group' })] })),
    'options/0/options/0/type',
  ],
  ['more than 8,000 characters', commandOf(8001), '0'],
];

test.each(refused)(
  'a command with %s is refused, with the published description and without',
  async (_, command, place) => {
    const plain = await startDiscordEmulator({ strict: false });

    for (const emulator of [discord, plain]) {
      const answered = await register(emulator, command);

      expect(answered).toMatchObject({ status: 400, body: { code: 50035 } });
      expect(emulator.violations[0]?.problems.map((problem) => problem.path).join(' ')).toContain(place);
      expect(emulator.commands).toEqual([]);
    }
    await plain.stop();
  },
);

test('a command of exactly 8,000 characters is registered', async () => {
  expect((await register(discord, commandOf(8000))).status).toBe(200);
});

test('the longest translation counts towards the 8,000 characters', async () => {
  const command = { ...commandOf(8000), description_localizations: { fr: 'dd' } };

  expect((await register(discord, command)).body.code).toBe(50035);
});

test('names in other scripts are taken, two of the same name are not, nor a hundred and first', async () => {
  const arabic = await register(discord, { ...ask, name: 'اسأل' });
  const twice = await register(discord, ask, ask);
  const tooMany = await register(
    discord,
    ...Array.from({ length: 101 }, (_, index) => ({ ...ask, name: `c${index}` })),
  );

  expect(arabic.status).toBe(200);
  expect(twice.body.code).toBe(50035);
  expect(tooMany.body.code).toBe(30032);
});

describe('the registry', () => {
  test('keeps the id of a command that is put again, and forgets what is left out', async () => {
    const first = objectsIn((await register(discord, ask, { ...ask, name: 'old' })).json);
    const second = objectsIn((await register(discord, { ...ask, description: 'Changed' })).json);

    expect(second.map((command) => command.id)).toEqual([first[0]?.id]);
    expect(discord.commands).toMatchObject([{ name: 'ask', description: 'Changed' }]);
  });

  test('gives an unchanged command its version, a changed one a new version', async () => {
    const [first] = objectsIn((await register(discord, ask)).json);
    const [same] = objectsIn((await register(discord, ask)).json);
    const [changed] = objectsIn((await register(discord, { ...ask, description: 'Changed' })).json);

    expect(same?.version).toBe(first?.version);
    expect(changed?.version).not.toBe(first?.version);
  });

  test('shows translations only when asked for them', async () => {
    await register(discord, { ...ask, description_localizations: { fr: 'Demander' } });

    const [plain] = objectsIn((await call(discord, 'GET', path())).json);
    const [full] = objectsIn((await call(discord, 'GET', `${path()}?with_localizations=true`)).json);

    expect(plain?.description_localizations).toBeUndefined();
    expect(full?.description_localizations).toEqual({ fr: 'Demander' });
  });

  test('posts, changes and deletes single commands', async () => {
    const created = await call(discord, 'POST', path(), ask);
    const again = await call(discord, 'POST', path(), ask);
    const changed = await call(discord, 'PATCH', `${path()}/${created.body.id}`, { description: 'Changed' });
    const deleted = await call(discord, 'DELETE', `${path()}/${created.body.id}`);
    const missing = await call(discord, 'DELETE', `${path()}/${created.body.id}`);

    expect([created.status, again.status, changed.status, deleted.status]).toEqual([201, 200, 200, 204]);
    expect(changed.body).toMatchObject({ id: created.body.id, name: 'ask', description: 'Changed' });
    expect(missing.body.code).toBe(10063);
  });

  test('refuses another application', async () => {
    expect((await call(discord, 'GET', '/applications/1/commands')).body.code).toBe(20012);
  });
});
