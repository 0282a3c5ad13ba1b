// How answers are released: in parts that share nobody, a test before a course with the one after it; then links are wiped.
import { createHmac } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { readSetting } from '#exchange/hub-settings.ts';
import type { Item } from '#exchange/questionnaire.ts';
import {
  type Gain,
  gainOf,
  gainsTogether,
  type Part,
  pair,
  partsOf,
  type Told,
  together,
  toldOf,
} from '#exchange/release.ts';
import { randomText } from '../ids.ts';
import type { RecordContext } from './context.ts';
import type { FeedbackRound } from './feedback.ts';
import { type AnswerRow, layDown } from './feedback-answers.ts';
import { itemsOf } from './questionnaires.ts';

const nothingTold: Told = { released: 0, tallies: {}, alike: {} };

/**
 * Writes the answers of a round anew in the order of their random keys: where a database had put them, and which
 * transaction had written them, told in which order people answered. `change` may change them, or leave them out.
 */
export async function layInOrderOfKeys(
  context: RecordContext,
  round: string,
  change: (row: AnswerRow) => AnswerRow | undefined = (row) => row,
): Promise<void> {
  const { feedbackAnswers } = context.tables;
  const rows = await context.db.delete(feedbackAnswers).where(eq(feedbackAnswers.round, round)).returning();
  await layDown(
    context,
    rows.flatMap((row) => change(row) ?? []),
  );
  context.noteErased();
}

/** From the first test of a course on, what the answers of one person are joined by; undefined where nothing is joined. */
export async function linkFor(
  context: RecordContext,
  { course, set }: FeedbackRound,
  person: string,
): Promise<string | null> {
  if (course === null || (set !== 'pre-test' && set !== 'post-test')) return null;
  const secret = await keyOf(context, course);
  return secret === undefined ? null : createHmac('sha256', secret).update(person).digest('base64url');
}

export async function makeKey({ db, tables }: RecordContext, course: string): Promise<void> {
  const { feedbackKeys } = tables;
  await db
    .insert(feedbackKeys)
    .values({ course, secret: randomText(52) })
    .onConflictDoNothing();
}

async function keyOf({ db, tables }: RecordContext, course: string): Promise<string | undefined> {
  const { feedbackKeys } = tables;
  const [row] = await db
    .select({ secret: feedbackKeys.secret })
    .from(feedbackKeys)
    .where(eq(feedbackKeys.course, course));
  return row?.secret;
}

/** Releases those that wait, as far as they are enough to be among each other; how many of this round they were. */
export async function releaseWaiting(context: RecordContext, round: FeedbackRound): Promise<number> {
  const { course, set } = round;
  // A test before a course waits for the one after it, as long as there may be one.
  if (set === 'pre-test' && course !== null && (await keyOf(context, course)) !== undefined) return 0;
  if (set === 'post-test' && course !== null) {
    const before = (await roundsOf(context, course)).find((one) => one.set === 'pre-test');
    if (before?.state === 'closed') return await releasePaired(context, before, round);
  }
  const least = await minimum(context);
  return await addBatches(context, round, [partsOf(await waitingIn(context, round.id), least)]);
}

async function releasePaired(
  context: RecordContext,
  before: FeedbackRound,
  after: FeedbackRound,
): Promise<number> {
  const least = await minimum(context);
  const paired = pair(await waitingIn(context, before.id), await waitingIn(context, after.id), least);
  const { both, beforeAlone, afterAlone } = paired;
  const items = { before: await askedIn(context, before), after: await askedIn(context, after) };
  const partOf = (answers: readonly AnswerRow[]) => (answers.length > 0 ? [{ cell: null, answers }] : []);
  const gain = gainOf(items, both);
  await addBatches(context, before, [partOf(both.map((one) => one.before)), partsOf(beforeAlone, least)]);
  return await addBatches(
    context,
    after,
    [partOf(both.map((one) => one.after)), partsOf(afterAlone, least)],
    gain,
  );
}

