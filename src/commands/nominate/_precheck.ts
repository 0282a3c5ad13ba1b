// Before a nomination is kept: what stands against it, in a sentence, and who of the same organisation could come instead.
import type { Desk } from '#bot/command.ts';
import { factsOf } from '#bot/eligibility.ts';
import { comma } from '#bot/punctuation.ts';
import { failureText } from '#bot/say-eligibility.ts';
import { joined, type Text, value } from '#bot/text.ts';
import { type Failure, isWaivable } from '#exchange/eligibility.ts';
import { failuresOf } from '#exchange/eligibility-rules.ts';
import type { Course } from '#store/records/courses.ts';
import type { Person } from '#store/records/people.ts';
import { asCandidate, check, isAskedLater, readerOf } from './_eligibility.ts';
import type { Key } from './words.ts';

/** As many as a sentence can name. */
const mostColleagues = 3;
/** As many as are looked at for them. */
const mostLookedAt = 50;

export interface Barred {
  readonly failures: readonly Failure[];
  /** For the form, under the field of the person. */
  readonly sentence: Text;
  /** Whether an approver could waive all of it. */
  readonly isWaivable: boolean;
}

/** What bars somebody from this course before they are nominated; undefined when nothing does. */
export async function barredFrom(
  desk: Desk<Key>,
  course: Course,
  nominee: Pick<Person, 'id' | 'name'>,
  about: { readonly organisation: string; readonly unit: string; readonly years: number },
): Promise<Barred | undefined> {
  const { say, now } = desk;
  const checked = await check(desk, course, asCandidate(nominee, { ...about, now }));
  const failures = barsOf(checked?.failures ?? []);
  if (failures.length === 0) return undefined;
  const reader = readerOf(desk, course);
  const why = joined(
    failures.map((failure) => failureText(failure, reader)),
    ' ',
  );
  const instead = await couldCome(desk, course, nominee, about.organisation);
  const name = value(nominee.name);
  const mayBeWaived = failures.every(({ rule }) => isWaivable(rule));
  const sentence: Text = [
    ...say('add.barred', { name, why }),
    ...(instead.length === 0
      ? []
      : [' ', ...say('add.instead', { names: joined(instead, comma(desk.asker.language)) })]),
  ];
  return { failures, sentence, isWaivable: mayBeWaived };
}

function barsOf(failures: readonly Failure[]): readonly Failure[] {
  return failures.filter(({ weight, rule }) => weight === 'bar' && !isAskedLater(rule));
}

/** Colleagues against whom nothing stands and who are not nominated for it yet, by name. */
async function couldCome(
  { records, asker, now }: Desk<Key>,
  course: Course,
  nominee: Pick<Person, 'id' | 'name'>,
  organisation: string,
): Promise<readonly Text[]> {
  const members = await records.people.members({ organisation, most: mostLookedAt, skip: 0 });
  const nominated = await records.nominations.list({ course: course.id, organisation });
  const taken = new Set(nominated.filter((one) => one.state !== 'withdrawn').map((one) => one.nominee));
  const others = members.filter(
    ({ id, membership }) =>
      membership === 'confirmed' && id !== nominee.id && id !== asker.person?.id && !taken.has(id),
  );
  const years = await knownYears(records, others);
  const candidates = others.map((person) =>
    asCandidate(person, { organisation, unit: person.unit ?? '', years: years.get(person.id) ?? 0, now }),
  );
  const facts = await factsOf(records, course, candidates, now);
  return others
    .filter(({ id }) => {
      const one = facts.get(id);
      // Of somebody whose years nobody has said, they are asked when they are nominated.
      return (
        one !== undefined &&
        barsOf(failuresOf(one)).every(({ rule }) => rule === 'experience' && !years.has(id))
      );
    })
    .slice(0, mostColleagues)
    .map((person): Text => [value(person.name)]);
}

/** What a nomination said last of each. */
async function knownYears(
  records: Desk<Key>['records'],
  people: readonly Person[],
): Promise<ReadonlyMap<string, number>> {
  const ids = people.map(({ id }) => id);
  const said = await records.nominations.amid({ nominees: ids }, saidIn, 500);
  return new Map(said.filter((one) => one.rank !== '').map((one) => [one.nominee, one.yearsOfService]));
}

const saidIn = ['submitted', 'eligible', 'vetted', 'ineligible', 'accepted', 'attended', 'partial'] as const;
