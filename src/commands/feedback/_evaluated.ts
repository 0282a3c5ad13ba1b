// What a summary is drawn from: the closed rounds of a course or an event, and those of the run that it is compared with.
import { hubSetting } from '#bot/hub-setting.ts';
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
import { nothingReleased } from '#exchange/publication.ts';
import type { QuestionSet } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
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

/**
 * Undefined while nothing has closed: before that there is no summary for anybody. What a test before the course says
 * waits for the one after it: until then its answers are not released.
 */
export async function evaluationOf(records: Records, subject: Subject): Promise<Evaluation | undefined> {
  const closed = await closedRounds(records, subject.id);
  if (closed.every(({ set }) => set === 'pre-test')) return undefined;
  const minimum = await hubSetting(records, 'feedback.minimum');
  const run = subject.course && (await previousOf(records, subject.course));
  const earlier = run ? await closedRounds(records, run.id) : [];
  const sets: EvaluatedSet[] = [];
  for (const set of toldApart) {
    const round = closed.find((one) => one.set === set);
    if (round === undefined) continue;
    const summary = summarise(await evaluatedIn(records, round), minimum);
    const last = earlier.find((one) => one.set === set);
    const before = last && summarise(await evaluatedIn(records, last), minimum);
    sets.push({ round, summary, since: run && before && sinceRun(summary, run, before) });
  }
  const test = async (set: QuestionSet) => {
    const round = closed.find((one) => one.set === set);
    return round && (await evaluatedIn(records, round));
  };
  return { sets, tests: summariseTests(await test('pre-test'), await test('post-test'), minimum) };
}

async function closedRounds(records: Records, about: string): Promise<readonly FeedbackRound[]> {
  return (await records.feedback.of(about)).filter(({ state }) => state === 'closed');
}

async function evaluatedIn(records: Records, round: FeedbackRound): Promise<Evaluated> {
  const items = (await records.questionnaires.items(round.questionnaire)) ?? [];
  const { answered, invited } = await records.feedback.participation(round.id);
  const tally = (await records.feedback.tally(round.id)) ?? nothingReleased;
  return { items, tally, answered, attended: invited };
}

function sinceRun(now: EvaluationSummary, run: Course, before: EvaluationSummary): EvaluatedSet['since'] {
  if (now.kind !== 'full' || before.kind !== 'full') return undefined;
  return { run, changes: changesSince(now, before) };
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