/** Adds batches, each of some parts, to what has been released of a round; how many answers that were. */
async function addBatches(
  context: RecordContext,
  round: FeedbackRound,
  batches: readonly (readonly Part<AnswerRow>[])[],
  gain?: Gain,
): Promise<number> {
  const filled = batches.filter((parts) => parts.length > 0);
  if (filled.length === 0) return 0;
  const { feedbackTallies } = context.tables;
  const items = await askedIn(context, round);
  const [earlier] = await context.db
    .select()
    .from(feedbackTallies)
    .where(eq(feedbackTallies.round, round.id));
  const first = (earlier?.batches ?? 0) + 1;
  const placed = new Map(
    filled.flatMap((parts, at) =>
      parts.flatMap(({ cell, answers }) =>
        answers.map(({ key }) => [key, { batch: first + at, cell }] as const),
      ),
    ),
  );
  await layInOrderOfKeys(context, round.id, (row) => ({ ...row, ...placed.get(row.key) }));
  const told = filled.flat().map(({ cell, answers }) => ({
    cell,
    told: toldOf(
      items,
      answers.map((one) => one.answers),
    ),
  }));
  const before = { ...nothingTold, ...earlier, alike: earlier?.alike ?? {} };
  const cells = { ...earlier?.cells };
  for (const { cell, told: of } of told)
    if (cell !== null) cells[cell] = together([cells[cell] ?? nothingTold, of]);
  const sums = {
    batches: first + filled.length - 1,
    ...together([before, ...told.map((one) => one.told)]),
    cells,
    gain: earlier?.gain && gain ? gainsTogether(earlier.gain, gain) : (gain ?? earlier?.gain ?? null),
  };
  await context.db
    .insert(feedbackTallies)
    .values({ round: round.id, ...sums })
    .onConflictDoUpdate({ target: feedbackTallies.round, set: sums });
  return placed.size;
}

/** What is still alone when the time for late answers is over is read by nobody, and not kept either. */
export async function dropLeftOver(
  context: RecordContext,
  { id, course, set }: FeedbackRound,
): Promise<void> {
  if (set === 'pre-test' && course !== null && (await keyOf(context, course)) !== undefined) return;
  await dropWaiting(context, id);
}

export async function dropWaiting(context: RecordContext, round: string): Promise<void> {
  if ((await waitingIn(context, round)).length === 0) return;
  await layInOrderOfKeys(context, round, (row) => (row.batch === null ? undefined : row));
}

/**
 * Once the last round of a course has ended: what still waits for its counterpart is released, the key is destroyed, and
 * the links are wiped, so that nobody can tell any more which two answers are one person's.
 */
export async function endOfEvaluation(context: RecordContext, course: string): Promise<void> {
  const { feedbackKeys } = context.tables;
  const rounds = await roundsOf(context, course);
  const isOver = ({ set, state }: FeedbackRound) => set !== 'pre-test' || state === 'called-off';
  if (rounds.some(({ state }) => state === 'open') || !rounds.some(isOver)) return;
  const ended = await context.db
    .delete(feedbackKeys)
    .where(eq(feedbackKeys.course, course))
    .returning({ course: feedbackKeys.course });
  if (ended.length === 0) return;
  const tests = rounds.filter(({ set }) => set === 'pre-test' || set === 'post-test');
  for (const { id } of tests) await layInOrderOfKeys(context, id, (row) => ({ ...row, link: null }));
  const before = tests.find(({ set, state }) => set === 'pre-test' && state === 'closed');
  const released = before ? await releaseWaiting(context, before) : 0;
  context.audit('feedback.end', course, { released });
}

async function roundsOf({ db, tables }: RecordContext, course: string): Promise<readonly FeedbackRound[]> {
  return await db.select().from(tables.feedbackRounds).where(eq(tables.feedbackRounds.course, course));
}

async function waitingIn({ db, tables }: RecordContext, round: string): Promise<readonly AnswerRow[]> {
  const { feedbackAnswers } = tables;
  return await db
    .select()
    .from(feedbackAnswers)
    .where(and(eq(feedbackAnswers.round, round), isNull(feedbackAnswers.batch)));
}

async function askedIn(context: RecordContext, { questionnaire }: FeedbackRound): Promise<readonly Item[]> {
  return (await itemsOf(context, questionnaire)) ?? [];
}

export async function minimum({ db, tables }: RecordContext): Promise<number> {
  const { settings } = tables;
  const name = 'feedback.minimum';
  const [row] = await db.select({ value: settings.value }).from(settings).where(eq(settings.name, name));
  return readSetting(name, row?.value);
}
