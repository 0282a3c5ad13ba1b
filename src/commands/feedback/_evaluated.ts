// What a summary is drawn from: the closed rounds of a course or an event, and those of the run that it is compared with.
import { previousRunOf } from '#exchange/course-runs.ts';
import {
  type Change,
  changesSince,
  type Evaluated,
  type EvaluationSummary,
  type FullSummary,
  summarise,
  summariseTests,
  type TestSummary,
} from '#exchange/evaluation.ts';
import { nothingReleased, type Tally } from '#exchange/publication.ts';
import type { QuestionSet } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackRound, FeedbackTally } from '#store/records/feedback.ts';
import type { SymposiumEdition } from '#store/records/symposia.ts';
import type { Records } from '#store/store.ts';

/** What people were asked about; an edition may have no days yet. */
export interface Subject {
  readonly id: string;
  readonly title: string;
  readonly zone: string;
  readonly startsOn: string | undefined;
  readonly endsOn: string | undefined;
  /** Undefined for the edition of a symposium. */
  readonly course: Course | undefined;
}

export interface EvaluatedSet {
  readonly round: FeedbackRound;
  readonly summary: EvaluationSummary;
  /** What changed since the previous run; undefined where nothing can be compared. */
  readonly since: { readonly run: Course; readonly changes: readonly Change[] } | undefined;
}

export interface Evaluation {
  /** In the order of `toldApart`. */
  readonly sets: readonly EvaluatedSet[];
  readonly tests: TestSummary | undefined;
}

/** Each with its own part of a summary; the two tests have one together. */
const toldApart = ['reaction', 'after-action', 'event'] as const satisfies readonly QuestionSet[];

/** Undefined where the reader sees neither a course nor an edition of this id. */
export async function subjectOf(records: Records, id: string): Promise<Subject | undefined> {
  const course = await records.courses.byId(id);
  if (course) return { ...daysOf(course), id, title: course.title, zone: course.zone, course };
  const edition = await records.symposia.byId(id);
  return edition && { ...daysOf(edition), id, title: edition.title, zone: edition.zone, course: undefined };
}

function daysOf({ startsOn, endsOn }: Pick<SymposiumEdition, 'startsOn' | 'endsOn'>) {
  return { startsOn, endsOn };
}

/** Undefined while nothing has closed: before that there is no summary for anybody. */
export async function evaluationOf(records: Records, subject: Subject): Promise<Evaluation | undefined> {
  const closed = await closedRounds(records, subject.id);
  if (closed.length === 0) return undefined;
  const run = subject.course && (await previousOf(records, subject.course));
  const earlier = run ? await closedRounds(records, run.id) : [];
  const sets: EvaluatedSet[] = [];
  for (const set of toldApart) {
    const round = closed.find((one) => one.set === set);
    if (round === undefined) continue;
    const summary = summarise(await evaluatedIn(records, round));
    const before = earlier.find((one) => one.set === set);
    sets.push({ round, summary, since: run && before && (await sinceRun(records, summary, run, before)) });
  }
  const test = async (set: QuestionSet) => {
    const round = closed.find((one) => one.set === set);
    return round && (await evaluatedIn(records, round));
  };
  return { sets, tests: summariseTests(await test('pre-test'), await test('post-test')) };
}

async function closedRounds(records: Records, about: string): Promise<readonly FeedbackRound[]> {
  return (await records.feedback.of(about)).filter(({ state }) => state === 'closed');
}

async function evaluatedIn(records: Records, round: FeedbackRound): Promise<Evaluated> {
  const items = (await records.questionnaires.items(round.questionnaire)) ?? [];
  const { answered, invited } = await records.feedback.participation(round.id);
  return { items, tally: tallyFrom(await records.feedback.tally(round.id)), answered, attended: invited };
}

function tallyFrom(kept: FeedbackTally | undefined): Tally {
  if (kept === undefined) return nothingReleased;
  const { released, tallies, gain } = kept;
  return { ...nothingReleased, released, tallies, gain };
}

async function sinceRun(
  records: Records,
  now: EvaluationSummary,
  run: Course,
  round: FeedbackRound,
): Promise<EvaluatedSet['since']> {
  const before = summarise(await evaluatedIn(records, round));
  return now.kind === 'full' && before.kind === 'full'
    ? { run, changes: changesSince(now, before) }
    : undefined;
}

/** The run that a course is compared with: as somebody said, or the latest of its series; never another organisation's. */
export async function previousOf(records: Records, course: Course): Promise<Course | undefined> {
  const said = await records.courseRuns.comparedWith(course.id);
  if (said === null) return undefined;
  if (said !== undefined) return await records.courses.byId(said);
  const earlier = await earlierOf(records, course);
  const run = previousRunOf(course, earlier);
  return earlier.find(({ id }) => id === run?.id);
}

/** Closed courses of the same organisation that were over before this one began. */
export async function earlierOf(records: Records, course: Course): Promise<readonly Course[]> {
  const { organisation, startsOn } = course;
  const held = await records.courses.list({ organisation, states: ['closed'], startsUntil: startsOn });
  return held.filter(({ id, endsOn }) => id !== course.id && endsOn < startsOn);
}

/** The first set of which more than the response rate may be said. */
export function mainOf({ sets }: Evaluation): FullSummary | undefined {
  return sets.map(({ summary }) => summary).find((summary) => summary.kind === 'full');
}
