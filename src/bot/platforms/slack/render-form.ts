// Draws a form as one Slack modal: all its pages below one another, each field as the input that suits it.
import type * as types from '@slack/types';
import { isAttachment } from '#bot/attachment.ts';
import type { RawValue } from '#bot/field.ts';
import type { Form, FormField } from '#bot/form.ts';
import type { Text } from '#bot/text.ts';
import { actionIdOf, blockIdOf } from './form-blocks.ts';
import { limits, within } from './limits.ts';
import { type Pen, plain } from './render-text.ts';
import { optionOf, plainTextOf } from './render-view.ts';
import { splitText } from './split-text.ts';

/** The `callback_id` of every form. */
const formCallbackId = 'form';

/** What the modal must bring back besides the answers; `metadata` at most 3,000 characters. */
export function renderForm(form: Form, pen: Pen, metadata: string): types.ModalView {
  const several = form.pages.length > 1;
  const blocks = [
    ...form.introduction.flatMap((text) => said(text, pen)),
    ...form.pages.flatMap((page) => [
      ...(several ? pageHeading(page.heading, pen) : []),
      ...page.fields.flatMap((field) => fieldBlocks(field, form, pen)),
    ]),
  ];
  return {
    type: 'modal',
    callback_id: formCallbackId,
    private_metadata: within(metadata, limits.privateMetadata, 'The private metadata of a form'),
    title: plainTextOf(
      within(plain(form.title, pen), limits.modalTitle, `The title of the form /${form.path}`),
    ),
    submit: plainTextOf(
      within(plain(form.submit, pen), limits.modalSubmit, `The submit button of the form /${form.path}`),
    ),
    blocks: within(blocks, limits.blocksPerModal, `The form /${form.path}`),
  };
}

function said(text: Text, pen: Pen): types.KnownBlock[] {
  return splitText(plain(text, pen), limits.sectionText.most).map((part) => ({
    type: 'section',
    text: plainTextOf(part),
  }));
}

function pageHeading(heading: Text, pen: Pen): types.KnownBlock[] {
  const words = plain(heading, pen);
  if (words === '') return [];
  return words.length > limits.headerText.most
    ? said(heading, pen)
    : [{ type: 'header', text: plainTextOf(words) }];
}

function fieldBlocks(field: FormField, form: Form, pen: Pen): types.KnownBlock[] {
  const { element, lost } = elementOf(field, pen);
  return [
    ...(field.problem ? small(`⚠️ ${plain(field.problem, pen)}`) : []),
    // What was typed but cannot stand in this kind of input is still shown: nobody types it from memory.
    ...(lost === undefined ? [] : small(`✏️ ${lost}`)),
    {
      type: 'input',
      block_id: within(blockIdOf(field.name, form.id), limits.blockId, `The field ${field.name}`),
      label: plainTextOf(
        within(plain(field.question ?? field.label, pen), limits.inputLabel, `The label of ${field.name}`),
      ),
      optional: !field.field.required,
      element,
      ...(field.hint
        ? { hint: plainTextOf(within(plain(field.hint, pen), limits.inputLabel, 'A hint')) }
        : {}),
    },
  ];
}

function small(text: string): types.KnownBlock[] {
  return splitText(text, limits.sectionText.most).map((part) => ({
    type: 'context',
    elements: [plainTextOf(part)],
  }));
}

interface Drawn {
  readonly element: types.InputBlock['element'];
  /** What was typed and could not be put into the element. */
  readonly lost?: string | undefined;
}

function elementOf(asked: FormField, pen: Pen): Drawn {
  const { field, filled } = asked;
  const action_id = actionIdOf(field.kind, asked.name);
  const typed = asTyped(filled, asked.filledLabel);
  switch (field.kind) {
    case 'text':
      return textInput(action_id, typed, field.lines === 'many', field.max);
    case 'number':
      return numberInput(action_id, typed, field.min, field.max);
    case 'date': {
      const date = isoDate(typed);
      const element: types.Datepicker = {
        type: 'datepicker',
        action_id,
        ...(date ? { initial_date: date } : {}),
      };
      return { element, lost: date === undefined ? typed : undefined };
    }
    case 'choice':
    case 'rating':
    case 'yesNo':
      return oneOf(asked, pen, field.kind !== 'choice');
    case 'suggested': {
      const known = typeof filled === 'string' && asked.filledLabel !== undefined;
      const chosen = known ? optionOf(filled, asked.filledLabel) : undefined;
      return {
        element: {
          type: 'external_select',
          action_id,
          min_query_length: 0,
          ...(chosen ? { initial_option: chosen } : {}),
        },
        lost: known ? undefined : typed,
      };
    }
    case 'account': {
      const id = idHere(filled, pen);
      return {
        element: { type: 'users_select', action_id, ...(id ? { initial_user: id } : {}) },
        lost: id ? undefined : typed,
      };
    }
    case 'channel': {
      const id = idHere(filled, pen);
      return {
        element: {
          type: 'conversations_select',
          action_id,
          filter: { include: ['public', 'private'], exclude_bot_users: true },
          ...(id ? { initial_conversation: id } : {}),
        },
        lost: id ? undefined : typed,
      };
    }
    case 'file':
      return {
        element: { type: 'file_input', action_id, max_files: 1, ...fileTypes(field.accepts) },
        lost: typed,
      };
  }
}

