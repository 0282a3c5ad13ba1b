// One conversation turn: checks the right, reads the answers, runs the handler in its transaction, then speaks.
import { Conflict } from '#store/store.ts';
import type { Answer } from './answer.ts';
import { inHand } from './attachment.ts';
import type { Command, Desk, Outcome, Press } from './command.ts';
import { type Conversation, deskFor, refuseForRights, refuseUntied } from './conversation.ts';
import type { RawValues } from './field.ts';
import { askByForm, keepForCorrection, pagesRight } from './fill-forms.ts';
import { gather } from './gather.ts';
import { countGuess } from './guesses.ts';
import { isUntied, mayUse } from './identify.ts';
import { keepAnswers } from './keep-answers.ts';
import { readValues, type Understood } from './read-values.ts';
import { shapeCommand } from './shape-command.ts';
import type { View } from './view.ts';
import { withFiles } from './with-files.ts';

export interface Turn {
  /** What was typed and could not be matched to an option. */
  readonly unread?: readonly string[];
  /** A button's handler instead of the command's own. */
  readonly press?: Press<string> & { readonly ids: readonly string[]; readonly chosen: string | undefined };
  /** The draft that the answers came from; finished when the change is kept. */
  readonly draft?: string;
  /** The form is opened even when nothing is missing. */
  readonly openForm?: boolean;
}

/** Leaves a transaction without keeping it. */
class Refused extends Error {
  readonly answer: Answer;
  constructor(answer: Answer) {
    super('refused');
    this.answer = answer;
  }
}

class Repeated extends Error {}

/** The form was submitted already, here or on another device. */
class Finished extends Error {}

/** From a command and what was given to it, to everything being said. */
export async function answerFrom(
  arrived: Conversation,
  plain: Command,
  given: RawValues,
  turn: Turn,
): Promise<void> {
  const { tally, asker } = arrived;
  tally.about(plain.path);
  const who = turn.press?.who ?? plain.who;
  if (isUntied(asker) && !plain.servesUntied) return refuseUntied(arrived, plain);
  if (!mayUse(who, asker)) return refuseForRights(arrived, plain, who);
  const conversation = await gather(arrived, plain);
  if (turn.press) {
    const { press, ids, chosen, access } = turn.press;
    return speak(
      conversation,
      plain,
      await run(conversation, plain, access, turn, (desk) => press(ids, desk, chosen)),
      given,
      turn,
    );
  }
  const { command, read } = await look(conversation, plain, given);
  // Nothing was wrong with what was typed, so there is nothing to keep for a correction.
  if ('refused' in read) return speak(conversation, command, [read.refused], {}, turn);
  const unread = turn.unread ?? [];
  const wrong = Object.keys(read.problems).length > 0 || unread.length > 0;
  const incomplete = wrong || read.missing.length > 0;
  if (command.pages.length > 0 && (incomplete || turn.openForm)) {
    if (wrong) tally.came('corrected');
    return askByForm(conversation, command, given, read, unread);
  }
  const guess = await countGuess(conversation, command, read.values);
  if (guess.heldUp) return keepForCorrection(conversation, command, read.filled, guess.heldUp, turn.draft);
  const values = await inHand(read.values, command.asks, asker.language);
  const outcome = await run(conversation, command, command.access, turn, async (desk) => {
    const answers = listed(await command.run(values, desk));
    if (!refusalAmong(answers)) await guess.wasRight(desk.records);
    return answers;
  });
  await speak(conversation, command, outcome, read.filled, turn);
}

/** Reads the answers with the asker's eyes, to what is asked this time; a command may refuse here, before anybody fills a form in vain. */
async function look(
  conversation: Conversation,
  plain: Command,
  given: RawValues,
): Promise<{ command: Command; read: Understood | { refused: Answer } }> {
  return conversation.bot.store.read(conversation.asker.viewer, async (records) => {
    const desk = deskFor(conversation, plain, records);
    const refused = await plain.admit?.(given, desk);
    if (refused) return { command: plain, read: { refused } };
    const command = await shapeCommand(plain, given, desk);
    return { command, read: await readValues(command, given, desk) };
  });
}

