// The documented limits of views and offered options, each at its edge.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Fields } from '../json.ts';
import { chars, input, modal, option, plain, times } from './block-samples.ts';
import { problemsOfOptions, problemsOfView, viewIsTooLarge } from './check-payload.ts';
import { loadStructureCheck, type StructureCheck } from './schema.ts';

let structure: StructureCheck;

beforeAll(async () => {
  structure = await loadStructureCheck();
});

function viewProblems(view: Fields): string[] {
  return problemsOfView(structure, view).map((problem) => `${problem.rule} ${problem.at}`);
}

describe('a view', () => {
  const edges: [name: string, at: string, make: (count: number) => Fields, most: number][] = [
    ['title', 'length /title/text', (n) => modal({ title: plain(n) }), 24],
    ['submit', 'length /submit/text', (n) => modal({ submit: plain(n) }), 24],
    ['close', 'length /close/text', (n) => modal({ close: plain(n) }), 24],
    ['private metadata', 'length /private_metadata', (n) => modal({ private_metadata: chars(n) }), 3000],
    ['callback_id', 'length /callback_id', (n) => modal({ callback_id: chars(n) }), 255],
    ['blocks', 'count /blocks', (n) => modal({ blocks: times(n, () => ({ type: 'divider' })) }), 100],
    [
      'label',
      'length /blocks/0/label/text',
      (n) => modal({ blocks: [input({ type: 'plain_text_input' }, { label: plain(n) })] }),
      2000,
    ],
    [
      'hint',
      'length /blocks/0/hint/text',
      (n) => modal({ blocks: [input({ type: 'plain_text_input' }, { hint: plain(n) })] }),
      2000,
    ],
    [
      'prefilled text',
      'length /blocks/0/element/initial_value',
      (n) => modal({ blocks: [input({ type: 'plain_text_input', initial_value: chars(n) })] }),
      3000,
    ],
    [
      'max_length',
      'value /blocks/0/element/max_length',
      (n) => modal({ blocks: [input({ type: 'plain_text_input', max_length: n })] }),
      3000,
    ],
    [
      'files',
      'value /blocks/0/element/max_files',
      (n) => modal({ blocks: [input({ type: 'file_input', max_files: n })] }),
      10,
    ],
  ];

  it.each(edges)('may have at most so much %s', (_, at, make, most) => {
    const fits = viewProblems(make(most));
    const spills = viewProblems(make(most + 1));

    expect(fits).toEqual([]);
    expect(spills).toContain(at);
  });

  it.each<[why: string, view: Fields, problem: string]>([
    [
      'inputs without a submit button',
      { type: 'modal', title: plain(1), blocks: [input({ type: 'plain_text_input' })] },
      'structure /submit',
    ],
    [
      'one action id in two blocks',
      modal({ blocks: [input({ type: 'plain_text_input' }), input({ type: 'plain_text_input' })] }),
      'unique /blocks/1/element/action_id',
    ],
    [
      'one block id twice',
      modal({
        blocks: [
          { type: 'divider', block_id: 'b' },
          { type: 'divider', block_id: 'b' },
        ],
      }),
      'unique /blocks/1/block_id',
    ],
    [
      'prefilled text longer than its own limit',
      modal({ blocks: [input({ type: 'plain_text_input', max_length: 2, initial_value: 'abc' })] }),
      'length /blocks/0/element/initial_value',
    ],
    [
      'a number that is none',
      modal({ blocks: [input({ type: 'number_input', is_decimal_allowed: false, initial_value: '1.5' })] }),
      'value /blocks/0/element/initial_value',
    ],
    [
      'a date that is none',
      modal({ blocks: [input({ type: 'datepicker', initial_date: '30.11.2026' })] }),
      'value /blocks/0/element/initial_date',
    ],
    [
      'two elements that want the cursor',
      modal({
        blocks: [
          input({ type: 'plain_text_input', focus_on_load: true }),
          input({ type: 'plain_text_input', action_id: 'b', focus_on_load: true }),
        ],
      }),
      'count /blocks/1/element/focus_on_load',
    ],
    ['no title', { type: 'modal', blocks: [] }, 'structure '],
    ['a home with a title', { type: 'home', title: plain(1), blocks: [] }, 'structure '],
    [
      'a file input in a home',
      { type: 'home', blocks: [input({ type: 'file_input' })] },
      'surface /blocks/0/element',
    ],
  ])('is refused for %s', (_, view, problem) => {
    expect(viewProblems(view)).toContain(problem);
  });

  it('weighs at most 250 kB', () => {
    const fits = viewIsTooLarge({ x: chars(250 * 1024 - 8) });
    const spills = viewIsTooLarge({ x: chars(250 * 1024 - 7) });

    expect([fits, spills]).toEqual([false, true]);
  });
});

describe('an answer to an options request', () => {
  it('offers at most a hundred options of 75 characters', () => {
    const fits = problemsOfOptions({ options: times(100, (i) => option({ text: plain(75) }, i)) });
    const tooMany = problemsOfOptions({ options: times(101, (i) => option({}, i)) });
    const tooLong = problemsOfOptions({ options: [option({ text: plain(76) })] });
    const nothing = problemsOfOptions({ options: [] });

    expect(fits).toEqual([]);
    expect(nothing).toEqual([]);
    expect(tooMany).toMatchObject([{ rule: 'count' }]);
    expect(tooLong).toMatchObject([{ rule: 'length' }]);
  });
});
