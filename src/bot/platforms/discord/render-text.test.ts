// Holds the drawing of texts to Discord's markdown: ours is formatted, what people typed is not.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Text } from '#bot/text.ts';
import { readDiscordMarkdown } from '../../../../test/support/discord-markdown.ts';
import { renderText, type TextReader } from './render-text.ts';

const reader: TextReader = {
  language: 'en',
  mentioned: new Set(['42']),
  guild: '7',
  commands: new Map([['course', '99']]),
};
const nobody = { user: () => undefined, channel: () => undefined };

const cases: readonly [what: string, text: Text, drawn: string][] = [
  ['bold words', [{ bold: ['Seats'] }, ': 12'], '**Seats**: 12'],
  ['our own asterisk as an asterisk', ['5 * 3'], '5 \\* 3'],
  [
    'an instant in the reader’s own zone',
    [{ instant: 1_800_000_000_000, zone: 'UTC', as: 'both' }],
    '<t:1800000000:f>',
  ],
  [
    'an instant as a distance',
    [{ instant: 1_800_000_000_999, zone: 'UTC', as: 'relative' }],
    '<t:1800000000:R>',
  ],
  ['an instant as a day', [{ instant: 1_800_000_000_000, zone: 'UTC', as: 'day' }], '<t:1800000000:D>'],
  ['a calendar day, the same for everybody', [{ day: '2027-03-01' }], '1 March 2027'],
  [
    'somebody addressed as a mention',
    [{ person: { name: 'Amina', accounts: ['slack:T1:U1', 'discord:42'] } }],
    '<@42>',
  ],
  ['somebody else by name', [{ person: { name: 'Ann_a', accounts: ['discord:43'] } }], 'Ann\\_a'],
  ['a channel of this server', [{ channel: 'discord:7:8', name: 'courses' }], '<#8>'],
  ['a channel of another server by name', [{ channel: 'discord:6:8', name: 'courses' }], '\\#courses'],
  ['a channel on Slack by name', ['in ', { channel: 'slack:T1:C9', name: 'courses' }], 'in \\#courses'],
  ['a command that can be clicked', [{ command: 'course propose' }], '</course propose:99>'],
  ['a command that is not registered', [{ command: 'exchange setup' }], '/exchange setup'],
  [
    'a link without a preview',
    [{ link: 'https://a.example/(x)', label: ['here'] }],
    '[here](<https://a.example/%28x%29>)',
  ],
];

describe('a text on Discord', () => {
  test.each(cases)('shows %s', (_, text, drawn) => {
    expect(renderText(text, reader)).toBe(drawn);
  });

  test('refuses links that are not to a page', () => {
    expect(() => renderText([{ link: 'javascript:alert(1)', label: ['here'] }], reader)).toThrow(
      'Not a link',
    );
  });

  test('isolates a Latin title in an Arabic sentence and an Arabic name in an English one', () => {
    const arabic = renderText(['دورة ', { value: 'Forensics' }], { ...reader, language: 'ar' });
    const english = renderText(['Course ', { value: 'الأدلة' }], reader);

    expect(arabic).toBe('دورة \u2068Forensics\u2069');
    expect(english).toBe('Course \u2068الأدلة\u2069');
  });

  test('isolates every line of a value by itself, because a line ends an isolate', () => {
    const drawn = renderText([{ value: 'الأدلة\nالأدلة' }], reader);

    expect(drawn.split('\n').every((line) => line.startsWith('\u2068') && line.endsWith('\u2069'))).toBe(
      true,
    );
  });

  const hostile = fc.oneof(
    fc.constantFrom(
      '<!channel> @everyone [x](javascript:1)',
      '@here <@42> <@&7> <#8> <t:0:R> </course propose:99>',
      '\u202eevil\u202c \u2066x',
      '```js\n`a`\n```',
      '# Heading\n- list\n1. one\n> quote\n>>> more\n-# small',
      '||spoiler|| ~~gone~~ __under__ *a* _b_ **c** \\*',
      ':smile: https://evil.example <https://evil.example>',
      `${'a'.repeat(4_999)}\\`,
    ),
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc
      .array(fc.constantFrom(...'\\*_~`|[]<>@#-+.:()/1 \na'), { maxLength: 60 })
      .map((signs) => signs.join('')),
  );

  test('shows whatever was typed exactly as it was typed', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const drawn = renderText(['Title ', { value: typed }], reader);

        const seen = readDiscordMarkdown(drawn, nobody);

        const kept = typed
          .replace(/\r\n?|[\u2028\u2029]/g, '\n')
          .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/g, '')
          .replace(/[^\P{Cc}\n\t]/gu, '');
        expect(seen).toBe(`Title ${kept}`);
      }),
    );
  });

  test('leaves nothing in what was typed that means something to Discord', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const bare = renderText([{ value: typed }], reader).replace(/\\[^0-9A-Za-z\s]/g, 'x');

        expect(bare).not.toMatch(/[*_~`|[\]<>@\\]|:\/\/|^[\u2066-\u2069 \t]*(#|-|\+|\d+[.)]\s)/m);
      }),
    );
  });
});
