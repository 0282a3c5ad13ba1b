// What every message about eligibility is drawn from: the nomination, its course, the name, and what fails now.
import { verdictsOf } from '#bot/eligibility.ts';
import type { MessageDesk } from '#bot/message.ts';
import type { EligibilityReader } from '#bot/say-eligibility.ts';
import type { Failure } from '#exchange/eligibility.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';

export interface About {
  readonly nomination: Nomination;
  readonly course: Course;
  readonly name: string;
  readonly failures: readonly Failure[];
}

/** With the reader's eyes; undefined when there is nothing (left) to see, or the course is off. */
export async function aboutOf(
  id: string,
  { records, now }: Pick<MessageDesk, 'records' | 'now'>,
): Promise<About | undefined> {
  const nomination = await records.nominations.byId(id);
  const course = nomination && (await records.courses.byId(nomination.course));
  const person = nomination && (await records.people.byId(nomination.nominee));
  if (!nomination || !course || !person || course.state === 'cancelled') return undefined;
  const failures = (await verdictsOf(records, course, [nomination], now)).get(id) ?? [];
  return { nomination, course, name: person.name, failures };
}

export function readerFor(
  { reader, house, now }: Pick<MessageDesk, 'reader' | 'house' | 'now'>,
  course: Course,
): EligibilityReader {
  return { house, language: reader.language, today: localDate(now, course.zone) };
}
