// Every limit of resources/message and components/reference, one step too far, refused by both sets of rules.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type DiscordEmulator, startDiscordEmulator } from './discord-emulator.ts';
import type { JsonObject } from './json.ts';
import { call, type RawAnswer, smallWorld } from './raw-client.ts';

let discord: DiscordEmulator;
let post: (body: JsonObject) => Promise<RawAnswer>;

const button = (more: JsonObject): JsonObject => ({
  type: 2,
  style: 1,
  label: 'Press',
  custom_id: 'p',
  ...more,
});
const row = (...components: JsonObject[]): JsonObject => ({ type: 1, components });
const rows = (...components: JsonObject[]): JsonObject => ({
  content: 'x',
  components: [row(...components)],
});
const options = (count: number): JsonObject[] =>
  Array.from({ length: count }, (_, index) => ({ label: `L${index}`, value: `v${index}` }));
const menu = (more: JsonObject): JsonObject => ({ type: 3, custom_id: 'm', options: options(3), ...more });

const refused: [string, JsonObject, string][] = [
  ['content of 2,001 characters', { content: 'x'.repeat(2001) }, 'content'],
  ['two buttons with one custom_id', rows(button({}), button({})), 'components/0/components/1/custom_id'],
  [
    'a button without a custom_id',
    rows({ type: 2, style: 1, label: 'Press' }),
    'components/0/components/0/custom_id',
  ],
  [
    'a button without label or emoji',
    rows({ type: 2, style: 1, custom_id: 'p' }),
    'components/0/components/0',
  ],
  [
    'a button label of 81 characters',
    rows(button({ label: 'x'.repeat(81) })),
    'components/0/components/0/label',
  ],
  [
    'a custom_id of 101 characters',
    rows(button({ custom_id: 'x'.repeat(101) })),
    'components/0/components/0/custom_id',
  ],
  [
    'a link button with a custom_id',
    rows(button({ style: 5, url: 'https://example.org' })),
    'components/0/components/0/custom_id',
  ],
  [
    'a link to something that is no page',
    rows({ type: 2, style: 5, label: 'L', url: 'javascript:alert(1)' }),
    'components/0/components/0/url',
  ],
  [
    'six buttons in a row',
    rows(...[1, 2, 3, 4, 5, 6].map((index) => button({ custom_id: `${index}` }))),
    'components/0/components',
  ],
  [
    'six rows',
    { content: 'x', components: [1, 2, 3, 4, 5, 6].map((index) => row(button({ custom_id: `${index}` }))) },
    'components',
  ],
  ['a menu beside a button', rows(menu({}), button({})), 'components/0'],
  ['a menu of 26 options', rows(menu({ options: options(26) })), 'components/0/components/0/options'],
  [
    'a menu with one value twice',
    rows(menu({ options: [...options(2), ...options(1)] })),
    'components/0/components/0/options/2/value',
  ],
  [
    'a menu that asks for more than it has',
    rows(menu({ min_values: 4, max_values: 5 })),
    'components/0/components/0/options',
  ],
  ['a menu with min above max', rows(menu({ min_values: 3, max_values: 2 })), 'components/0/components/0'],
  [
    'text components without their flag',
    { components: [{ type: 10, content: 'Text' }] },
    'components/0/type',
  ],
  ['eleven embeds', { embeds: Array.from({ length: 11 }, () => ({ title: 't' })) }, 'embeds'],
  ['an embed title of 257 characters', { embeds: [{ title: 'x'.repeat(257) }] }, 'embeds/0/title'],
  [
    'an embed field without a value',
    { embeds: [{ fields: [{ name: 'n', value: '' }] }] },
    'embeds/0/fields/0/value',
  ],
  [
    'embeds of more than 6,000 characters',
    { embeds: [{ description: 'x'.repeat(4000) }, { description: 'x'.repeat(2001) }] },
    'embeds',
  ],
  [
    'content in a message of components',
    { flags: 32768, content: 'x', components: [{ type: 10, content: 'Text' }] },
    'content',
  ],
  [
    'more than 4,000 characters of components',
    { flags: 32768, components: [1, 2].map(() => ({ type: 10, content: 'x'.repeat(2001) })) },
    'components',
  ],
  [
    'more than 40 components',
    { flags: 32768, components: Array.from({ length: 41 }, () => ({ type: 10, content: 'x' })) },
    'components',
  ],
  [
    'a picture that was not uploaded',
    { flags: 32768, components: [{ type: 12, items: [{ media: { url: 'attachment://no.png' } }] }] },
    'components/0/items/0/media/url',
  ],
  ['a nonce of 26 characters', { content: 'x', nonce: 'x'.repeat(26) }, 'nonce'],
  ['an ephemeral flag outside interactions', { content: 'x', flags: 64 }, 'flags'],
  [
    'mentions both parsed and listed',
    { content: 'x', allowed_mentions: { parse: ['users'], users: ['123'] } },
    'allowed_mentions',
  ],
];

describe.each([
  ['with the published description', true],
  ['with the hand-written rules alone', false],
])('%s', (_, strict) => {
  beforeEach(async () => {
    discord = await startDiscordEmulator({ strict });
    const { messages } = await smallWorld(discord);
    post = (body) => call(discord, 'POST', messages, body);
  });

  afterEach(() => discord.stop());

  test.each(refused)('a message with %s is refused, and is a violation', async (__, body, place) => {
    const answered = await post(body);

    expect(answered).toMatchObject({ status: 400, body: { code: 50035 } });
    expect(discord.violations[0]?.problems.map((problem) => problem.path).join(' ')).toContain(place);
    expect(discord.accepted).toEqual([]);
  });

  test('a message at every limit is accepted', async () => {
    const answered = await post({
      content: 'x'.repeat(2000),
      nonce: 'x'.repeat(25),
      embeds: [{ title: 'x'.repeat(256), description: 'x'.repeat(4096) }, { description: 'x'.repeat(1648) }],
      components: [
        row(
          ...[1, 2, 3, 4, 5].map((index) =>
            button({ custom_id: `${index}`.padEnd(100, 'x'), label: 'x'.repeat(80) }),
          ),
        ),
        row(menu({ options: options(25), min_values: 0, max_values: 25 })),
        row(
          { type: 2, style: 5, label: 'Link', url: 'https://example.org' },
          button({ emoji: { name: '✅' } }),
        ),
      ],
    });

    expect(answered.status).toBe(200);
    expect(discord.violations).toEqual([]);
  });
});
