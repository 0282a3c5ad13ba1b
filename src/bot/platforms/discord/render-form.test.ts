// Holds the drawing of forms to Discord's modals: five things at once, every kind of field, what was wrong beside it.
import { describe, expect, test } from 'vitest';
import { ask, type Field, optional } from '#bot/field.ts';
import type { Form, FormField } from '#bot/form.ts';
import { formRoute, readFormRoute, renderForm, saysAllThatIsWrong } from './render-form.ts';
import type { TextReader } from './render-text.ts';

const reader: TextReader = { language: 'en', mentioned: new Set(), guild: undefined, commands: new Map() };

function fieldOf(
  name: string,
  field: Field = ask.text({ max: 100 }),
  more: Partial<FormField> = {},
): FormField {
  const empty = {
    hint: undefined,
    options: [],
    filled: undefined,
    filledLabel: undefined,
    problem: undefined,
  };
  return { name, field, label: [`Label of ${name}`], ...empty, ...more };
}

function formOf(fields: readonly FormField[], more: Partial<Form> = {}): Form {
  return {
    id: 'draft1',
    path: 'course propose',
    title: ['Propose a course'],
    submit: ['Send'],
    language: 'en',
    zone: 'UTC',
    introduction: [],
    pages: [{ heading: ['Propose a course'], fields }],
    ...more,
  };
}

function draw(fields: readonly FormField[], more?: Partial<Form>, page = 0) {
  return renderForm(formOf(fields, more), page, reader);
}

const five = ['a', 'b', 'c', 'd', 'e'].map((name) => fieldOf(name));

