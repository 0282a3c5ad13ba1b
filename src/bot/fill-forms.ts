// Forms and their drafts: what was typed is kept from the first page to the last, over restarts and bad answers.
import { isAttachment } from './attachment.ts';
import type { Command } from './command.ts';
import { answerFrom, type Conversation, deskFor, refuseInHouse } from './converse.ts';
import type { RawValues } from './field.ts';
import type { Form } from './form.ts';
import { makeForm } from './make-form.ts';
import type { Submitted } from './platform.ts';
import { readValues, type Understood } from './read-values.ts';
import { joined, type Text, value } from './text.ts';
import { type Block, route } from './view.ts';
import type { DraftValues } from '#store/records/drafts.ts';

type Reading = Pick<Understood, 'filled' | 'labels' | 'problems'>;

/** Opens a command's form with what was understood filled in; what was typed is stored before it is shown. */
export async function askByForm(
  conversation: Conversation,
  command: Command,
  given: RawValues,
  read: Understood,
  unread: readonly string[],
  draftId?: string,
): Promise<void> {
  const { asker, bot } = conversation;
  const prefilled = await bot.store.read(asker.viewer, async (records) => {
    const desk = deskFor(conversation, command, records);
    const known = (await command.prefill?.(given, desk)) ?? {};
    const again = Object.keys(known).length > 0 ? await readValues(command, { ...known, ...read.filled }, desk) : read;
    return { filled: { ...known, ...read.filled }, labels: { ...again.labels, ...read.labels } };
  });
  const draft = await keep(conversation, command, prefilled.filled, [], draftId);
  const form = await formOf(conversation, command, draft, { ...prefilled, problems: read.problems }, unread);
  const page = pageOf(command, Object.keys(read.problems)[0]);
  await showForm(conversation, form, page);
}

/** A whole or partial submission: keeps it, then corrects, continues or runs. */
export async function submitForm(conversation: Conversation, submitted: Submitted): Promise<void> {
  const { asker, bot, incoming } = conversation;
  const found = await draftOf(conversation, submitted.form);
  if (!found) return refuseInHouse(conversation, 'form.gone');
  const { command, draft } = found;
  const earlier = Object.fromEntries(Object.entries(draft.values).filter(([name]) => !submitted.shown.includes(name)));
  const asShown = await leftAsShown(conversation, command, draft.values, submitted);
  const given: RawValues = { ...earlier, ...submitted.values, ...asShown };
  const pagesDone = [...new Set([...draft.pagesDone, ...pagesCovered(command, submitted.shown)])];
  await keep(conversation, command, given, pagesDone, draft.id);

  const read = await bot.store.read(asker.viewer, (records) => readValues(command, given, deskFor(conversation, command, records)));
  const wrong = wrongAmong(conversation, command, read, pagesDone);
  if (Object.keys(wrong).length > 0) return askAgain(conversation, command, draft.id, { ...read, problems: wrong }, submitted);
  const nextPage = command.pages.findIndex((_, page) => !pagesDone.includes(page));
  if (nextPage >= 0) return offerPage(conversation, command, draft.id, nextPage);
  await answerFrom({ ...conversation, incoming }, command, given, { draft: draft.id });
}

/** Where a form can only show text, a found thing stands in it by its name; left as it was, it still means the same. */
async function leftAsShown(
  conversation: Conversation,
  command: Command,
  known: RawValues,
  submitted: Submitted,
): Promise<Readonly<Record<string, string>>> {
  const { asker, bot } = conversation;
  return bot.store.read(asker.viewer, async (records) => {
    const desk = deskFor(conversation, command, records);
    const same: Record<string, string> = {};
    for (const [name, shown] of Object.entries(submitted.values)) {
      const field = command.asks[name];
      const id = known[name];
      if (field?.kind !== 'suggested' || typeof id !== 'string' || typeof shown !== 'string') continue;
      const found = await field.find(id, desk, known);
      if (found && found.label === shown.trim()) same[name] = found.id;
    }
    return same;
  });
}

/** A page's wrong answers, required ones left empty among them. */
function wrongAmong(conversation: Conversation, command: Command, read: Understood, pagesDone: readonly number[]): Record<string, Text> {
  const shown = pagesDone.flatMap((page) => command.pages[page] ?? []);
  const wrong: Record<string, Text> = {};
  for (const name of shown) {
    const problem = read.problems[name] ?? (read.missing.includes(name) ? conversation.house('field.empty') : undefined);
    if (problem) wrong[name] = problem;
  }
  return wrong;
}

