// Who is nominated: a member of the organisation or somebody new, what stands against them, and whom they are like.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { command, day, value } from '#bot/text.ts';
import { mayBeOne } from '#exchange/alike-names.ts';
import { localDate } from '#exchange/local-time.ts';
import { type NominationState, seatHoldingStates } from '#exchange/nomination.ts';
import { mayNominate, overlapping } from '#exchange/nomination-conflicts.ts';
import type { Course } from '#store/records/courses.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';
import type { Records } from '#store/store.ts';
import { withNames } from './_nomination.ts';
import type { Key } from './words.ts';

export type Chosen =
  | { readonly answer: Answer }
  | { readonly person: Person }
  | { readonly person: undefined; readonly newName: string };

/** A member of the organisation, or the name of somebody who is not one yet; exactly one of the two. */
export async function nomineeOf(
  desk: Desk<Key>,
  organisation: Organisation,
  personId: string | undefined,
  newName: string | undefined,
): Promise<Chosen> {
  const { records, say } = desk;
  if (personId !== undefined && newName !== undefined)
    return { answer: { correct: { newName: say('add.whoTwice') } } };
  if (personId !== undefined) {
    const person = await records.people.byId(personId);
    if (person?.organisation === organisation.id && person.membership === 'confirmed') return { person };
    const facts = { name: value(person?.name ?? ''), organisation: value(organisation.name) };
    return { answer: { correct: { person: say('add.notYours', facts) } } };
  }
  if (newName === undefined) return { answer: { correct: { person: say('add.whoMissing') } } };
  return { person: undefined, newName };
}

/** What stands against this nominee, with its evidence. */
export async function conflictOf(
  desk: Desk<Key>,
  nominee: Person,
  course: Course,
): Promise<Answer | undefined> {
  const { asker, records } = desk;
  const [name, title] = [value(nominee.name), value(course.title)];
  if (!mayNominate({ nominator: asker.person?.id ?? '', nominee: nominee.id }))
    return desk.refuse('add.yourself');
  const theirs = await records.nominations.list({ nominee: nominee.id });
  const double = theirs.find((one) => one.course === course.id && one.state !== 'withdrawn');
  if (double) {
    const { by } = await withNames(records, double, course);
    return desk.refuse('add.double', {
      name,
      title,
      by: value(by),
      on: day(localDate(double.createdAt, asker.zone)),
      state: desk.house(`nominationState.${double.state}`),
      edit: command('nominate edit'),
      withdraw: command('nominate withdraw'),
    });
  }
  const seats = theirs.filter((one) => seatHoldingStates.some((state) => state === one.state));
  const booked = await Promise.all(seats.map((one) => records.courses.byId(one.course)));
  const other = overlapping(
    course,
    booked.flatMap((one) => (one && one.state !== 'cancelled' ? [one] : [])),
  );
  if (!other) return undefined;
  return desk.refuse('add.overlap', {
    name,
    title,
    other: value(other.title),
    from: day(other.startsOn),
    to: day(other.endsOn),
    starts: day(course.startsOn),
    ends: day(course.endsOn),
    withdraw: command('nominate withdraw'),
  });
}

/** The liaison officer vouches for their own people, so a new nominee is a confirmed member at once. */
export async function newMember(
  records: Records,
  name: string,
  organisation: Organisation,
  about: { readonly rank: string; readonly unit: string },
): Promise<Person> {
  const { rank, unit } = about;
  const person = await records.people.add({
    name,
    organisation: organisation.id,
    membership: 'confirmed',
    rank,
    unit,
  });
  await records.people.grant({ person: person.id, role: 'trainee', scope: organisation.id });
  return person;
}

/** Each part of a name finds a few: the order of its words may be another. */
const foundByPart = 10;

/** Whose nomination or membership this may be a second time, under another spelling or account (product §5.11). */
export async function likenessOf(
  records: Records,
  who: { readonly name: string; readonly person: Person | undefined },
  organisation: string,
  course: string,
): Promise<{ readonly as: 'nominated' | 'member'; readonly name: string } | undefined> {
  const nominated = await records.nominations.list({ course, organisation });
  const standing = nominated.filter((one) => one.state !== 'withdrawn' && one.nominee !== who.person?.id);
  const names = await records.people.byIds(standing.map((one) => one.nominee));
  const twice = names.find((one) => mayBeOne(one.name, who.name));
  if (twice) return { as: 'nominated', name: twice.name };
  if (who.person) return undefined;
  for (const part of who.name.split(/\s+/u).slice(0, 4)) {
    const found = await records.people.search(part, { organisation, most: foundByPart });
    const member = found.find((one) => mayBeOne(one.name, who.name));
    if (member) return { as: 'member', name: member.name };
  }
  return undefined;
}

/** Among the nominees of a course, who may be nominated twice by the same organisation: by nomination, the other's name. */
export function doublesAmong(
  nominations: readonly {
    readonly id: string;
    readonly organisation: string;
    readonly nominee: string;
    readonly state: NominationState;
  }[],
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const doubles = new Map<string, string>();
  const standing = nominations.filter((one) => one.state !== 'withdrawn');
  for (const theirs of Map.groupBy(standing, (one) => one.organisation).values()) {
    for (const one of theirs) {
      const name = names.get(one.nominee) ?? '';
      const other = theirs.find(
        ({ nominee }) => nominee !== one.nominee && mayBeOne(name, names.get(nominee) ?? ''),
      );
      if (other) doubles.set(one.id, names.get(other.nominee) ?? '');
    }
  }
  return doubles;
}
