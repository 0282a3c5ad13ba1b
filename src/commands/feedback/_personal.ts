// What nobody may write into an answer: it comes back, so that it can be taken out by whoever wrote it.
import type { Answer } from '#bot/answer.ts';
import { type Text, value } from '#bot/text.ts';
import { seemsToNameSomebody } from '#exchange/people-in-text.ts';
import { contactDetailIn, identityIn } from '#exchange/personal-data.ts';
import type { Item } from '#exchange/questionnaire.ts';
import type { FeedbackSay } from './words.ts';

/** A comment that holds an address, or a number that leads to somebody. */
export function personalIn(
  given: Readonly<Record<string, unknown>>,
  items: readonly Item[],
  { say }: { readonly say: FeedbackSay },
): Answer | undefined {
  const problems: Record<string, Text> = {};
  for (const { id } of items.filter(({ kind }) => kind === 'text')) {
    const written = Object.hasOwn(given, id) ? given[id] : undefined;
    if (typeof written !== 'string') continue;
    const [contact, identity] = [contactDetailIn(written), identityIn(written)];
    if (contact !== undefined) problems[id] = say('answer.contact', { found: value(contact) });
    else if (identity !== undefined) problems[id] = say('answer.identity', { found: value(identity) });
  }
  return Object.keys(problems).length > 0 ? { correct: problems } : undefined;
}

/** Whether a comment seems to name somebody, which is for the coordinators alone. */
export function namesAnybody(given: Readonly<Record<string, unknown>>, items: readonly Item[]): boolean {
  return items.some(({ id, kind }) => {
    const written = kind === 'text' && Object.hasOwn(given, id) ? given[id] : undefined;
    return typeof written === 'string' && seemsToNameSomebody(written);
  });
}
