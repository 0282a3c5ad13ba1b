// Makes the form of a command from its fields, filled with what is known so far.

import { choicesOf } from './choice-labels.ts';
import type { Command, Desk } from './command.ts';
import type { RawValues } from './field.ts';
import type { Form, FormField } from './form.ts';
import type { Text } from './text.ts';

export interface FormState {
  /** Id of the stored draft. */
  readonly draft: string;
  readonly filled: RawValues;
  readonly labels: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, Text>>;
  readonly introduction: readonly Text[];
}

export function makeForm(command: Command, state: FormState, desk: Desk): Form {
  const { say } = desk;
  return {
    id: state.draft,
    path: command.path,
    title: say(`${command.name}.title`),
    submit: desk.house('form.submit'),
    language: desk.asker.language,
    zone: desk.asker.zone,
    introduction: state.introduction,
    pages: command.pages.map((fields, index) => ({
      heading:
        command.pages.length > 1 ? say(`${command.name}.page.${index + 1}`) : say(`${command.name}.title`),
      fields: fields.map((name) => formField(command, name, state, desk)),
    })),
  };
}

function formField(command: Command, name: string, state: FormState, desk: Desk): FormField {
  const field = command.asks[name];
  if (!field) throw new Error(`/${command.path} has no field "${name}".`);
  return {
    name,
    field,
    label: desk.say(`field.${name}.label`),
    hint: command.words.has(`field.${name}.hint`) ? desk.say(`field.${name}.hint`) : undefined,
    options: choicesOf(field, command.words, desk.asker.language),
    filled: state.filled[name],
    filledLabel: state.labels[name],
    problem: state.problems[name],
  };
}
