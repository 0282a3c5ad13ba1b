import { describe, expect, it } from 'vitest';
import { defineCommand } from './command.ts';
import { ask } from './field.ts';
import { makeCatalogue } from './make-catalogue.ts';
import type { Words } from './words.ts';

/** Says every key as it is. */
const words: Words = {
  in: () => (key) => [key],
  has: (key): key is string => true,
  pattern: (key) => key,
  keys: [],
  from: '',
};

const shape = {
  path: 'feedback answer',
  words,
  who: 'member',
  access: 'read',
  asks: { course: ask.text({ max: 40 }), remark: ask.text({ max: 40 }) },
  run: async () => ({ reply: [] }),
} as const;

describe('a command', () => {
  it('asks every field on one page, or carries it', () => {
    const carrying = defineCommand({ ...shape, carries: ['course'], pages: [['remark']] });

    expect(carrying.carries).toEqual(['course']);
    expect(() => defineCommand({ ...shape, pages: [['remark']] })).toThrow('or is carried');
    expect(() => defineCommand({ ...shape, carries: ['remark'], pages: [['remark', 'course']] })).toThrow(
      'or is carried',
    );
  });

  it('offers as options neither what it carries nor, where nothing is typed, anything at all', () => {
    const carrying = defineCommand({ ...shape, carries: ['course'], pages: [['remark']] });
    const byForm = defineCommand({ ...shape, carries: ['course'], pages: [['remark']], typed: 'nothing' });

    const [outline] = makeCatalogue([carrying]).commands;
    const [byFormOutline] = makeCatalogue([byForm]).commands;

    expect(outline?.options.map((option) => option.name)).toEqual(['remark']);
    expect(byFormOutline?.options).toEqual([]);
  });
});