describe('a form on Discord', () => {
  test('asks every kind of field with the component made for it', () => {
    const nothing = { search: async () => [], find: async () => undefined };
    const yes = { value: 'yes', label: ['Yes'] };

    const first = draw([
      fieldOf('title', ask.text({ max: 120 }), { filled: 'Forensics' }),
      fieldOf('about', optional(ask.text({ max: 3000, lines: 'many' }))),
      fieldOf('seats', ask.number({ min: 1, max: 9 }), { filled: 12 }),
      fieldOf('where', ask.suggested(nothing), { filled: 'org_1', filledLabel: 'Accra' }),
      fieldOf('open', ask.yesNo(), { options: [yes, { value: 'no', label: ['No'] }], filled: true }),
    ]);
    const second = draw([
      fieldOf('who', ask.account(), { filled: 'discord:42' }),
      fieldOf('channel', optional(ask.channel()), { filled: 'discord:7:8' }),
      fieldOf('outline', ask.file({ accepts: ['.pdf'], maxBytes: 1 })),
    ]);

    const inputs = [...first.components, ...second.components].map((one) =>
      'component' in one ? one.component : one,
    );
    expect(inputs).toEqual([
      { type: 4, custom_id: 'title', style: 1, required: true, max_length: 120, value: 'Forensics' },
      { type: 4, custom_id: 'about', style: 2, required: false, max_length: 3000 },
      { type: 4, custom_id: 'seats', style: 1, required: true, value: '12' },
      { type: 4, custom_id: 'where', style: 1, required: true, value: 'Accra' },
      {
        type: 3,
        custom_id: 'open',
        required: true,
        options: [
          { value: 'yes', label: 'Yes', default: true },
          { value: 'no', label: 'No' },
        ],
      },
      { type: 5, custom_id: 'who', required: true, default_values: [{ id: '42', type: 'user' }] },
      {
        type: 8,
        custom_id: 'channel',
        required: false,
        min_values: 0,
        channel_types: [0, 5, 10, 11, 12],
        default_values: [{ id: '8', type: 'channel' }],
      },
      { type: 19, custom_id: 'outline', required: true, max_values: 1 },
    ]);
  });

  test('says what was wrong before the hint, and alone where both are too long', () => {
    const hint = ['Between 1 and 500, for example 24'];
    const both = fieldOf('a', undefined, { hint, problem: ['That is no number.'] });
    const alone = fieldOf('b', undefined, { hint, problem: ['x'.repeat(90)] });
    const long = fieldOf('c', undefined, { hint, problem: ['word '.repeat(40)] });

    const drawn = draw([both, alone, long]).components.map((one) =>
      'description' in one ? one.description : undefined,
    );

    expect(drawn[0]).toBe('⚠ That is no number. · Between 1 and 500, for example 24');
    expect(drawn[1]).toBe(`⚠ ${'x'.repeat(90)}`);
    expect(drawn[2]).toMatch(/^⚠ word .*…$/);
    expect(drawn[2]?.length).toBeLessThanOrEqual(100);
  });

  test('keeps a text that was too long, so that it can be shortened where it stands', () => {
    const [label] = draw([fieldOf('a', ask.text({ max: 10 }), { filled: 'x'.repeat(30) })]).components;

    expect(label).toMatchObject({ component: { max_length: 30, value: 'x'.repeat(30) } });
  });

  test('fills in as much as an input holds of what came in a command line', () => {
    const [label] = draw([fieldOf('a', ask.date(), { filled: 'so '.repeat(2_000) })]).components;

    expect(label).toMatchObject({ component: { value: 'so '.repeat(1_333).trim() } });
  });

  test('puts an introduction above four fields, and refuses it above five', () => {
    const introduction = [['Nobody learns who answered ', { value: '*what*' }, '.']];

    const drawn = draw(five.slice(1), { introduction });

    expect(drawn.components[0]).toEqual({ type: 10, content: 'Nobody learns who answered \\*what\\*.' });
    expect(drawn.components).toHaveLength(5);
    expect(() => draw(five, { introduction })).toThrow('room for four');
  });

  test('says on each page which it is, and what it asks', () => {
    const pages = [
      { heading: ['Who and what'], fields: five },
      { heading: ['When and where'], fields: five.slice(2) },
      { heading: ['A heading that is much too long for both'], fields: five },
    ];

    const [first, second, third] = [0, 1, 2].map((page) => draw([], { pages }, page));

    expect(first?.title).toBe('Propose a course · Who and what 1/3');
    expect(second?.title).toBe('Propose a course 2/3');
    expect(second?.components[0]).toEqual({ type: 10, content: '**When and where**' });
    expect(third?.title).toBe('A heading that is much too long for both 3/3');
  });

  test('refuses what a modal cannot hold', () => {
    expect(() => draw([...five, fieldOf('f')])).toThrow('asks 6 things');
    expect(() => draw([fieldOf('a', undefined, { label: ['x'.repeat(46)] })])).toThrow('label of a field');
    expect(() => draw([fieldOf('a', ask.text({ max: 5000 }))])).toThrow('4000');
    expect(() => draw([fieldOf('a')], { title: ['x'.repeat(46)] })).toThrow('title of a form');
  });

  test('carries its id and page, whatever is in the id', () => {
    expect(readFormRoute(formRoute('draft|7', 2))).toEqual({ form: 'draft|7', page: 2 });
    expect(readFormRoute('course/publish|c1')).toBeUndefined();
  });

  test('says a question in full below its number, also where something was wrong with the answer', () => {
    const question = 'Who may enter the scene before the first officer has handed it over to the examiner?';
    const asks = (problem?: string) =>
      fieldOf('a', ask.text({ max: 100 }), {
        question: [question],
        hint: ['Not shown'],
        problem: problem === undefined ? undefined : [problem],
      });

    const drawn = [asks(), asks('Too long'), asks('Something that takes many words to be said')].map(
      (field) => draw([field]).components[0],
    );
    const isWhole = ['Too long', 'Something that takes many words to be said'].map((problem) =>
      saysAllThatIsWrong(formOf([asks(problem)]), 0),
    );

    expect(drawn).toMatchObject([
      { description: question },
      { description: `⚠ Too long · ${question}` },
      { description: `⚠ ${question}` },
    ]);
    expect(isWhole).toEqual([true, false]);
  });
});
