// What an examination finds, as a value: an identifier and facts, worded in each reader's language by the house's words.
import { type HouseKey, houseWords } from './house-words.ts';
import { plainText } from './plain-text.ts';
import type { Facts } from './words.ts';

export type FindingKey = Extract<HouseKey, `finding.${string}`>;

/** `look`: it works, and somebody should see to it. Its one sentence says the mend where one is due. */
export type Verdict = 'ok' | 'look' | 'wrong';

export interface Finding {
  readonly verdict: Verdict;
  readonly key: FindingKey;
  readonly facts: Facts;
}

export function found(verdict: Verdict, key: FindingKey, facts: Facts = {}): Finding {
  return { verdict, key, facts };
}

/** As the operator's console says it. */
export function inEnglish({ key, facts }: Finding): string {
  return plainText(houseWords.in('en')(key, facts), { language: 'en', zone: 'UTC' }).replaceAll(
    /[\u2066-\u2069]/g,
    '',
  );
}

const order = { wrong: 0, look: 1, ok: 2 } as const satisfies Record<Verdict, number>;

/** What is wrong stands first. */
export function worstFirst(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted((one, other) => order[one.verdict] - order[other.verdict]);
}
