// Forms and their drafts: what was typed is kept from the first page to the last, over restarts and bad answers.

import type { DraftValues } from '#store/records/drafts.ts';
import { isAttachment } from './attachment.ts';
import type { Command } from './command.ts';
import { type Conversation, deskFor, refuseForRights, refuseInHouse } from './conversation.ts';
import type { RawValues } from './field.ts';
import type { Form } from './form.ts';
import { mayUse } from './identify.ts';
import { makeForm } from './make-form.ts';
import { colon } from './punctuation.ts';
import { isCaseData, readValues, type Understood } from './read-values.ts';
import { type ShapedCommand, shapeCommand } from './shape-command.ts';
import { joined, type Text, value } from './text.ts';
import { type Block, route } from './view.ts';

export type Reading = Pick<Understood, 'filled' | 'labels' | 'problems'>;

/** More than any platform lets anybody write into one field. */
const longestKept = 20_000;

/** A form that is filled in already, and of which only some pages need another look. */
export interface Begun {
  readonly draft?: string | undefined;
  readonly pagesDone: readonly number[];
}

/** Opens a command's form with what was understood filled in; what was typed is stored before it is shown. */
export async function askByForm(
  conversation: Conversation,
  command: Command,
  given: RawValues,
  read: Understood,
  unread: readonly string[],
  begun: Begun = { pagesDone: [] },
): Promise<void> {
  const { asker, bot } = conversation;
  const prefilled = await bot.store.read(asker.viewer, async (records) => {
    const desk = deskFor(conversation, command, records);
    const known = (await command.prefill?.(given, desk)) ?? {};
    const again =
      Object.keys(known).length > 0 ? await readValues(command, { ...known, ...read.filled }, desk) : read;
    return { filled: { ...known, ...read.filled }, labels: { ...again.labels, ...read.labels } };
  });
  const draft = await keepDraft(conversation, command, prefilled.filled, begun.pagesDone, begun.draft);
  if (draft === undefined) return refuseInHouse(conversation, 'form.gone');
  const form = await formOf(conversation, command, draft, { ...prefilled, problems: read.problems }, unread);
  const page = pageOf(command, Object.keys(read.problems)[0]);
  await showForm(conversation, form, page);
}

/** A refused command keeps what was typed: the sentence comes with a button that opens the form again. */
export async function keepForCorrection(
  conversation: Conversation,
  command: Command,
  given: RawValues,
  sentence: Text,
  draftId: string | undefined | null,
): Promise<void> {
  const view: Block[] = [{ paragraph: sentence }];
  if (draftId !== null && command.access === 'write' && Object.keys(given).length > 0) {
    const draft = await keepDraft(conversation, command, given, [], draftId);
    const label = conversation.house('form.correctButton');
    if (draft !== undefined) view.push({ buttons: [{ label, route: route('form/open', draft, '0') }] });
  }
  await conversation.show(view);
}

/** Opens a stored draft on a page: continues it, corrects it, or resumes it another day. */
export async function openFormOf(conversation: Conversation, draftId: string, page: number): Promise<void> {
  const found = await draftOf(conversation, draftId);
  if (!found) return refuseInHouse(conversation, 'form.gone');
  const { asker, bot, tally } = conversation;
  tally.about(found.command.path);
  // A right may have been lost since the form was begun; its fields search the record.
  if (!mayUse(found.command.who, asker))
    return refuseForRights(conversation, found.command, found.command.who);
  const { command, read } = await bot.store.read(asker.viewer, async (records) => {
    const desk = deskFor(conversation, found.command, records);
    const command = await shapeCommand(found.command, found.draft.values, desk);
    return { command, read: await readValues(command, found.draft.values, desk) };
  });
  const form = await formOf(conversation, command, draftId, read, []);
  await showForm(conversation, form, page);
}

async function showForm(conversation: Conversation, form: Form, page: number): Promise<void> {
  if (await conversation.incoming.reply.openForm(form, page)) return;
  await offerForm(conversation, form, page);
}

/** A button that opens the form, where the platform cannot open it now; what is wrong in it is said above. */
export async function offerForm(
  { asker, house, show }: Conversation,
  form: Form,
  page: number,
): Promise<void> {
  const wrong = form.pages.flatMap(({ fields }) =>
    fields.flatMap(({ label, question, problem }): Text[] =>
      problem ? [[{ bold: question ?? label }, colon(asker.language), ...problem]] : [],
    ),
  );
  const isRight = wrong.length === 0;
  await show([
    { paragraph: house(isRight ? 'form.ready' : 'form.correct', { form: form.title }) },
    ...(isRight ? [] : [{ list: wrong }]),
    {
      buttons: [
        {
          label: house(isRight ? 'form.openButton' : 'form.correctButton'),
          route: route('form/open', form.id, String(page)),
          look: 'primary',
        },
      ],
    },
  ]);
}

export async function formOf(
  conversation: Conversation,
  command: ShapedCommand,
  draft: string,
  read: Reading,
  unread: readonly string[],
): Promise<Form> {
  const { asker, bot, house } = conversation;
  return bot.store.read(asker.viewer, async (records) => {
    const desk = deskFor(conversation, command, records);
    const shown = unread.filter((text) => !isCaseData(text));
    const introduction = (await command.introduction?.(read.filled, desk)) ?? [];
    const typed = joined(
      shown.map((text) => [value(text)]),
      ' · ',
    );
    const notes = shown.length > 0 ? [house('form.unread', { typed })] : [];
    return makeForm(command, { draft, ...read, introduction: [...introduction, ...notes] }, desk);
  });
}

export async function draftOf(conversation: Conversation, id: string) {
  const { asker, bot } = conversation;
  const draft = await bot.store.read({ kind: 'process' }, (records) =>
    records.drafts.byId(id, asker.account),
  );
  const command = draft && bot.commands.get(draft.path);
  return draft && command ? { draft, command } : undefined;
}

/** The draft's id; undefined when the draft that was to be filled in further is finished. */
export async function keepDraft(
  conversation: Conversation,
  command: Command,
  given: RawValues,
  pagesDone: readonly number[],
  id?: string,
): Promise<string | undefined> {
  const { asker, bot, now } = conversation;
  const values: Record<string, DraftValues[string]> = {};
  for (const [name, raw] of Object.entries(given)) {
    const field = Object.hasOwn(command.asks, name) ? command.asks[name] : undefined;
    const isSecret = field?.kind === 'text' && field.secret;
    const isKept = !isSecret && !isAttachment(raw) && !isCaseData(raw) && String(raw).length <= longestKept;
    if (field !== undefined && isKept) values[name] = raw;
  }
  const { account, channel } = asker;
  const filled = { path: command.path, account, channel, values, pagesDone };
  const draft = await bot.store.write({ viewer: asker.viewer, actor: account, now }, ({ drafts }) =>
    id === undefined ? drafts.keep(filled) : drafts.keep({ ...filled, id }),
  );
  return draft?.id;
}

/** Pages on which nothing is wrong. */
export function pagesRight(command: Command, problems: Readonly<Record<string, Text>>): readonly number[] {
  return command.pages.flatMap((page, index) => (page.some((field) => field in problems) ? [] : [index]));
}

export function pageOf(command: Command, field: string | undefined): number {
  return Math.max(0, field === undefined ? 0 : command.pages.findIndex((page) => page.includes(field)));
}
