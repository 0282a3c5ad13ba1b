// What a person reads on a message or in a modal: its words, buttons, menus and fields.
import { isGiven, type JsonObject, numberIn, objectIn, objectsIn, textIn } from './json.ts';
import { componentTypes, isSelect } from './rules-for-components.ts';
import type { InteractionRecord, Message } from './state.ts';

export type ShownButton = {
  readonly customId: string | undefined;
  readonly label: string;
  readonly disabled: boolean;
  readonly style: number;
  readonly url: string | undefined;
};

type ShownOption = {
  readonly label: string;
  readonly value: string;
  readonly description: string | undefined;
  readonly chosen: boolean;
};

export type ShownSelect = {
  readonly type: number;
  readonly customId: string;
  readonly placeholder: string | undefined;
  readonly disabled: boolean;
  readonly min: number;
  readonly max: number;
  readonly options: readonly ShownOption[];
  readonly raw: JsonObject;
};

/** One field of a modal, with the words of the Label around it. */
export type ShownField = {
  readonly type: number;
  readonly customId: string;
  readonly label: string;
  readonly description: string | undefined;
  readonly placeholder: string | undefined;
  readonly required: boolean;
  /** What is filled in already. */
  readonly value: string | undefined;
  readonly options: readonly ShownOption[];
  readonly raw: JsonObject;
};

export type ShownModal = {
  readonly customId: string;
  readonly title: string;
  readonly fields: readonly ShownField[];
  /** Text Displays between the fields. */
  readonly texts: readonly string[];
  readonly openedBy: InteractionRecord;
  readonly raw: JsonObject;
};

/** Every component of a tree, outer before inner. */
export function allComponents(components: readonly JsonObject[]): JsonObject[] {
  return components.flatMap((component) => [
    component,
    ...allComponents(objectsIn(component.components)),
    ...['accessory', 'component'].flatMap((key) =>
      isGiven(component[key]) ? allComponents([objectIn(component[key])]) : [],
    ),
  ]);
}

export function buttonsOf(message: Message): ShownButton[] {
  return allComponents(message.components)
    .filter((component) => component.type === componentTypes.button)
    .map((button) => ({
      customId: textIn(button.custom_id),
      label: textIn(button.label) ?? textIn(objectIn(button.emoji).name) ?? '',
      disabled: button.disabled === true,
      style: numberIn(button.style) ?? 0,
      url: textIn(button.url),
    }));
}

export function selectsOf(message: Message): ShownSelect[] {
  return allComponents(message.components)
    .filter((component) => isSelect(component.type))
    .map((select) => ({
      type: numberIn(select.type) ?? 0,
      customId: textIn(select.custom_id) ?? '',
      placeholder: textIn(select.placeholder),
      disabled: select.disabled === true,
      min: numberIn(select.min_values) ?? 1,
      max: numberIn(select.max_values) ?? 1,
      options: optionsOf(select),
      raw: select,
    }));
}

/** Everything that can be read on the message: content, embeds, text components, labels of nothing pressable. */
export function textOf(message: Message): string {
  const texts = [message.content];
  for (const embed of message.embeds) {
    texts.push(
      textIn(objectIn(embed.author).name) ?? '',
      textIn(embed.title) ?? '',
      textIn(embed.description) ?? '',
    );
    for (const field of objectsIn(embed.fields))
      texts.push(textIn(field.name) ?? '', textIn(field.value) ?? '');
    texts.push(textIn(objectIn(embed.footer).text) ?? '');
  }
  for (const component of allComponents(message.components)) {
    if (component.type === componentTypes.textDisplay) texts.push(textIn(component.content) ?? '');
  }
  return texts.filter((text) => text !== '').join('\n');
}

export function modalOf(interaction: InteractionRecord): ShownModal | undefined {
  const modal = interaction.modal;
  if (modal === undefined) return undefined;
  const parts = objectsIn(modal.components);
  return {
    customId: textIn(modal.custom_id) ?? '',
    title: textIn(modal.title) ?? '',
    fields: parts.flatMap(fieldsOf),
    texts: parts
      .filter((part) => part.type === componentTypes.textDisplay)
      .map((part) => textIn(part.content) ?? ''),
    openedBy: interaction,
    raw: modal,
  };
}

function fieldsOf(part: JsonObject): ShownField[] {
  if (part.type === componentTypes.label) return [fieldOf(objectIn(part.component), part)];
  return objectsIn(part.components).map((field) => fieldOf(field, field));
}

function fieldOf(field: JsonObject, around: JsonObject): ShownField {
  return {
    type: numberIn(field.type) ?? 0,
    customId: textIn(field.custom_id) ?? '',
    label: textIn(around.label) ?? '',
    description: textIn(around.description),
    placeholder: textIn(field.placeholder),
    required: field.required !== false && field.type !== componentTypes.checkbox,
    value: textIn(field.value),
    options: optionsOf(field),
    raw: field,
  };
}

function optionsOf(part: JsonObject): ShownOption[] {
  return objectsIn(part.options).map((option) => ({
    label: textIn(option.label) ?? '',
    value: textIn(option.value) ?? '',
    description: textIn(option.description),
    chosen: option.default === true,
  }));
}
