// Somebody and a course, looked at rule by rule: what /nominate check shows and what the other commands refuse by.
import type { Desk } from '#bot/command.ts';
import { type Candidate, factsOf } from '#bot/eligibility.ts';
import { type EligibilityReader, failureText } from '#bot/say-eligibility.ts';
import type { Text } from '#bot/text.ts';
import { type EligibilityFacts, type Failure, type RuleName, verdictOf } from '#exchange/eligibility.ts';
import { failuresOf, rulesThatHold } from '#exchange/eligibility-rules.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Person } from '#store/records/people.ts';
import type { Key } from './words.ts';

/** What is asked only once somebody is nominated: open then, and nothing against nominating them. */
export const askedLater = ['consent', 'release', 'vetting', 'unit-vetting', 'documents'] as const;

export function isAskedLater(rule: RuleName): boolean {
  return askedLater.some((one) => one === rule);
}

/** Somebody who is not nominated, as they would be: with the years that are said, or that a nomination said last. */
export function asCandidate(
  person: Pick<Person, 'id'>,
  { organisation, unit, years, now }: { organisation: string; unit: string; years: number; now: number },
): Candidate {
  return {
    id: person.id,
    nominee: person.id,
    organisation,
    unit,
    yearsOfService: years,
    createdAt: now,
    sentAt: null,
    consent: null,
    release: null,
  };
}

export interface Checked {
  readonly facts: EligibilityFacts;
  readonly failures: readonly Failure[];
}

/** The same as everybody decides by, for one. */
export async function check(
  desk: Pick<Desk<Key>, 'records' | 'now'>,
  course: Course,
  candidate: Candidate | Nomination,
): Promise<Checked | undefined> {
  const facts = (await factsOf(desk.records, course, [candidate], desk.now)).get(candidate.id);
  return facts && { facts, failures: failuresOf(facts) };
}

export function readerOf(desk: Desk<Key>, course: Course): EligibilityReader {
  return { house: desk.house, language: desk.asker.language, today: localDate(desk.now, course.zone) };
}

/** Every rule that holds here, each with whether it is met; what is waived is said to be. */
export function ruleLines(
  { facts, failures }: Checked,
  reader: EligibilityReader,
  { say, house }: Pick<Desk<Key>, 'say' | 'house'>,
): readonly Text[] {
  return rulesThatHold(facts).map((rule) => {
    const name = house(`rule.${rule}`);
    const failure = failures.find((one) => one.rule === rule);
    if (failure !== undefined)
      return say(failure.weight === 'bar' ? 'check.rule.fails' : 'check.rule.open', {
        rule: name,
        why: failureText(failure, reader),
      });
    return say(facts.waived.includes(rule) ? 'check.rule.waived' : 'check.rule.met', { rule: name });
  });
}

export function verdictKey(failures: readonly Failure[]): `check.verdict.${ReturnType<typeof verdictOf>}` {
  return `check.verdict.${verdictOf(failures)}`;
}
