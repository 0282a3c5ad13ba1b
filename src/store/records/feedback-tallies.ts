// What released answers come to: one row for each round, read by whoever may see it, and counted again to be checked.
import { isDeepStrictEqual } from 'node:util';
import { and, asc, eq, gte, isNotNull, lt } from 'drizzle-orm';
import type { CountedItem, QuestionSet } from '#exchange/questionnaire.ts';
import { type Told, together, toldOf, toldOfCounts } from '#exchange/release.ts';
import { type Connection, given, prepared, preparedFor } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { type SeenRow, visibleCourses } from './eyes.ts';
import type { FeedbackTally } from './feedback.ts';
import { itemsOf } from './questionnaires.ts';

type Reading = Pick<RecordContext, 'db' | 'tables'>;

type TallyRow = Tables['feedbackTallies']['$inferSelect'];

/** Which rounds' tallies: those of one set that closed from `from` to before `to`, in epoch milliseconds. */
export interface TalliesWanted {
  readonly set: QuestionSet;
  readonly from: number;
  readonly to: number;
  /** Of courses that one organisation held. */
  readonly organisation?: string;
}

/** The tally of a round, and what the round is about. */
export interface TallyOfRound extends FeedbackTally {
  readonly course: string | null;
  readonly edition: string | null;
  readonly closesAt: number;
}

/** One row, with what decides who sees the course. */
const tallyById = prepared(({ db, tables }) => {
  const { feedbackTallies, feedbackRounds, courses } = tables;
  return db
    .select({ ...columnsOf(feedbackTallies), ...aboutOf(feedbackRounds), ...seenColumnsOf(courses) })
    .from(feedbackTallies)
    .innerJoin(feedbackRounds, eq(feedbackRounds.id, feedbackTallies.round))
    .leftJoin(courses, eq(courses.id, feedbackRounds.course))
    .where(eq(feedbackTallies.round, given(feedbackTallies.round, 'round')))
    .prepare('feedback_tally');
});

const talliesClosed = preparedFor('feedback_tallies', ({ db, tables }, name, ofOrganisation: boolean) => {
  const { feedbackTallies, feedbackRounds, courses } = tables;
  return db
    .select({ ...columnsOf(feedbackTallies), ...aboutOf(feedbackRounds), ...seenColumnsOf(courses) })
    .from(feedbackRounds)
    .innerJoin(feedbackTallies, eq(feedbackTallies.round, feedbackRounds.id))
    .leftJoin(courses, eq(courses.id, feedbackRounds.course))
    .where(
      and(
        closedIn(feedbackRounds),
        ofOrganisation ? eq(courses.organisation, given(courses.organisation, 'organisation')) : undefined,
      ),
    )
    .orderBy(asc(feedbackRounds.closesAt), asc(feedbackRounds.id))
    .prepare(name);
});

/** All eyes need no course to know what they may see. */
const allTalliesClosed = prepared(({ db, tables: { feedbackTallies, feedbackRounds } }) =>
  db
    .select({ ...columnsOf(feedbackTallies), ...aboutOf(feedbackRounds) })
    .from(feedbackRounds)
    .innerJoin(feedbackTallies, eq(feedbackTallies.round, feedbackRounds.id))
    .where(closedIn(feedbackRounds))
    .orderBy(asc(feedbackRounds.closesAt), asc(feedbackRounds.id))
    .prepare('feedback_all_tallies'),
);

function closedIn(rounds: Tables['feedbackRounds']) {
  return and(
    eq(rounds.state, 'closed'),
    eq(rounds.set, given(rounds.set, 'set')),
    gte(rounds.closesAt, given(rounds.closesAt, 'from')),
    lt(rounds.closesAt, given(rounds.closesAt, 'to')),
  );
}

function aboutOf({ course, edition, closesAt, questionnaire }: Tables['feedbackRounds']) {
  return { course, edition, closesAt, questionnaire };
}

