// Holds the drawing of views to Discord's limits: everything arrives, in order, in as many messages as it needs.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Chart } from '#bot/chart.ts';
import { type Block, type Drawing, route, type View } from '#bot/view.ts';
import type { Language } from '#exchange/languages.ts';
import { altCharacters, componentsInMessage, contentCharacters, textDisplayCharacters } from './limits.ts';
import { parted } from './render-prose.ts';
import type { TextReader } from './render-text.ts';
import { asPlain, layOut, type Pictures, sectionsOf } from './render-view.ts';

const chart: Chart = {
  kind: 'distribution',
  language: 'en',
  title: 'Answers',
  scale: { low: 'low', high: 'high' },
  headings: { share: 'Share', n: 'n' },
  rows: [],
  note: '',
};
const pictures: Pictures = new Map([[chart, new Uint8Array([1, 2, 3])]]);

function sections(view: View, language: Language = 'en') {
  const reader: TextReader = { language, mentioned: new Set(), guild: undefined, commands: new Map() };
  const drawing: Drawing = { view, language, zone: 'UTC' };
  return sectionsOf(drawing, reader, pictures);
}

function texts(view: View, language?: Language): string[] {
  return layOut(sections(view, language)).flatMap(({ components }) =>
    components.flatMap((component) => ('content' in component ? [component.content] : [])),
  );
}

const publish: Block = {
  buttons: [{ label: ['Publish'], route: route('course/publish', 'c1'), look: 'primary' }],
};

describe('a view on Discord', () => {
  test('becomes headings, paragraphs, facts and lists in one text', () => {
    const view: View = [
      { heading: ['Digital evidence'] },
      { paragraph: ['Twelve seats.'] },
      {
        facts: [
          [['Seats'], ['12']],
          [['Language'], ['English']],
        ],
      },
      { heading: ['Sessions'] },
      { list: [['First'], ['Second\nand more']] },
    ];

    expect(texts(view)).toEqual([
      '## Digital evidence\nTwelve seats.\n\n**Seats:** 12\n**Language:** English\n\n### Sessions\n- First\n- Second\n  and more',
    ]);
  });

  test('sets the colon of facts as French does', () => {
    expect(texts([{ facts: [[['Places'], ['12']]] }], 'fr')).toEqual(['**Places\u00a0:** 12']);
  });

  test('begins every Arabic line from the right, also where a date stands first', () => {
    const view: View = [{ heading: ['دورة'] }, { list: [[{ instant: 0, zone: 'UTC', as: 'day' }, ' موعد']] }];

    expect(texts(view, 'ar')).toEqual(['## \u200fدورة\n- \u200f<t:0:D> موعد']);
  });

  test('keeps buttons, pictures and dividers where they stand, with alternative text', () => {
    const view: View = [
      { paragraph: ['One'] },
      publish,
      { divider: true },
      { image: chart, alt: ['Most answered 4'] },
      { paragraph: ['Two'] },
    ];

    const [message] = layOut(sections(view));

    expect(message?.components.map((component) => component.type)).toEqual([10, 1, 14, 12, 10]);
    expect(message?.components[3]).toEqual({
      type: 12,
      items: [{ media: { url: 'attachment://chart.png' }, description: 'Most answered 4' }],
    });
    expect(message?.files.map((file) => [file.name, file.alt])).toEqual([['chart.png', 'Most answered 4']]);
  });

  test('puts an alternative text that is too long beside its picture, whole', () => {
    const alt = 'Question one: most answered 4. '.repeat(60);

    const [message] = layOut(sections([{ image: chart, alt: [alt] }]));

    expect(message?.files[0]?.alt?.length).toBeLessThanOrEqual(altCharacters);
    expect(new TextDecoder().decode(message?.files[1]?.bytes)).toBe(alt);
  });

  test('gives files names that Discord can find again, each once', () => {
    const calendar = (name: string): Block => ({
      file: { name, mediaType: 'text/calendar', bytes: new Uint8Array([1]) },
      label: ['Calendar entry'],
    });

    const [message] = layOut(
      sections([calendar('Prévention à Accra.ics'), calendar('دورة.ics'), calendar('دورة.ics')]),
    );

    expect(message?.files.map((file) => file.name)).toEqual([
      'Prevention-a-Accra.ics',
      'file.ics',
      'file-2.ics',
    ]);
  });

  test('is a plain message when its text, files and buttons stand in that order and fit', () => {
    const plain = asPlain(
      sections([{ paragraph: ['One'] }, { divider: true }, { paragraph: ['Two'] }, publish]),
    );

    expect(plain?.content).toBe('One\n\nTwo');
    expect(plain?.rows).toHaveLength(1);
    expect(asPlain(sections([publish, { paragraph: ['After'] }]))).toBeUndefined();
    expect(asPlain(sections([{ image: chart, alt: ['a'] }, { paragraph: ['After'] }]))).toBeUndefined();
    expect(asPlain(sections([{ paragraph: ['x'.repeat(contentCharacters + 1)] }]))).toBeUndefined();
  });

  test('refuses what cannot be shown whole: long labels, empty selects, the same route twice', () => {
    const long: Block = { buttons: [{ label: ['x'.repeat(81)], route: route('a') }] };
    const empty: Block = { select: { label: ['Choose'], route: route('a'), options: [] } };

    expect(() => sections([long])).toThrow('label of a button');
    expect(() => sections([empty])).toThrow('1 to 25 options');
    expect(() => sections([publish, publish])).toThrow('course/publish|c1');
  });

  test('parts any text without losing a word or exceeding the limit', () => {
    const words = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 300 }), (list, most) => {
        const text = list.join(' ').trim();

        const pieces = parted(text, most);

        const bare = (part: string) => part.replace(/\s/g, '');
        expect(pieces.every((piece) => piece.length <= most)).toBe(true);
        expect(bare(pieces.join(''))).toBe(bare(text));
      }),
    );
  });

  test('never parts a text between a backslash and the sign that it protects', () => {
    const pieces = parted('\\*'.repeat(40), 7);

    expect(pieces.every((piece) => /^(\\\*)+$/.test(piece))).toBe(true);
  });

  test('goes on in a further message rather than leave anything out', () => {
    const view: View = Array.from({ length: 60 }, (_, index): Block[] => [
      { paragraph: [`${index} ${'word '.repeat(60)}`] },
      { buttons: [{ label: [`Open ${index}`], route: route('course/show', String(index)) }] },
    ]).flat();

    const messages = layOut(sections(view));

    const shown = messages.flatMap((message) => message.components);
    expect(shown).toHaveLength(120);
    for (const { components } of messages) {
      const nested = components.flatMap((component) => [
        component,
        ...('components' in component ? component.components : []),
      ]);
      const characters = components.reduce(
        (sum, one) => sum + ('content' in one ? one.content.length : 0),
        0,
      );
      expect(nested.length).toBeLessThanOrEqual(componentsInMessage);
      expect(characters).toBeLessThanOrEqual(textDisplayCharacters);
    }
  });
});
