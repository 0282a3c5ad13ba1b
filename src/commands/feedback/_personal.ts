// What nobody may write into an answer: it comes back, so that it can be taken out by whoever wrote it.
import type { Answer } from '#bot/answer.ts';
import { type Text, value } from '#bot/text.ts';
import { contactDetailIn } from '#exchange/personal-data.ts';
import type { Item } from '#exchange/questionnaire.ts';
import type { FeedbackSay } from './words.ts';

/** A comment that holds an address or a number. */
export function personalIn(
  given: Readonly<Record<string, unknown>>,
  items: readonly Item[],
  { say }: { readonly say: FeedbackSay },
): Answer | undefined {
  const problems: Record<string, Text> = {};
  for (const { id } of items.filter(({ kind }) => kind === 'text')) {
    const written = Object.hasOwn(given, id) ? given[id] : undefined;
    const found = typeof written === 'string' ? contactDetailIn(written) : undefined;
    if (found !== undefined) problems[id] = say('answer.contact', { found: value(found) });
  }
  return Object.keys(problems).length > 0 ? { correct: problems } : undefined;
}
