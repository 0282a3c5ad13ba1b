// What the messages about a course share: the course with the reader's eyes, and how it is spoken of to them.

import type { MessageFacts } from '#bot/answer.ts';
import { factText, type MessageDesk } from '#bot/message.ts';
import { holdsSeat, isOpen } from '#exchange/nomination.ts';
import type { Course } from '#store/records/courses.ts';
import type { CardReader } from './_card.ts';
import type { Key } from './words.ts';

/** Undefined when it is gone or not (any more) for this reader's eyes. */
export function courseOf(facts: MessageFacts, { records }: MessageDesk<Key>): Promise<Course | undefined> {
  return records.courses.byId(factText(facts, 'course'));
}

/** Whether it is the reader's business still: a nomination may have been withdrawn since it was put on its way. */
export async function concernsReader(
  course: Course,
  { reader, records }: MessageDesk<Key>,
): Promise<boolean> {
  const { person, viewer } = reader;
  if (!person || course.proposedBy === person.id) return true;
  if (viewer.kind === 'person' && viewer.roles.some((role) => role === 'coordinator' || role === 'liaison'))
    return true;
  const theirs = await records.nominations.list({ course: course.id, nominee: person.id });
  return theirs.some(({ state }) => isOpen(state) || holdsSeat(state));
}

export function readerOf({ reader, say, house, records }: MessageDesk<Key>): CardReader {
  return {
    say,
    house,
    records,
    language: reader.language,
    zone: reader.zone,
    audience: reader.person ? 'person' : 'channel',
  };
}