async function askAgain(conversation: Conversation, command: Command, draft: string, read: Reading, submitted: Submitted): Promise<void> {
  const form = await formOf(conversation, command, draft, read, []);
  const inShown = Object.fromEntries(Object.entries(read.problems).filter(([name]) => submitted.shown.includes(name)));
  if (Object.keys(inShown).length > 0 && (await conversation.incoming.reply.mark(inShown, form))) return;
  const page = pageOf(command, Object.keys(read.problems)[0]);
  await conversation.show([
    { paragraph: conversation.house('form.correct', { form: form.title }) },
    { list: problemLines(command, read.problems, conversation) },
    { buttons: [{ label: conversation.house('form.correctButton'), route: route('form/correct', draft, String(page)), look: 'primary' }] },
  ]);
}

function problemLines(command: Command, problems: Readonly<Record<string, Text>>, conversation: Conversation): readonly Text[] {
  const say = command.words.in(conversation.asker.language);
  return Object.entries(problems).map(([name, problem]) => [{ bold: say(`field.${name}.label`) }, ': ', ...problem]);
}

async function offerPage(conversation: Conversation, command: Command, draft: string, page: number): Promise<void> {
  const { house } = conversation;
  await conversation.show([
    { paragraph: house('form.kept', { done: page, pages: command.pages.length }) },
    {
      buttons: [
        { label: house('form.continue', { page: page + 1, pages: command.pages.length }), route: route('form/continue', draft, String(page)), look: 'primary' },
      ],
    },
  ]);
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
    const draft = await keep(conversation, command, given, [], draftId);
    view.push({ buttons: [{ label: conversation.house('form.correctButton'), route: route('form/correct', draft, '0') }] });
  }
  await conversation.show(view);
}

/** Opens a stored draft on a page: continues it, corrects it, or resumes it another day. */
export async function openFormOf(conversation: Conversation, draftId: string, page: number): Promise<void> {
  const found = await draftOf(conversation, draftId);
  if (!found) return refuseInHouse(conversation, 'form.gone');
  const { asker, bot } = conversation;
  const read = await bot.store.read(asker.viewer, (records) =>
    readValues(found.command, found.draft.values, deskFor(conversation, found.command, records)),
  );
  const form = await formOf(conversation, found.command, draftId, read, []);
  await showForm(conversation, form, page);
}

export const continueForm = openFormOf;
export const correctForm = openFormOf;

async function showForm(conversation: Conversation, form: Form, page: number): Promise<void> {
  if (await conversation.incoming.reply.openForm(form, page)) return;
  await conversation.show([
    { paragraph: conversation.house('form.ready', { form: form.title }) },
    { buttons: [{ label: conversation.house('form.openButton'), route: route('form/open', form.id, String(page)), look: 'primary' }] },
  ]);
}

async function formOf(conversation: Conversation, command: Command, draft: string, read: Reading, unread: readonly string[]): Promise<Form> {
  const { asker, bot, house } = conversation;
  return bot.store.read(asker.viewer, async (records) => {
    const desk = deskFor(conversation, command, records);
    const introduction = (await command.introduction?.(read.filled, desk)) ?? [];
    const typed = joined(unread.map((text) => [value(text)]), ' · ');
    const notes = unread.length > 0 ? [house('form.unread', { typed })] : [];
    return makeForm(command, { draft, ...read, introduction: [...introduction, ...notes] }, desk);
  });
}

async function draftOf(conversation: Conversation, id: string) {
  const { asker, bot } = conversation;
  const draft = await bot.store.read({ kind: 'process' }, (records) => records.drafts.byId(id, asker.account));
  const command = draft && bot.commands.get(draft.path);
  return draft && command ? { draft, command } : undefined;
}

async function keep(conversation: Conversation, command: Command, given: RawValues, pagesDone: readonly number[], id?: string): Promise<string> {
  const { asker, bot, now } = conversation;
  const values: Record<string, DraftValues[string]> = {};
  for (const [name, raw] of Object.entries(given)) if (!isAttachment(raw)) values[name] = raw;
  const draft = await bot.store.write({ viewer: asker.viewer, actor: asker.account, now }, (records) =>
    records.drafts.keep({ ...(id === undefined ? {} : { id }), path: command.path, account: asker.account, channel: asker.channel, values, pagesDone }),
  );
  return draft.id;
}

function pageOf(command: Command, field: string | undefined): number {
  return Math.max(0, field === undefined ? 0 : command.pages.findIndex((page) => page.includes(field)));
}

function pagesCovered(command: Command, shown: readonly string[]): readonly number[] {
  return command.pages.flatMap((fields, page) => (fields.every((field) => shown.includes(field)) ? [page] : []));
}
