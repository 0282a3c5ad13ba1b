// Makes the form of a command from its fields, filled with what is known so far.

import { choicesOf } from './choice-labels.ts';
import type { Desk } from './command.ts';
import type { RawValues } from './field.ts';
import type { Form, FormField } from './form.ts';
import type { ShapedCommand } from './shape-command.ts';
import type { Text } from './text.ts';

export interface FormState {
  /** Id of the stored draft. */
  readonly draft: string;
  readonly filled: RawValues;
  readonly labels: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, Text>>;
  readonly introduction: readonly Text[];
}

export function makeForm(command: ShapedCommand, state: FormState, desk: Desk): Form {
  const { say } = desk;
  const { shaped } = command;
  const title = shaped?.title ?? say(`${command.name}.title`);
  return {
    id: state.draft,
    path: command.path,
    title,
    submit: desk.house('form.submit'),
    language: desk.asker.language,
    zone: desk.asker.zone,
    introduction: state.introduction,
    pages: command.pages.map((fields, index) => ({
      heading:
        shaped?.pages[index]?.heading ??
        (command.pages.length > 1 ? say(`${command.name}.page.${index + 1}`) : title),
      fields: fields.map((name) => formField(command, name, state, desk)),
    })),
  };
}

function formField(command: ShapedCommand, name: string, state: FormState, desk: Desk): FormField {
  const field = command.asks[name];
  if (!field) throw new Error(`/${command.path} has no field "${name}".`);
  const worded = command.shaped?.asks[name];
  const hinted = command.words.has(`field.${name}.hint`) ? desk.say(`field.${name}.hint`) : undefined;
  return {
    name,
    field,
    label: worded?.label ?? desk.say(`field.${name}.label`),
    question: worded?.question,
    hint: worded ? worded.hint : hinted,
    options: choicesOf(field, command.words, desk.asker.language),
    filled: state.filled[name],
    filledLabel: state.labels[name],
    problem: state.problems[name],
  };
}
