// Forms as modals: every kind of field, what was typed kept whatever it is, and Slack's limits.
import { beforeAll, describe, expect, it } from 'vitest';
import { ask } from '#bot/field.ts';
import type { Form, FormField } from '#bot/form.ts';
import { value } from '#bot/text.ts';
import { readContent } from '../../../../test/emulators/slack/active-mentions.ts';
import { problemsOfView } from '../../../../test/emulators/slack/checks/check-payload.ts';
import { loadStructureCheck, type StructureCheck } from '../../../../test/emulators/slack/checks/schema.ts';
import { courseForm } from '../../../../test/support/slack-listener.ts';
import { renderForm } from './render-form.ts';
import type { Pen } from './render-text.ts';

const pen: Pen = {
  language: 'en',
  zone: 'Europe/London',
  team: 'T1',
  commandPrefix: '',
  mentions: 'everyone',
};

let structure: StructureCheck;
beforeAll(async () => {
  structure = await loadStructureCheck();
});

function drawn(form: Form) {
  const view = renderForm(form, pen, '{}');
  expect(problemsOfView(structure, { ...view }, () => true)).toEqual([]);
  return {
    view,
    text: readContent({ blocks: view.blocks }),
    inputs: view.blocks.filter((block) => block.type === 'input'),
  };
}

/** The form with one field, in another state. */
function formOf(name: string, more: Partial<FormField>): Form {
  const field = courseForm()
    .pages.flatMap((page) => page.fields)
    .find((one) => one.name === name);
  if (!field) throw new Error(name);
  return courseForm({ pages: [{ heading: ['What'], fields: [{ ...field, ...more }] }] });
}

describe('renderForm', () => {
  it('draws all pages in one modal, with headings between them and what is promised above', () => {
    const { view, inputs } = drawn(courseForm());

    expect(view.title.text).toBe('Propose a course');
    expect(inputs).toHaveLength(11);
    expect(view.blocks[0]).toMatchObject({ type: 'section', text: { text: 'Seen by the hub only.' } });
    const headings = view.blocks
      .filter((block) => block.type === 'header')
      .map((block) => readContent({ blocks: [block] }).visibleText);
    expect(headings).toEqual(['What', 'Who and where', 'Papers']);
  });

  it.each([
    ['title', 'Digital evidence', undefined, { initial_value: 'Digital evidence', max_length: 120 }],
    ['subject', 'command', undefined, { type: 'radio_buttons', initial_option: { value: 'command' } }],
    ['day', '2027-03-01', undefined, { initial_date: '2027-03-01' }],
    ['seats', 20, undefined, { initial_value: '20', min_value: '1', max_value: '500' }],
    ['seats', '٢٠', undefined, { initial_value: '20' }],
    ['online', 'yes', undefined, { initial_option: { value: 'yes' } }],
    ['online', false, undefined, { initial_option: { value: 'no' } }],
    ['score', 4, undefined, { type: 'radio_buttons', initial_option: { value: '4' } }],
    [
      'organisation',
      'org-1',
      'Ghana Police',
      { initial_option: { value: 'org-1', text: { text: 'Ghana Police' } } },
    ],
    ['contact', 'slack:T1:U7', 'Amina', { initial_user: 'U7' }],
    ['channel', 'slack:T1:C9', 'general', { initial_conversation: 'C9' }],
    ['flyer', undefined, undefined, { type: 'file_input', filetypes: ['pdf'] }],
  ])('fills in %s with %s', (name, filled, filledLabel, element) => {
    const { inputs } = drawn(formOf(name, { filled, filledLabel }));

    expect(inputs).toMatchObject([{ element }]);
  });

  it.each([
    ['day', '31 February 2027'],
    ['day', '2027-02-31'],
    ['seats', '100000'],
    ['seats', 'twenty'],
    ['subject', 'cooking'],
    ['organisation', 'Gana Polis'],
    ['contact', 'discord:42'],
    ['title', 'x'.repeat(5000)],
  ])('still shows what was typed into %s where the input cannot hold it', (name, typed) => {
    const { text } = drawn(formOf(name, { filled: typed, problem: ['Not understood: ', value(typed)] }));

    const lines = text.visibleText.replaceAll('\n', '');
    expect(lines).toContain(`✏️ ${typed}`);
    expect(lines).toContain('⚠️ Not understood: ');
  });

  it('gives a text that is too long back whole, so that it can be shortened', () => {
    const { inputs } = drawn(formOf('title', { filled: 'x'.repeat(500) }));

    expect(inputs).toMatchObject([{ element: { initial_value: 'x'.repeat(500), max_length: 3000 } }]);
  });

  it('asks eleven steps and long choices by a menu, which stays small', () => {
    const steps = Array.from({ length: 11 }, (_, step) => ({ value: String(step), label: [String(step)] }));
    const nps = formOf('score', { field: ask.rating({ from: 0, to: 10, named: 'nps' }), options: steps });
    const subjects = formOf('subject', { options: steps });

    expect(drawn(nps).inputs).toMatchObject([{ element: { type: 'static_select' } }]);
    expect(drawn(subjects).inputs).toMatchObject([{ element: { type: 'static_select' } }]);
  });

  it('lets nothing that was typed become active', () => {
    const hostile = '<!channel> @everyone <@U1> *x* [x](javascript:1) <https://evil.example|x>';
    const form = formOf('title', { filled: hostile, problem: [value(hostile)], filledLabel: hostile });

    const { text } = drawn({ ...form, introduction: [[value(hostile)]] });

    expect(text.mentions).toEqual({ users: [], channels: [], groups: [], broadcasts: [], links: [] });
  });

  it('refuses a title that Slack would not take, and a form that is too long for one modal', () => {
    const fields = Array.from({ length: 101 }, (_, index) => ({
      ...formOf('title', {}).pages[0]?.fields[0],
      name: `f${index}`,
    }));

    expect(() => drawn(courseForm({ title: ['A title of more than twenty-four'] }))).toThrow(
      /course propose.*at most 24/,
    );
    expect(() => drawn(courseForm({ pages: [{ heading: [], fields: fields as FormField[] }] }))).toThrow(
      /at most 100/,
    );
  });
});
