// Draws one page of a form as a modal, and reads what came back from it.
import type {
  APIComponentInLabel,
  APIComponentInModalActionRow,
  APILabelComponent,
  APIModalInteractionResponseCallbackComponent,
  APIModalInteractionResponseCallbackData,
  SelectMenuDefaultValueType,
} from 'discord-api-types/v10';
import type { RawValue } from '#bot/field.ts';
import type { Form, FormField } from '#bot/form.ts';
import { type PlainReader, plainText } from '#bot/plain-text.ts';
import type { Text } from '#bot/text.ts';
import { isPlatformId } from '#exchange/people.ts';
import { readChannel, userOf } from './identifiers.ts';
import {
  componentsInModal,
  customIdCharacters,
  descriptionCharacters,
  labelCharacters,
  modalTitleCharacters,
  optionCharacters,
  selectOptions,
  textInputCharacters,
} from './limits.ts';
import { parted } from './render-prose.ts';
import { renderText, type TextReader } from './render-text.ts';
import { within } from './render-view.ts';

/** The kinds of channel that people can be told something in: text, announcement, and threads of both. */
export const channelKinds = [0, 5, 10, 11, 12] as const;

// The library's enum would have to be loaded for these two words, and it is loaded only when Discord is used.
const ofUser = 'user' as SelectMenuDefaultValueType.User;
const ofChannel = 'channel' as SelectMenuDefaultValueType.Channel;

/**
 * A modal of Discord holds five components, and a text above the fields is one of them. So an introduction or a
 * page's heading stands above at most four fields; with five, the heading goes into the title, and an
 * introduction is refused with an error (a form with a promise asks four things on its first page).
 */
export function renderForm(
  form: Form,
  page: number,
  reader: TextReader,
): APIModalInteractionResponseCallbackData {
  const shown = form.pages[page];
  if (!shown) throw new Error(`The form of /${form.path} has no page ${page}.`);
  const plain: PlainReader = { language: form.language, zone: form.zone };
  const room = componentsInModal - shown.fields.length;
  if (shown.fields.length < 1 || room < 0) {
    throw new Error(
      `Page ${page} of /${form.path} asks ${shown.fields.length} things; Discord asks 1 to ${componentsInModal}.`,
    );
  }
  const title = plainText(form.title, plain);
  const heading = plainText(shown.heading, plain);
  const count = form.pages.length > 1 ? ` ${page + 1}/${form.pages.length}` : '';
  const introduction = page === 0 ? form.introduction : [];
  const isHeaded = heading !== '' && heading !== title;

  const above: string[] = [];
  if (room > 0 && isHeaded) above.push(`**${renderText(shown.heading, reader)}**`);
  above.push(...introduction.map((text) => renderText(text, reader)));
  if (above.length > 0 && room < 1) {
    throw new Error(
      `Page ${page} of /${form.path} has an introduction and five fields; Discord has room for four beside it.`,
    );
  }
  const headed = room === 0 && isHeaded ? titleWithHeading(title, heading, count) : title;
  const components: APIModalInteractionResponseCallbackComponent[] = shown.fields.map((field) =>
    renderField(field, plain),
  );
  if (above.length > 0) components.unshift({ type: 10, content: above.join('\n\n') });
  return {
    custom_id: within(formRoute(form.id, page), customIdCharacters, 'The id of a form'),
    title: within(`${headed}${count}`, modalTitleCharacters, 'The title of a form'),
    components,
  };
}

/** The title gives way to the heading when both are too long: a page is best known by what it asks. */
function titleWithHeading(title: string, heading: string, count: string): string {
  const both = `${title} · ${heading}`;
  return both.length + count.length <= modalTitleCharacters ? both : heading;
}

function renderField(field: FormField, plain: PlainReader): APILabelComponent {
  const description = describe(field, plain);
  return {
    type: 18,
    label: within(plainText(field.label, plain), labelCharacters, 'The label of a field'),
    ...(description === undefined ? {} : { description }),
    component: renderInput(field, plain),
  };
}

/** Whether everything that was wrong stands whole on this page: nothing is to be lost on whoever has not read it yet. */
export function saysAllThatIsWrong(form: Form, page: number): boolean {
  const plain: PlainReader = { language: form.language, zone: form.zone };
  const problems = form.pages.flatMap(({ fields }, at) =>
    fields.flatMap(({ problem, question }) => (problem === undefined ? [] : [{ at, problem, question }])),
  );
  return problems.every(
    ({ at, problem, question }) =>
      at === page &&
      wrongBefore(problem, plain).length + (question === undefined ? 0 : asked(question, plain).length) <=
        descriptionCharacters,
  );
}

function wrongBefore(problem: Text, plain: PlainReader): string {
  return `⚠ ${plainText(problem, plain)}`;
}

/** After what was wrong. */
function asked(question: Text, plain: PlainReader): string {
  return ` · ${plainText(question, plain)}`;
}