/** Runs a handler once for each incoming key; undefined when this one has had its effect already. */
async function run(
  conversation: Conversation,
  command: Command,
  access: 'read' | 'write',
  turn: Turn,
  handler: (desk: Desk) => Promise<Outcome>,
): Promise<readonly Answer[] | undefined> {
  const { asker, bot, incoming, now, tally } = conversation;
  // An account is personal data, and the audit is for ever: whom a stranger's act made a person of is its subject.
  const act = { viewer: asker.viewer, actor: asker.person?.id ?? 'stranger', now };
  if (access === 'read') {
    const answers = await bot.store.read(asker.viewer, async (records) =>
      listed(await handler(deskFor(conversation, command, records))),
    );
    if (answers.some((answer) => 'tell' in answer || 'announce' in answer || 'revise' in answer))
      throw new Error(`A reading handler of /${command.path} tells others, which only a writing one can.`);
    const { draft } = turn;
    if (draft !== undefined && !refusalAmong(answers))
      await bot.store.write(act, (records) => records.drafts.finish(draft));
    return answers;
  }
  try {
    const kept = await bot.store.write(act, async (records) => {
      if (!(await records.claim(incoming.key))) throw new Repeated();
      if (!command.nameless) await records.people.noteSeen(asker.account, now);
      if (turn.draft !== undefined && !(await records.drafts.finish(turn.draft))) throw new Finished();
      const answers = listed(await handler(deskFor(conversation, command, records)));
      const refusal = refusalAmong(answers);
      if (refusal) throw new Refused(refusal);
      await keepAnswers(records, answers, bot.messages, {
        cause: command.path,
        startedBy: asker.person?.id,
      });
      return answers;
    });
    return kept;
  } catch (stopped) {
    if (stopped instanceof Refused) return [stopped.answer];
    if (stopped instanceof Repeated) {
      tally.came('repeated');
      // The process that had begun to answer it has died: the effect is there, and nobody was told.
      if (bot.intake.isResumed(incoming.key))
        return [{ reply: [{ paragraph: conversation.house('resumed') }] }];
      return undefined;
    }
    const gone = stopped instanceof Finished;
    if (!gone && !(stopped instanceof Conflict)) throw stopped;
    tally.came(gone ? 'repeated' : 'refused');
    return [{ reply: [{ paragraph: conversation.house(gone ? 'form.gone' : 'refused.conflict') }] }];
  }
}

function refusalAmong(answers: readonly Answer[]): Answer | undefined {
  return answers.find((answer) => 'refuse' in answer || 'correct' in answer);
}

function listed(outcome: Outcome): readonly Answer[] {
  // TypeScript does not take a readonly array out of a union by `isArray`.
  return Array.isArray(outcome) ? outcome : [outcome as Answer];
}

/** Says what was answered, now that it is kept. */
async function speak(
  conversation: Conversation,
  command: Command,
  answers: readonly Answer[] | undefined,
  given: RawValues,
  turn: Turn,
): Promise<void> {
  if (!answers) return;
  const { asker, incoming } = conversation;
  for (const answer of answers) {
    const drawing = (view: View) => ({ view, language: asker.language, zone: asker.zone });
    if ('reply' in answer) {
      await incoming.reply.show(
        drawing(await withFiles(answer.reply, conversation.house)),
        command.answers === 'publicly' ? 'everybody' : 'asker',
      );
    } else if ('update' in answer) {
      await incoming.reply.update(drawing(await withFiles(answer.update, conversation.house)));
    } else if ('refuse' in answer) {
      conversation.tally.came('refused');
      const sentence = command.words.in(asker.language)(answer.refuse.words, answer.refuse.facts);
      await keepForCorrection(
        conversation,
        command,
        given,
        sentence,
        turn.press === undefined ? turn.draft : null,
      );
    } else if ('correct' in answer) {
      conversation.tally.came('corrected');
      // What was found stands in the form by its name, as it was typed.
      const { labels } = await conversation.bot.store.read(asker.viewer, (records) =>
        readValues(command, given, deskFor(conversation, command, records)),
      );
      const read = {
        ...{ values: {}, missing: [], forgotten: [] },
        ...{ filled: given, labels, problems: answer.correct },
      };
      const begun = { draft: turn.draft, pagesDone: pagesRight(command, answer.correct) };
      await askByForm(conversation, command, given, read, [], begun);
    } else if ('open' in answer) {
      const next = conversation.bot.commands.get(answer.open);
      if (!next) throw new Error(`There is no command "${answer.open}" to open.`);
      await answerFrom(conversation, next, answer.values, { openForm: true });
    }
  }
}
