import { describe, expect, it } from 'vitest';
import { defineCommand, type Shape } from './command.ts';
import { ask } from './field.ts';
import { shapeCommand } from './shape-command.ts';
import type { Words } from './words.ts';

/** Says every key as it is. */
const words: Words = {
  in: () => (key) => [key],
  has: (key): key is string => true,
  pattern: (key) => key,
  keys: [],
  from: '',
};

/** Nothing of it is looked at here. */
const desk = {} as Parameters<typeof shapeCommand>[2];
const remark = { field: ask.text({ max: 40 }), label: ['Remark'] } as const;
const heard: unknown[] = [];

function shapedBy(shape: Shape | undefined) {
  return defineCommand({
    path: 'drill shaped',
    words,
    who: 'anyone',
    access: 'read',
    asks: { about: ask.text({ max: 40 }) },
    pages: [['about']],
    shape: async ({ about }) => (about === undefined ? undefined : shape),
    run: async (values, _desk, shaped) => {
      heard.push(values, shaped);
      return { reply: [] };
    },
  });
}

describe('the shape of a command', () => {
  it('leaves it as it is defined until it is known what it is about', async () => {
    const command = shapedBy({ asks: { remark }, pages: [{ heading: [], fields: ['remark'] }] });

    const unshaped = await shapeCommand(command, {}, desk);
    const shaped = await shapeCommand(command, { about: 'a course' }, desk);

    expect(unshaped.pages).toEqual([['about']]);
    expect(shaped.pages).toEqual([['remark']]);
    expect(Object.keys(shaped.asks)).toEqual(['about', 'remark']);
  });

  it('hands over the answers to what it asks beside those to its own fields', async () => {
    const command = shapedBy({ asks: { remark }, pages: [{ heading: [], fields: ['remark'] }] });
    const shaped = await shapeCommand(command, { about: 'a course' }, desk);

    await shaped.run({ about: 'a course', remark: 'Good.' }, desk);

    expect(heard).toEqual([{ about: 'a course' }, { remark: 'Good.' }]);
  });

  it('asks neither six things at once nor what there is no field for', async () => {
    const six = ['a', 'b', 'c', 'd', 'e', 'f'];
    const asks = Object.fromEntries(six.map((name) => [name, remark]));
    const long = shapedBy({ asks, pages: [{ heading: [], fields: six }] });
    const torn = shapedBy({ asks: {}, pages: [{ heading: [], fields: ['constructor'] }] });

    await expect(shapeCommand(long, { about: 'a course' }, desk)).rejects.toThrow('one to five things');
    await expect(shapeCommand(torn, { about: 'a course' }, desk)).rejects.toThrow('no field "constructor"');
  });
});