/**
 * What was wrong stands before the hint; the person has read it whole in the message that led back to the form,
 * so where it is too long for this place it may end in "…", or give way to the question, which stands nowhere else.
 */
function describe({ problem, question, hint }: FormField, plain: PlainReader): string | undefined {
  if (question !== undefined) {
    const whole = problem === undefined ? '' : `${wrongBefore(problem, plain)}${asked(question, plain)}`;
    const only = `${problem === undefined ? '' : '⚠ '}${plainText(question, plain)}`;
    const shown = whole === '' || whole.length > descriptionCharacters ? only : whole;
    return within(shown, descriptionCharacters, 'What a field asks in full');
  }
  const hinted = hint && plainText(hint, plain);
  if (problem === undefined) return hinted && within(hinted, descriptionCharacters, 'The hint of a field');
  const wrong = wrongBefore(problem, plain);
  const both = hinted === undefined ? wrong : `${wrong} · ${hinted}`;
  if (both.length <= descriptionCharacters) return both;
  if (wrong.length <= descriptionCharacters) return wrong;
  return `${parted(wrong, descriptionCharacters - 1)[0]}…`;
}

function renderInput(field: FormField, plain: PlainReader): APIComponentInLabel {
  const kind = field.field;
  const common = { custom_id: field.name, required: kind.required };
  // Discord wants no minimum where nothing need be chosen, and none to be named where something must.
  const fewest = kind.required ? {} : { min_values: 0 };
  switch (kind.kind) {
    case 'text':
      return {
        ...textInput(field, kind.lines === 'many' ? 2 : 1),
        ...common,
        max_length: longest(field, kind.max),
      };
    case 'number':
    case 'date':
      return { ...textInput(field, 1), ...common };
    case 'suggested':
      return { ...textInput(field, 1, field.filledLabel), ...common };
    case 'choice':
    case 'rating':
    case 'yesNo':
      return { type: 3, ...common, ...fewest, options: renderOptions(field, plain) };
    case 'account': {
      const user =
        typeof field.filled === 'string' && isPlatformId(field.filled) ? userOf(field.filled) : undefined;
      return { type: 5, ...common, ...fewest, ...(user && { default_values: [{ id: user, type: ofUser }] }) };
    }
    case 'channel': {
      const channel =
        typeof field.filled === 'string' && isPlatformId(field.filled)
          ? readChannel(field.filled)
          : undefined;
      const filled = channel && { default_values: [{ id: channel.channel, type: ofChannel }] };
      return { type: 8, ...common, ...fewest, channel_types: [...channelKinds], ...filled };
    }
    case 'file':
      return { type: 19, ...common, ...fewest, max_values: 1 };
  }
}

function textInput(field: FormField, style: 1 | 2, label?: string): APIComponentInModalActionRow {
  // A command line holds more than an input does; what of it is too long is said beside it as the field's problem.
  const [filled = ''] = parted(label ?? textOf(field.filled) ?? '', textInputCharacters);
  return { type: 4, custom_id: field.name, style, ...(filled === '' ? {} : { value: filled }) };
}

/** What was typed must fit back in, even when it was too long: it can only be shortened where it stands. */
function longest(field: FormField, max: number): number {
  if (max > textInputCharacters)
    throw new Error(`"${field.name}" may have ${max} characters; Discord takes ${textInputCharacters}.`);
  return Math.max(max, Math.min(textOf(field.filled)?.length ?? 0, textInputCharacters));
}

function textOf(filled: RawValue | undefined): string | undefined {
  return typeof filled === 'string' || typeof filled === 'number' ? String(filled) : undefined;
}

function renderOptions(
  field: FormField,
  plain: PlainReader,
): { value: string; label: string; default?: boolean }[] {
  if (field.options.length < 1 || field.options.length > selectOptions) {
    throw new Error(
      `"${field.name}" offers ${field.options.length} choices; Discord takes 1 to ${selectOptions}.`,
    );
  }
  const chosen = typeof field.filled === 'boolean' ? (field.filled ? 'yes' : 'no') : textOf(field.filled);
  return field.options.map((option) => ({
    value: within(option.value, optionCharacters, 'The value of a choice'),
    label: within(plainText(option.label, plain), optionCharacters, 'The label of a choice'),
    ...(option.value === chosen && { default: true }),
  }));
}

/** The modal's custom_id: `form|<id>|<page>`. */
export function formRoute(id: string, page: number): string {
  return `form|${id}|${page}`;
}

/** The form and page that a modal's custom_id names; undefined when it is none of ours. */
export function readFormRoute(customId: string): { form: string; page: number } | undefined {
  const read = /^form\|(.+)\|(\d+)$/s.exec(customId);
  return read?.[1] === undefined ? undefined : { form: read[1], page: Number(read[2]) };
}
