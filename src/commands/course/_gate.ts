// The gate in words: which document is missing, why, and on what evidence.
import { day, joined, type Text, value } from '#bot/text.ts';
import type { Say } from '#bot/words.ts';
import { type Clearance, gate, type MissingClearance } from '#exchange/approval.ts';
import type { Course } from '#store/records/courses.ts';
import type { Key } from './words.ts';

export interface Clearances {
  readonly brief: Clearance | undefined;
  readonly assessment: Clearance | undefined;
}

/** What keeps the gate shut at an instant (epoch ms), in sentences; undefined when it is open. */
export function gateReasons(
  course: Pick<Course, 'zone' | 'startsOn'>,
  clearances: Clearances,
  at: number,
  say: Say<Key>,
): Text | undefined {
  const asked = gate(course, clearances.brief, clearances.assessment, at);
  if (asked.open) return undefined;
  const sentences = asked.missing.map((missing) => sentenceOf(missing, course, clearances, say));
  return joined(sentences, ' ');
}

function sentenceOf(
  { document, why, decidedOn, validUntil }: MissingClearance,
  { startsOn }: Pick<Course, 'startsOn'>,
  clearances: Clearances,
  say: Say<Key>,
): Text {
  if (decidedOn === undefined || validUntil === undefined) return say(`gate.${document}.absent`);
  const evidence = {
    reference: value(clearances[document]?.reference ?? ''),
    decided: day(decidedOn),
    until: day(validUntil),
    start: day(startsOn),
  };
  return say(`gate.${document}.${why}`, evidence);
}
