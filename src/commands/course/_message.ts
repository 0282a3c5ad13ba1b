// What the messages about a course share: the course with the reader's eyes, and how it is spoken of to them.

import type { MessageFacts } from '#bot/answer.ts';
import { factText, type MessageDesk } from '#bot/message.ts';
import type { Course } from '#store/records/courses.ts';
import type { CardReader } from './_card.ts';
import type { Key } from './words.ts';

/** Undefined when it is gone or not (any more) for this reader's eyes. */
export function courseOf(facts: MessageFacts, { records }: MessageDesk<Key>): Promise<Course | undefined> {
  return records.courses.byId(factText(facts, 'course'));
}

export function readerOf({ reader, say, house, records }: MessageDesk<Key>): CardReader {
  return { say, house, records, zone: reader.zone, audience: reader.person ? 'person' : 'channel' };
}

export function holdsRole({ reader }: MessageDesk<Key>, role: 'coordinator' | 'liaison'): boolean {
  return reader.viewer.kind === 'person' && reader.viewer.roles.includes(role);
}