function seenColumnsOf({ state, withheld, proposedBy, organisation, publishedAt }: Tables['courses']) {
  return { state, withheld, proposedBy, organisation, publishedAt };
}

function columnsOf({ round, batches, released, tallies, alike, cells, gain }: Tables['feedbackTallies']) {
  return { round, batches, released, tallies, alike, cells, gain };
}

type Read = TallyRow &
  Pick<Tables['feedbackRounds']['$inferSelect'], 'course' | 'edition' | 'closesAt' | 'questionnaire'>;

/** Of a course, or nulls where there is none. */
type OfCourse = { readonly [Column in Exclude<keyof SeenRow, 'id'>]: SeenRow[Column] | null };

export async function tallyOfRound(
  context: RecordContext,
  round: string,
): Promise<FeedbackTally | undefined> {
  const [row] = await seenIn(context, await tallyById(context.connection).execute({ round }));
  return row && (await whole(context, row, row.questionnaire));
}

export async function talliesOfRounds(
  context: RecordContext,
  { organisation, ...of }: TalliesWanted,
): Promise<readonly TallyOfRound[]> {
  const { connection, viewer } = context;
  const rows =
    organisation !== undefined
      ? await seenIn(context, await talliesClosed(connection, true).execute({ ...of, organisation }))
      : viewer.kind === 'process'
        ? await allTalliesClosed(connection).execute({ ...of })
        : await seenIn(context, await talliesClosed(connection, false).execute({ ...of }));
  const tallies: TallyOfRound[] = [];
  for (const row of rows) {
    const { course, edition, closesAt } = row;
    tallies.push({ ...(await whole(context, row, row.questionnaire)), course, edition, closesAt });
  }
  return tallies;
}

/** Those of courses that the viewer may see, and of editions, which everybody may. */
async function seenIn<R extends Read & OfCourse>(
  context: RecordContext,
  rows: readonly R[],
): Promise<readonly R[]> {
  if (context.viewer.kind === 'process') return rows;
  const ofCourses = rows.flatMap(({ course: id, state, withheld, proposedBy, organisation, publishedAt }) =>
    id !== null && state !== null && withheld !== null && proposedBy !== null && organisation !== null
      ? [{ id, state, withheld, proposedBy, organisation, publishedAt }]
      : [],
  );
  const seen = new Set((await visibleCourses(context, ofCourses)).map(({ id }) => id));
  return rows.filter(({ course }) => course === null || seen.has(course));
}

/** What was counted before answers were released in parts is one part. */
async function whole(context: Reading, row: TallyRow, questionnaire: string): Promise<FeedbackTally> {
  const { round, batches, released, tallies, alike, cells, gain } = row;
  if (alike !== null) return { round, batches, released, tallies, alike, cells: cells ?? {}, gain };
  const items = (await itemsOf(context, questionnaire)) ?? [];
  return { round, batches, ...toldOfCounts(items, released, tallies), cells: {}, gain };
}

/** What a count of the released answers comes to. */
interface Recount {
  readonly tally: FeedbackTally | undefined;
  /** False where the kept tally says something else. */
  readonly agrees: boolean;
  readonly answers: number;
}

export interface TallyVerdict {
  readonly rounds: number;
  readonly answers: number;
  /** Ids of rounds whose tallies say something else than their answers. */
  readonly wrong: readonly string[];
}

/** Counts all released answers again, round by round. */
export async function checkTallies(connection: Connection): Promise<TallyVerdict> {
  const { feedbackRounds } = connection.tables;
  const rounds = await connection.db
    .select({ id: feedbackRounds.id, questionnaire: feedbackRounds.questionnaire })
    .from(feedbackRounds)
    .orderBy(asc(feedbackRounds.id));
  const wrong: string[] = [];
  let [counted, answers] = [0, 0];
  for (const round of rounds) {
    const recount = await recountRound(connection, round);
    if (recount.tally !== undefined || !recount.agrees) counted += 1;
    answers += recount.answers;
    if (!recount.agrees) wrong.push(round.id);
  }
  return { rounds: counted, answers, wrong };
}

