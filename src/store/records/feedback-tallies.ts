// What released answers come to: one row for each round, read by whoever may see it, and counted again to be checked.
import { isDeepStrictEqual } from 'node:util';
import { and, asc, eq, gte, isNotNull, lt } from 'drizzle-orm';
import type { CountedItem, QuestionSet } from '#exchange/questionnaire.ts';
import { type Told, together, toldOf, toldOfCounts } from '#exchange/release.ts';
import { type Connection, given, prepared, preparedFor } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { seesCourse, visibleCourses } from './eyes.ts';
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

const tallyById = prepared(({ db, tables: { feedbackTallies, feedbackRounds } }) =>
  db
    .select({
      ...columnsOf(feedbackTallies),
      course: feedbackRounds.course,
      items: feedbackRounds.questionnaire,
    })
    .from(feedbackTallies)
    .innerJoin(feedbackRounds, eq(feedbackRounds.id, feedbackTallies.round))
    .where(eq(feedbackTallies.round, given(feedbackTallies.round, 'round')))
    .prepare('feedback_tally'),
);

/** Everybody else's eyes need the courses beside. */
const talliesClosed = preparedFor(
  'feedback_tallies',
  ({ db, tables: { feedbackTallies, feedbackRounds, courses } }, name, ofOrganisation: boolean) =>
    db
      .select({
        ...columnsOf(feedbackTallies),
        course: feedbackRounds.course,
        edition: feedbackRounds.edition,
        closesAt: feedbackRounds.closesAt,
        items: feedbackRounds.questionnaire,
        state: courses.state,
        withheld: courses.withheld,
        proposedBy: courses.proposedBy,
        organisation: courses.organisation,
        publishedAt: courses.publishedAt,
      })
      .from(feedbackRounds)
      .innerJoin(feedbackTallies, eq(feedbackTallies.round, feedbackRounds.id))
      .leftJoin(courses, eq(courses.id, feedbackRounds.course))
      .where(
        and(
          eq(feedbackRounds.state, 'closed'),
          eq(feedbackRounds.set, given(feedbackRounds.set, 'set')),
          gte(feedbackRounds.closesAt, given(feedbackRounds.closesAt, 'from')),
          lt(feedbackRounds.closesAt, given(feedbackRounds.closesAt, 'to')),
          ofOrganisation ? eq(courses.organisation, given(courses.organisation, 'organisation')) : undefined,
        ),
      )
      .orderBy(asc(feedbackRounds.closesAt), asc(feedbackRounds.id))
      .prepare(name),
);

function columnsOf({ round, batches, released, tallies, alike, cells, gain }: Tables['feedbackTallies']) {
  return { round, batches, released, tallies, alike, cells, gain };
}

export async function tallyOfRound(
  context: RecordContext,
  round: string,
): Promise<FeedbackTally | undefined> {
  const [row] = await tallyById(context.connection).execute({ round });
  if (row === undefined) return undefined;
  const { course, items, ...kept } = row;
  if (course !== null && !(await seesCourse(context, course))) return undefined;
  return await whole(context, kept, items);
}

export async function talliesOfRounds(
  context: RecordContext,
  { set, from, to, organisation }: TalliesWanted,
): Promise<readonly TallyOfRound[]> {
  const ofOrganisation = organisation !== undefined;
  const rows = await talliesClosed(context.connection, ofOrganisation).execute({
    set,
    from,
    to,
    ...(ofOrganisation ? { organisation } : {}),
  });
  const ofCourses = rows.flatMap(
    ({ course: id, state, withheld, proposedBy, organisation: of, publishedAt }) =>
      id !== null && state !== null && withheld !== null && proposedBy !== null && of !== null
        ? [{ id, state, withheld, proposedBy, organisation: of, publishedAt }]
        : [],
  );
  const seen = new Set((await visibleCourses(context, ofCourses)).map(({ id }) => id));
  const tallies: TallyOfRound[] = [];
  for (const { course, edition, closesAt, items, ...row } of rows) {
    if (course !== null && !seen.has(course)) continue;
    const { round, batches, released, tallies: counts, alike, cells, gain } = row;
    const kept = { round, batches, released, tallies: counts, alike, cells, gain };
    tallies.push({ ...(await whole(context, kept, items)), course, edition, closesAt });
  }
  return tallies;
}

/** What was counted before answers were released in parts is one part. */
async function whole(context: Reading, row: TallyRow, questionnaire: string): Promise<FeedbackTally> {
  const { alike, cells, ...kept } = row;
  if (alike !== null) return { ...kept, alike, cells: cells ?? {} };
  const items = (await itemsOf(context, questionnaire)) ?? [];
  return { ...kept, ...toldOfCounts(items, kept.released, kept.tallies), cells: {} };
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
