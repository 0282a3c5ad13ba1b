// Names the blocks of a form's inputs, and reads the answers back out of a submitted modal.
import type { Attachment } from '#bot/attachment.ts';
import type { Field, RawValue, RawValues } from '#bot/field.ts';

/**
 * The form's id is part of the name: Slack keeps what was typed when a modal is redrawn with the same names, and
 * must not keep it when another form takes its place.
 */
export function blockIdOf(field: string, form: string): string {
  return `${field}|${form}`;
}

export function fieldOfBlock(blockId: string): string {
  return blockId.split('|', 1)[0] ?? '';
}

/** The kind of field comes first, so that an answer can be read without the form. */
export function actionIdOf(kind: Field['kind'], field: string): string {
  return `${kind}|${field}`;
}

/** A file as Slack describes it in an answer. */
export interface SlackFile {
  readonly id: string;
  readonly name?: string;
  readonly mimetype?: string;
  readonly size?: number;
  readonly url_private_download?: string;
  readonly url_private?: string;
}

/** One input's state; only what Attaché's inputs can hold. */
interface InputState {
  readonly value?: string | null;
  readonly selected_option?: { readonly value: string } | null;
  readonly selected_date?: string | null;
  readonly selected_user?: string | null;
  readonly selected_conversation?: string | null;
  readonly files?: readonly SlackFile[];
}

export interface FormState {
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Which answers were given, by field; one left empty is absent. `attach` makes a Slack file an attachment. */
export async function readForm(
  state: FormState,
  team: string,
  attach: (file: SlackFile) => Promise<Attachment>,
): Promise<RawValues> {
  const values: Record<string, RawValue> = {};
  for (const [blockId, actions] of Object.entries(state.values)) {
    for (const [action, input] of Object.entries(actions)) {
      const kind = action.split('|', 1)[0] ?? '';
      const read = isInput(input) ? await readInput(kind, input, team, attach) : undefined;
      if (read !== undefined && read !== '') values[fieldOfBlock(blockId)] = read;
    }
  }
  return values;
}

function isInput(input: unknown): input is InputState {
  return typeof input === 'object' && input !== null;
}

async function readInput(
  kind: string,
  input: InputState,
  team: string,
  attach: (file: SlackFile) => Promise<Attachment>,
): Promise<RawValue | undefined> {
  // The kinds of `Field`; anything else was not drawn by us.
  switch (kind as Field['kind']) {
    case 'text':
      return input.value ?? undefined;
    case 'number':
      return input.value ? Number(input.value) : undefined;
    case 'rating':
      return input.selected_option ? Number(input.selected_option.value) : undefined;
    case 'yesNo':
      return input.selected_option ? input.selected_option.value === 'yes' : undefined;
    case 'choice':
    case 'suggested':
      return input.selected_option?.value;
    case 'date':
      return input.selected_date ?? undefined;
    case 'account':
      return input.selected_user ? `slack:${team}:${input.selected_user}` : undefined;
    case 'channel':
      return input.selected_conversation ? `slack:${team}:${input.selected_conversation}` : undefined;
    case 'file':
      return input.files?.[0] ? attach(input.files[0]) : undefined;
    default:
      return undefined;
  }
}
