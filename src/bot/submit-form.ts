// A submitted page or form: kept first, then corrected, continued, or run.
import type { Command } from './command.ts';
import { type Conversation, deskFor, refuseForRights, refuseInHouse, refuseUntied } from './conversation.ts';
import { answerFrom } from './converse.ts';
import type { RawValues } from './field.ts';
import { draftOf, formOf, keepDraft, offerForm, pageOf } from './fill-forms.ts';
import { isUntied, mayUse } from './identify.ts';
import type { Submitted } from './platform.ts';
import { readValues, type Understood } from './read-values.ts';
import { shapeCommand } from './shape-command.ts';
import type { Text } from './text.ts';
import { route } from './view.ts';

/** A whole or partial submission: keeps it, then corrects, continues or runs. */
export async function submitForm(conversation: Conversation, submitted: Submitted): Promise<void> {
  const { asker, bot, incoming } = conversation;
  const found = await draftOf(conversation, submitted.form);
  if (!found) return refuseInHouse(conversation, 'form.gone');
  const { command: plain, draft } = found;
  conversation.tally.about(plain.path);
  if (isUntied(asker) && !plain.servesUntied) return refuseUntied(conversation, plain);
  if (!mayUse(plain.who, asker)) return refuseForRights(conversation, plain, plain.who);
  const earlier = Object.fromEntries(
    Object.entries(draft.values).filter(([name]) => !submitted.shown.includes(name)),
  );
  const command = await bot.store.read(asker.viewer, (records) =>
    shapeCommand(plain, { ...earlier, ...submitted.values }, deskFor(conversation, plain, records)),
  );
  const asShown = await leftAsShown(conversation, command, draft.values, submitted);
  const given: RawValues = { ...earlier, ...submitted.values, ...asShown };
  const pagesDone = [...new Set([...draft.pagesDone, ...pagesCovered(command, submitted.shown)])];
  if ((await keepDraft(conversation, command, given, pagesDone, draft.id)) === undefined)
    return refuseInHouse(conversation, 'form.gone');

  const read = await bot.store.read(asker.viewer, (records) =>
    readValues(command, given, deskFor(conversation, command, records)),
  );
  const wrong = wrongAmong(conversation, command, read, pagesDone);
  if (Object.keys(wrong).length > 0)
    return askAgain(conversation, command, draft.id, { ...read, problems: wrong }, submitted);
  const nextPage = command.pages.findIndex((_, page) => !pagesDone.includes(page));
  if (nextPage >= 0) return offerPage(conversation, command, draft.id, nextPage);
  await answerFrom({ ...conversation, incoming }, plain, given, { draft: draft.id });
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
function wrongAmong(
  conversation: Conversation,
  command: Command,
  read: Understood,
  pagesDone: readonly number[],
): Record<string, Text> {
  const shown = pagesDone.flatMap((page) => command.pages[page] ?? []);
  const wrong: Record<string, Text> = {};
  for (const name of shown) {
    const problem =
      read.problems[name] ?? (read.missing.includes(name) ? conversation.house('field.empty') : undefined);
    if (problem) wrong[name] = problem;
  }
  return wrong;
}

async function askAgain(
  conversation: Conversation,
  command: Command,
  draft: string,
  read: Understood,
  submitted: Submitted,
): Promise<void> {
  conversation.tally.came('corrected');
  const form = await formOf(conversation, command, draft, read, []);
  const inShown = Object.fromEntries(
    Object.entries(read.problems).filter(([name]) => submitted.shown.includes(name)),
  );
  // A form that is marked in place still shows what was typed.
  const mayStay = read.forgotten.length === 0;
  if (mayStay && Object.keys(inShown).length > 0 && (await conversation.incoming.reply.mark(inShown, form)))
    return;
  await offerForm(conversation, form, pageOf(command, Object.keys(read.problems)[0]));
}

async function offerPage(
  conversation: Conversation,
  command: Command,
  draft: string,
  page: number,
): Promise<void> {
  const { house } = conversation;
  await conversation.show([
    { paragraph: house('form.kept', { done: page, pages: command.pages.length }) },
    {
      buttons: [
        {
          label: house('form.continue', { page: page + 1, pages: command.pages.length }),
          route: route('form/open', draft, String(page)),
          look: 'primary',
        },
      ],
    },
  ]);
}

function pagesCovered(command: Command, shown: readonly string[]): readonly number[] {
  return command.pages.flatMap((fields, page) =>
    fields.every((field) => shown.includes(field)) ? [page] : [],
  );
}
