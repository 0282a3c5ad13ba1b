// What the record keeps of the papers of a course, whoever it is for: what an approval binds to is put together of it.
import { asc, eq } from 'drizzle-orm';
import type { Clearance, ClearanceDocument } from '#exchange/approval.ts';
import { contentOf, hashOf, type Validity } from '#exchange/approved-content.ts';
import type { Assessment, Risk } from '#exchange/assessment.ts';
import type { Brief } from '#exchange/brief.ts';
import { amongIds, given, idsIn, placesFor, prepared, preparedFor } from '../connection.ts';
import type { RecordContext } from './context.ts';

export interface WrittenBrief extends Brief, Validity {
  readonly writtenBy: string;
  readonly writtenAt: number;
}

export interface MadeAssessment extends Assessment, Validity {
  readonly assessedAt: number;
}

/** Whatever it is for: what the record holds now of everything that an approval binds to. */
export async function contentAsKept(context: RecordContext, course: string) {
  const [row] = await courseSubstance(context.connection).execute({ course });
  const brief = await briefAsKept(context, course);
  const assessment = await assessmentAsKept(context, course);
  if (row === undefined || brief === undefined || assessment === undefined) return undefined;
  const content = contentOf(row, brief, assessment, await risksAsKept(context, course));
  return { content, hash: hashOf(content) };
}

/** Keeps or replaces until when one document of a course is in force. */
export async function keepClearance(
  context: RecordContext,
  course: string,
  document: ClearanceDocument,
  { reference, decidedOn, validUntil }: Clearance,
  recordedBy: string,
): Promise<void> {
  const { clearances } = context.tables;
  const recorded = { reference, decidedOn, validUntil, recordedBy, recordedAt: context.now };
  await context.db
    .insert(clearances)
    .values({ course, document, ...recorded })
    .onConflictDoUpdate({ target: [clearances.course, clearances.document], set: recorded });
  context.audit('course.clearance', course, { document, decidedOn, validUntil, recordedBy });
}

export const clearancesOf = prepared(({ db, tables: { clearances } }) =>
  db
    .select({
      document: clearances.document,
      reference: clearances.reference,
      decidedOn: clearances.decidedOn,
      validUntil: clearances.validUntil,
    })
    .from(clearances)
    .where(eq(clearances.course, given(clearances.course, 'course')))
    .prepare('clearances_of_course'),
);

export async function writtenBrief(
  context: RecordContext,
  course: string,
): Promise<WrittenBrief | undefined> {
  const [row] = await briefOf(context.connection).execute({ course });
  const clearance = (await clearancesOf(context.connection).execute({ course })).find(
    ({ document }) => document === 'brief',
  );
  if (row === undefined || clearance === undefined) return undefined;
  const { course: _, ...brief } = row;
  const { document: __, ...inForce } = clearance;
  return { ...brief, ...inForce };
}

/** By course. */
export async function gradesOf({ connection }: RecordContext, courses: readonly string[]) {
  if (courses.length === 0) return [];
  const places = placesFor(courses);
  return await gradesOfCourses(connection, places).execute(idsIn(courses, places));
}

const gradesOfCourses = preparedFor(
  'grades_of_courses',
  ({ db, tables: { assessments } }, name, places: number) =>
    db
      .select({
        course: assessments.course,
        grade: assessments.grade,
        assessor: assessments.assessor,
      })
      .from(assessments)
      .where(amongIds(assessments.course, places))
      .orderBy(asc(assessments.course))
      .prepare(name),
);

/** What an approval binds to of it. */
async function briefAsKept(context: RecordContext, course: string): Promise<(Brief & Validity) | undefined> {
  const written = await writtenBrief(context, course);
  if (written === undefined) return undefined;
  const { writtenBy: _, writtenAt: __, ...brief } = written;
  return brief;
}

export async function madeAssessment(
  context: RecordContext,
  course: string,
): Promise<MadeAssessment | undefined> {
  const [row] = await assessmentOf(context.connection).execute({ course });
  const clearance = (await clearancesOf(context.connection).execute({ course })).find(
    ({ document }) => document === 'assessment',
  );
  if (row === undefined || clearance === undefined) return undefined;
  const { course: _, ...made } = row;
  const { document: __, ...inForce } = clearance;
  return { ...made, ...inForce };
}

async function assessmentAsKept(
  context: RecordContext,
  course: string,
): Promise<(Assessment & Validity) | undefined> {
  const made = await madeAssessment(context, course);
  if (made === undefined) return undefined;
  const { assessedAt: _, ...assessment } = made;
  return assessment;
}

export async function risksAsKept(context: RecordContext, course: string): Promise<readonly Risk[]> {
  return (await risksOf(context.connection).execute({ course })).map(riskFrom);
}

export function riskFrom(row: {
  readonly id: string;
  readonly risk: string;
  readonly mitigation: string;
  readonly owner: string;
  readonly due: string;
  readonly doneAt: number | null;
}): Risk {
  const { id, risk, mitigation, owner, due, doneAt } = row;
  return { id, risk, mitigation, owner, due, doneAt: doneAt ?? undefined };
}

const briefOf = prepared(({ db, tables: { briefs } }) =>
  db
    .select()
    .from(briefs)
    .where(eq(briefs.course, given(briefs.course, 'course')))
    .prepare('brief_of_course'),
);

const assessmentOf = prepared(({ db, tables: { assessments } }) =>
  db
    .select()
    .from(assessments)
    .where(eq(assessments.course, given(assessments.course, 'course')))
    .prepare('assessment_of_course'),
);

const risksOf = prepared(({ db, tables: { risks } }) =>
  db
    .select()
    .from(risks)
    .where(eq(risks.course, given(risks.course, 'course')))
    .orderBy(asc(risks.number))
    .prepare('risks_of_course'),
);

const courseSubstance = prepared(({ db, tables: { courses } }) =>
  db
    .select({
      title: courses.title,
      subject: courses.subject,
      aims: courses.aims,
      country: courses.country,
      online: courses.online,
      seats: courses.seats,
      startsOn: courses.startsOn,
      endsOn: courses.endsOn,
    })
    .from(courses)
    .where(eq(courses.id, given(courses.id, 'course')))
    .prepare('course_substance'),
);