/** Puts the count of the released answers in the place of a tally that says something else; true when it did. */
export async function correctTally(context: RecordContext, id: string): Promise<boolean> {
  const { feedbackRounds, feedbackTallies } = context.tables;
  const [round] = await context.db
    .select({ id: feedbackRounds.id, questionnaire: feedbackRounds.questionnaire })
    .from(feedbackRounds)
    .where(eq(feedbackRounds.id, id));
  const { tally, agrees } = round ? await recountRound(context, round) : { tally: undefined, agrees: true };
  if (agrees) return false;
  await context.db.delete(feedbackTallies).where(eq(feedbackTallies.round, id));
  if (tally) await context.db.insert(feedbackTallies).values(tally);
  context.audit('feedback.recount', id, { released: tally?.released ?? 0 });
  return true;
}

async function recountRound(
  context: Reading,
  { id, questionnaire }: { readonly id: string; readonly questionnaire: string },
): Promise<Recount> {
  const { feedbackAnswers, feedbackTallies } = context.tables;
  const items = (await itemsOf(context, questionnaire)) ?? [];
  const rows = await context.db
    .select({ batch: feedbackAnswers.batch, cell: feedbackAnswers.cell, answers: feedbackAnswers.answers })
    .from(feedbackAnswers)
    .where(and(eq(feedbackAnswers.round, id), isNotNull(feedbackAnswers.batch)));
  const [kept] = await context.db.select().from(feedbackTallies).where(eq(feedbackTallies.round, id));
  if (rows.length === 0) return { tally: undefined, agrees: kept === undefined, answers: 0 };

  const parts = [...Map.groupBy(rows, ({ batch, cell }) => JSON.stringify([batch, cell])).values()].map(
    (some) => ({
      cell: some[0]?.cell ?? null,
      told: toldOf(
        items,
        some.map(({ answers }) => answers),
      ),
    }),
  );
  const sum = (some: typeof parts) => together(some.map(({ told }) => told));
  const cells = [...Map.groupBy(parts, ({ cell }) => cell)].flatMap(([cell, some]) =>
    cell === null ? [] : [[cell, sum(some)] as const],
  );
  const tally = {
    round: id,
    batches: Math.max(...rows.map(({ batch }) => batch ?? 0)),
    ...sum(parts),
    cells: Object.fromEntries(cells),
    // Which answers were one person's is known to nobody any more.
    gain: kept?.gain ?? null,
  };
  if (kept === undefined) return { tally, agrees: false, answers: rows.length };
  const before = await whole(context, kept, questionnaire);
  const isEmptied = rows.every(({ answers }) =>
    Object.values(answers).every((one) => typeof one === 'number'),
  );
  const filled = isEmptied ? withTexts(items, before, tally) : tally;
  return { tally: filled, agrees: isDeepStrictEqual(filled, before), answers: rows.length };
}

/** Where texts and options are not kept any more, what they came to cannot be counted again, and stays as it was told. */
function withTexts(
  items: readonly CountedItem[],
  kept: FeedbackTally,
  counted: FeedbackTally,
): FeedbackTally {
  const numbers = new Set<string>(
    items.filter(({ kind }) => kind === 'rating' || kind === 'recommend').map(({ id }) => id),
  );
  const mixed = <T>(before: Readonly<Record<string, T>> = {}, now: Readonly<Record<string, T>>) => ({
    ...Object.fromEntries(Object.entries(before).filter(([id]) => !numbers.has(id))),
    ...Object.fromEntries(Object.entries(now).filter(([id]) => numbers.has(id))),
  });
  const filled = (before: Told | undefined, now: Told): Told => ({
    released: now.released,
    tallies: mixed(before?.tallies, now.tallies),
    alike: mixed(before?.alike, now.alike),
  });
  const cells = Object.entries(counted.cells).map(([cell, told]) => [cell, filled(kept.cells[cell], told)]);
  return { ...counted, ...filled(kept, counted), cells: Object.fromEntries(cells) };
}