function asTyped(filled: RawValue | undefined, label: string | undefined): string | undefined {
  if (filled === undefined || filled === '') return undefined;
  if (isAttachment(filled)) return filled.name;
  return label ?? (Array.isArray(filled) ? filled.join(', ') : String(filled));
}

function textInput(action_id: string, typed: string | undefined, multiline: boolean, max: number): Drawn {
  const most = limits.inputText.most;
  const long = typed !== undefined && typed.length > most;
  // A text over its limit goes back whole, so that its writer can shorten it; the bot says that it is too long.
  const room = typed !== undefined && typed.length > max ? most : Math.min(max, most);
  return {
    element: {
      type: 'plain_text_input',
      action_id,
      multiline: multiline || (typed?.includes('\n') ?? false),
      max_length: room,
      ...(typed === undefined ? {} : { initial_value: long ? (splitText(typed, most)[0] ?? '') : typed }),
    },
    lost: long ? typed : undefined,
  };
}

function numberInput(action_id: string, typed: string | undefined, min: number, max: number): Drawn {
  const digits = typed === undefined ? undefined : westernDigits(typed.trim());
  const fits =
    digits !== undefined && /^-?\d+$/.test(digits) && Number(digits) >= min && Number(digits) <= max;
  return {
    element: {
      type: 'number_input',
      action_id,
      is_decimal_allowed: false,
      min_value: String(min),
      max_value: String(max),
      ...(fits ? { initial_value: digits } : {}),
    },
    lost: fits ? undefined : typed,
  };
}

function westernDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) % 16));
}

/** A choice as radio buttons where all of it can be seen at a glance, else as a menu. */
function oneOf(asked: FormField, pen: Pen, alwaysInSight: boolean): Drawn {
  const options = asked.options.map((option) => optionOf(option.value, plain(option.label, pen)));
  const wanted = wantedOption(asked.filled);
  const initial = options.find((option) => option.value === wanted);
  const lost = initial ? undefined : asTyped(asked.filled, asked.filledLabel);
  const inSight =
    options.length <= limits.radioOptions.most && (alwaysInSight || options.length <= radiosAtMost);
  const chosen = initial ? { initial_option: initial } : {};
  const action_id = actionIdOf(asked.field.kind, asked.name);
  if (inSight) return { element: { type: 'radio_buttons', action_id, options, ...chosen }, lost };
  const menu = within(options, limits.selectOptions, `The options of ${asked.name}`);
  return { element: { type: 'static_select', action_id, options: menu, ...chosen }, lost };
}

function wantedOption(filled: RawValue | undefined): string | undefined {
  if (typeof filled === 'boolean') return filled ? 'yes' : 'no';
  return filled === undefined ? undefined : String(filled);
}

/** More of them push the other questions off the screen. */
const radiosAtMost = 5;

function isoDate(typed: string | undefined): string | undefined {
  if (typed === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(typed)) return undefined;
  try {
    return Temporal.PlainDate.from(typed, { overflow: 'reject' }).toString();
  } catch {
    return undefined;
  }
}

/** The Slack id in an account's or channel's id, when it is of this workspace. */
function idHere(filled: RawValue | undefined, pen: Pen): string | undefined {
  const here = `slack:${pen.team}:`;
  return typeof filled === 'string' && filled.startsWith(here) ? filled.slice(here.length) : undefined;
}

/** Slack names kinds of files by their endings; a kind without one here is left to the bot's own check. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/pdf': ['pdf'],
  'text/csv': ['csv'],
  'text/plain': ['txt', 'text'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
};

function fileTypes(accepts: readonly string[]): { filetypes?: string[] } {
  const known = accepts.map((type) => endings[type]);
  if (known.length === 0 || known.some((one) => one === undefined)) return {};
  return { filetypes: known.flatMap((one) => one ?? []) };
}
