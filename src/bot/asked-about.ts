// What a questionnaire is about, a course or an event, and what the calendar makes of it now.
import { courseRoundStep, editionRoundStep, type RoundStep } from '#exchange/evaluation-calendar.ts';
import type { Course } from '#store/records/courses.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { SymposiumEdition } from '#store/records/symposia.ts';
import type { Records } from '#store/store.ts';

export interface AskedAbout {
  /** Of the course or the edition. */
  readonly id: string;
  readonly title: string;
  readonly zone: string;
  readonly course: Course | undefined;
  readonly edition: SymposiumEdition | undefined;
}

/** Undefined where the viewer does not see the course. */
export async function askedAbout(
  records: Pick<Records, 'courses' | 'symposia'>,
  round: Pick<FeedbackRound, 'course' | 'edition'>,
): Promise<AskedAbout | undefined> {
  if (round.course !== null) {
    const course = await records.courses.byId(round.course);
    return course && aboutCourse(course);
  }
  const edition = await records.symposia.byId(round.edition ?? '');
  return edition && aboutEdition(edition);
}

export function aboutCourse(course: Course): AskedAbout {
  const { id, title, zone } = course;
  return { id, title, zone, course, edition: undefined };
}

export function aboutEdition(edition: SymposiumEdition): AskedAbout {
  const { id, title, zone } = edition;
  return { id, title, zone, course: undefined, edition };
}

export function roundStep(
  round: Pick<FeedbackRound, 'set' | 'closesAt'>,
  { course, edition }: AskedAbout,
  now: number,
): RoundStep {
  if (course) return courseRoundStep(round, course, now);
  return edition ? editionRoundStep(round, edition, now) : 'call-off';
}
