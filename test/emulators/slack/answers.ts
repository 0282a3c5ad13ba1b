// How a person fills in an element of a view or message, and what Slack's own client would not let them send.
import { elementsOf } from './active-mentions.ts';
import { type Fields, fieldsOf, listOf, stringOf } from './json.ts';
import { stateMember } from './view-state.ts';

/** One thing picked: an option's value or text, an id, or anything with an id. */
type Picked = string | { readonly id: string };

/** What a person enters: text, a number, a date (`2026-11-22`), a time (`14:30`), one pick or several; null empties. */
export type Answer = Picked | number | null | readonly Picked[];

export interface FoundElement {
  readonly block: Fields;
  readonly element: Fields;
  readonly blockId: string;
  readonly actionId: string;
}

function labelOf({ block, element }: { block: Fields; element: Fields }): string {
  const text = fieldsOf(element.type === 'button' ? element.text : block.label).text;
  return stringOf(text).replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/**
 * The element with this action id, `blockId/actionId`, block id, or label. Throws when there is none, or when
 * several would fit, as a person could not mean one of them.
 */
export function findElement(
  blocks: readonly unknown[],
  key: string,
  fits: (element: Fields) => boolean = () => true,
): FoundElement {
  const all = elementsOf(blocks)
    .filter(({ element }) => fits(element))
    .map((one) => ({
      ...one,
      blockId: stringOf(one.block.block_id),
      actionId: stringOf(one.element.action_id),
    }));
  const ways = [
    all.filter((one) => one.actionId === key || `${one.blockId}/${one.actionId}` === key),
    all.filter((one) => one.blockId === key),
    all.filter((one) => labelOf(one) === key),
  ];
  const found = ways.find((way) => way.length > 0) ?? [];
  const [first] = found;
  if (!first || found.length > 1) {
    const known = all.map((one) => `${one.actionId} “${labelOf(one)}”`).join(', ') || 'nothing';
    throw new Error(
      `${found.length > 1 ? 'More than one' : 'No'} element “${key}” here; there is: ${known}.`,
    );
  }
  return first;
}

function idOf(pick: Picked): string {
  return typeof pick === 'string' ? pick : pick.id;
}

function optionsOf(element: Fields): Fields[] {
  const grouped = listOf(element.option_groups).flatMap((group) => listOf(fieldsOf(group).options));
  return [...listOf(element.options), ...grouped].map(fieldsOf);
}

function optionPicked(options: readonly Fields[], pick: Picked): Fields {
  const wanted = idOf(pick);
  const found =
    options.find((option) => option.value === wanted) ??
    options.find((option) => fieldsOf(option.text).text === wanted);
  if (!found) {
    const known = options.map((option) => stringOf(fieldsOf(option.text).text)).join(', ') || 'none';
    throw new Error(`No option “${wanted}” to pick; the options are: ${known}.`);
  }
  return found;
}

function textTyped(element: Fields, answer: Answer): string | null {
  if (answer === null || answer === '') return null;
  if (typeof answer === 'object') throw new Error('A text input takes text, not picks.');
  const text = String(answer);
  const most = typeof element.max_length === 'number' ? element.max_length : 3000;
  if (element.type === 'plain_text_input' && text.length > most)
    throw new Error(`Slack lets nobody type more than ${most} characters here; there are ${text.length}.`);
  return text;
}

/**
 * What stands in an element after a person's answer. `offered` are the options an app suggested; files stand
 * there as whole objects.
 */
export function enteredState(
  element: Fields,
  answer: Answer,
  offered: readonly Fields[],
  fileWithId: (id: string) => Fields,
): Fields {
  const type = stringOf(element.type);
  const member = type === 'overflow' ? 'selected_option' : stateMember(type);
  if (!member) throw new Error(`Nobody can enter something into a ${type}.`);
  const picks: readonly Picked[] =
    answer === null ? [] : Array.isArray(answer) ? answer : typeof answer === 'number' ? [] : [answer];
  const options = type.includes('external') ? offered : optionsOf(element);
  switch (member) {
    case 'value':
      return { type, value: textTyped(element, answer) };
    case 'selected_option': {
      const [pick] = picks;
      return { type, selected_option: pick === undefined ? null : optionPicked(options, pick) };
    }
    case 'selected_options':
      return { type, selected_options: picks.map((pick) => optionPicked(options, pick)) };
    case 'selected_date_time':
      return { type, selected_date_time: answer === null ? null : Number(answer) };
    case 'rich_text_value':
      return {
        type,
        rich_text_value: answer === null ? null : richText(String(answer)),
      };
    case 'files':
      return { type, files: picks.map((pick) => fileWithId(idOf(pick))) };
    default:
      if (member.endsWith('s')) return { type, [member]: picks.map(idOf) };
      return { type, [member]: picks[0] === undefined ? null : idOf(picks[0]) };
  }
}

function richText(text: string): Fields {
  return {
    type: 'rich_text',
    elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
  };
}

function isEmpty(state: Fields): boolean {
  const { type: _, ...members } = state;
  return Object.values(members).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

function objection(block: Fields, element: Fields, state: Fields): string | undefined {
  if (isEmpty(state)) return block.optional === true ? undefined : 'Please complete this required field.';
  const value = stringOf(state.value);
  switch (element.type) {
    case 'plain_text_input':
      return typeof element.min_length === 'number' && value.length < element.min_length
        ? `Must be at least ${element.min_length} characters.`
        : undefined;
    case 'number_input': {
      const pattern = element.is_decimal_allowed === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/;
      if (!pattern.test(value)) return 'Must be a number.';
      if (element.min_value !== undefined && Number(value) < Number(element.min_value)) return 'Too small.';
      if (element.max_value !== undefined && Number(value) > Number(element.max_value)) return 'Too large.';
      return undefined;
    }
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'Must be an email address.';
    case 'url_text_input':
      return URL.canParse(value) ? undefined : 'Must be a URL.';
    case 'file_input': {
      const most = Number(element.max_files ?? 10);
      return listOf(state.files).length > most ? `At most ${most} files.` : undefined;
    }
    default: {
      const most = element.max_selected_items;
      const picked = Object.values(state).find(Array.isArray)?.length ?? 0;
      return typeof most === 'number' && picked > most ? `At most ${most}.` : undefined;
    }
  }
}

/** What Slack's client says before it sends anything, by block id; empty when the form may go. */
export function clientObjections(
  blocks: readonly Fields[],
  values: ReadonlyMap<string, ReadonlyMap<string, Fields>>,
): Record<string, string> {
  const objections: Record<string, string> = {};
  for (const block of blocks) {
    if (block.type !== 'input') continue;
    const element = fieldsOf(block.element);
    const blockId = stringOf(block.block_id);
    const state = values.get(blockId)?.get(stringOf(element.action_id)) ?? {};
    const said = objection(block, element, state);
    if (said) objections[blockId] = said;
  }
  return objections;
}
