// The gate in words: which paper is missing, why, and on what evidence.
import { day, joined, type Text, value } from '#bot/text.ts';
import type { Say } from '#bot/words.ts';
import { gate, type MissingPaper, type Papers } from '#exchange/approval.ts';
import type { Course } from '#store/records/courses.ts';
import type { Key } from './words.ts';

/** What keeps the gate shut at an instant (epoch ms), in sentences; undefined when it is open. */
export function gateReasons(
  course: Pick<Course, 'id' | 'zone' | 'startsOn'>,
  papers: Papers,
  at: number,
  say: Say<Key>,
): Text | undefined {
  const asked = gate(course, papers, at);
  if (asked.open) return undefined;
  return sentencesOf(asked.missing, course, papers, say);
}

export function sentencesOf(
  missing: readonly MissingPaper[],
  course: Pick<Course, 'startsOn'>,
  papers: Papers,
  say: Say<Key>,
): Text {
  const sentences = missing.map((one) => sentenceOf(one, course, papers, say));
  return joined(sentences, ' ');
}

function sentenceOf(
  missing: MissingPaper,
  { startsOn }: Pick<Course, 'startsOn'>,
  papers: Papers,
  say: Say<Key>,
): Text {
  if (missing.document === 'approval') return say(`gate.approval.${missing.why}`);
  const { document, why, decidedOn, validUntil } = missing;
  if (decidedOn === undefined || validUntil === undefined) return say(`gate.${document}.absent`);
  const evidence = {
    reference: value(papers[document]?.reference ?? ''),
    decided: day(decidedOn),
    until: day(validUntil),
    start: day(startsOn),
  };
  return say(`gate.${document}.${why}`, evidence);
}
