// Holds marks to their promise: the same proof is known again, and nothing else is taken for it.
import { describe, expect, test } from 'vitest';
import { markCharacters, marked, markedContent, markIn, markOf, unmarked } from './marks.ts';

const mark = markOf('reminder·c1·p1·d7', 0);

describe('a mark', () => {
  test('is the same for the same message of a delivery, and another for any other', () => {
    const others = Array.from({ length: 10_000 }, (_, n) => markOf(`reminder·c${n}`, 0));

    expect(markOf('reminder·c1·p1·d7', 0)).toBe(mark);
    expect(markOf('reminder·c1·p1·d7', 1)).not.toBe(mark);
    expect(others).not.toContain(mark);
  });

  test('fits the 32 bits of a component’s id, above the numbers that Discord gives', () => {
    for (let n = 0; n < 1_000; n += 1) {
      const made = markOf(String(n), n);
      expect(made).toBeGreaterThanOrEqual(2 ** 30);
      expect(made).toBeLessThan(2 ** 31);
    }
  });

  test('is read from the first component', () => {
    const components = marked<{ id?: number; content: string }>([{ content: 'a' }, { content: 'b' }], mark);

    expect(components).toEqual([{ content: 'a', id: mark }, { content: 'b' }]);
    expect(markIn({ components })).toBe(mark);
  });

  test('is read from the end of a content, which Discord trims of white space', () => {
    const content = markedContent('Your course begins.', mark);

    expect(content).toHaveLength('Your course begins.'.length + markCharacters);
    expect(markIn({ content: content.trim() })).toBe(mark);
    expect(unmarked(content)).toBe('Your course begins.');
  });

  test('is not found where there is none', () => {
    expect(markIn({ content: 'Hello.', components: [{ id: 1 }] })).toBeUndefined();
    expect(markIn({ content: `${'\u200b'.repeat(29)}` })).toBeUndefined();
    expect(markIn({})).toBeUndefined();
  });
});
