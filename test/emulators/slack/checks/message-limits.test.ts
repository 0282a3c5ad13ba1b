// The documented limits of messages, each at its edge: the last that passes and the first that does not.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fields } from '../json.ts';
import { actions, button, cells, chars, input, menu, mrkdwn, option, plain, times } from './block-samples.ts';
import { problemsOfMessage } from './check-payload.ts';
import { loadStructureCheck, type StructureCheck } from './schema.ts';

let structure: StructureCheck;

beforeAll(async () => {
  structure = await loadStructureCheck();
});

function messageProblems(...blocks: Fields[]): string[] {
  return problemsOfMessage(structure, { blocks }).problems.map((problem) => `${problem.rule} ${problem.at}`);
}

describe('a message', () => {
  const edges: [name: string, at: string, make: (count: number) => Fields, most: number][] = [
    ['section text', 'length /blocks/0/text/text', (n) => ({ type: 'section', text: mrkdwn(n) }), 3000],
    [
      'section field',
      'length /blocks/0/fields/0/text',
      (n) => ({ type: 'section', fields: [plain(n)] }),
      2000,
    ],
    [
      'section fields',
      'count /blocks/0/fields',
      (n) => ({ type: 'section', fields: times(n, () => plain(1)) }),
      10,
    ],
    ['header', 'length /blocks/0/text/text', (n) => ({ type: 'header', text: plain(n) }), 150],
    [
      'context elements',
      'count /blocks/0/elements',
      (n) => ({ type: 'context', elements: times(n, () => plain(1)) }),
      10,
    ],
    ['buttons in a row', 'count /blocks/0/elements', (n) => actions(...times(n, () => button({}))), 25],
    ['button label', 'length /blocks/0/elements/0/text/text', (n) => actions(button({ text: plain(n) })), 75],
    ['button value', 'length /blocks/0/elements/0/value', (n) => actions(button({ value: chars(n) })), 2000],
    [
      'button url',
      'length /blocks/0/elements/0/url',
      (n) => actions(button({ url: `https:${chars(n - 6)}` })),
      3000,
    ],
    [
      'action_id',
      'length /blocks/0/elements/0/action_id',
      (n) => actions(button({ action_id: chars(n) })),
      255,
    ],
    ['block_id', 'length /blocks/0/block_id', (n) => ({ type: 'divider', block_id: chars(n) }), 255],
    [
      'options',
      'count /blocks/0/elements/0/options',
      (n) => actions(menu({ options: times(n, (i) => option({}, i)) })),
      100,
    ],
    [
      'option text',
      'length /blocks/0/elements/0/options/0/text/text',
      (n) => actions(menu({ options: [option({ text: plain(n) })] })),
      75,
    ],
    [
      'option value',
      'length /blocks/0/elements/0/options/0/value',
      (n) => actions(menu({ options: [option({ value: chars(n) })] })),
      75,
    ],
    [
      'placeholder',
      'length /blocks/0/elements/0/placeholder/text',
      (n) => actions(menu({ placeholder: plain(n) })),
      150,
    ],
    [
      'radio buttons',
      'count /blocks/0/elements/0/options',
      (n) => actions({ type: 'radio_buttons', options: times(n, (i) => option({}, i)) }),
      10,
    ],
    [
      'overflow',
      'count /blocks/0/elements/0/options',
      (n) => actions({ type: 'overflow', options: times(n, (i) => option({}, i)) }),
      5,
    ],
    [
      'alt text',
      'length /blocks/0/alt_text',
      (n) => ({ type: 'image', image_url: 'https://x.org/a.png', alt_text: chars(n) }),
      2000,
    ],
    ['markdown', 'length /blocks/0/text', (n) => ({ type: 'markdown', text: chars(n) }), 12_000],
    ['table rows', 'count /blocks/0/rows', (n) => ({ type: 'table', rows: times(n, () => cells(1)) }), 100],
    ['table columns', 'count /blocks/0/rows/0', (n) => ({ type: 'table', rows: [cells(n)] }), 20],
    ['table text', 'length /blocks/0', (n) => ({ type: 'table', rows: [cells(1, n)] }), 10_000],
  ];

  it.each(edges)('may have at most so much %s', (_, at, make, most) => {
    const fits = messageProblems(make(most));
    const spills = messageProblems(make(most + 1));

    expect(fits).toEqual([]);
    expect(spills).toContain(at);
  });

  it('has at most fifty blocks', () => {
    const fits = messageProblems(...times(50, () => ({ type: 'divider' })));
    const spills = messageProblems(...times(51, () => ({ type: 'divider' })));

    expect(fits).toEqual([]);
    expect(spills).toEqual(['count /blocks']);
  });

  it('is too long when its blocks together are', () => {
    const sections = (count: number) => times(count, () => ({ type: 'section', text: plain(2600) }));

    const fits = problemsOfMessage(structure, { blocks: sections(5) });
    const spills = problemsOfMessage(structure, { blocks: sections(6) });

    expect([fits.tooLong, spills.tooLong]).toEqual([false, true]);
  });

  it.each<[why: string, block: Fields, problem: string]>([
    ['a member that Slack does not know', { type: 'divider', colour: 'red' }, 'structure /blocks/0'],
    ['a block that Slack does not know', { type: 'carousel_of_dreams' }, 'structure /blocks/0'],
    [
      'markdown where plain text belongs',
      actions(button({ text: mrkdwn(1) })),
      'structure /blocks/0/elements/0/text/type',
    ],
    [
      'a picture without words for it',
      { type: 'image', image_url: 'https://x.org/a.png' },
      'structure /blocks/0',
    ],
    ['an empty text', { type: 'section', text: plain(0) }, 'length /blocks/0/text/text'],
    ['a section with nothing in it', { type: 'section' }, 'structure /blocks/0'],
    ['an input, which belongs in a view', input({ type: 'plain_text_input' }), 'surface /blocks/0'],
    [
      'a choice that is not offered',
      actions(menu({ initial_option: option({ value: 'other' }) })),
      'value /blocks/0/elements/0',
    ],
    [
      'two buttons with one action id',
      actions(button({ action_id: 'a' }), button({ action_id: 'a' })),
      'unique /blocks/0/elements/1/action_id',
    ],
    [
      'a mention of nobody',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'amina' }] }],
      },
      'value /blocks/0/elements/0/elements/0/user_id',
    ],
    [
      'an empty rich text',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }],
      },
      'length /blocks/0/elements/0/elements/0/text',
    ],
    [
      'a date without a token',
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'date', timestamp: 1, format: 'soon' }] }],
      },
      'value /blocks/0/elements/0/elements/0/format',
    ],
  ])('is refused for %s', (_, block, problem) => {
    expect(messageProblems(block)).toContain(problem);
  });

  it('shows only pictures that were uploaded', () => {
    const blocks = [{ type: 'image', alt_text: 'A seal', slack_file: { id: 'F1' } }];

    const known = problemsOfMessage(structure, { blocks }, (id) => id === 'F1');
    const unknown = problemsOfMessage(structure, { blocks }, () => false);

    expect(known.problems).toEqual([]);
    expect(unknown.problems).toMatchObject([{ rule: 'file', at: '/blocks/0/slack_file' }]);
  });

  it('takes rich text with lists, mentions, links and dates', () => {
    const section = {
      type: 'rich_text_section',
      elements: [
        { type: 'text', text: 'Begins ', style: { bold: true } },
        { type: 'date', timestamp: 1_790_000_000, format: '{date_long} at {time}', fallback: 'soon' },
        { type: 'user', user_id: 'U00000001' },
        { type: 'link', url: 'https://example.org', text: 'more' },
      ],
    };
    const list = { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [section] };

    expect(messageProblems({ type: 'rich_text', elements: [section, list] })).toEqual([]);
  });
});
