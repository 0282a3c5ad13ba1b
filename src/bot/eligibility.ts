// Eligibility over the record: gathers the facts of all nominees of a course in a few queries, however many they are.
import { type Criteria, type EligibilityFacts, type Failure, noCriteria } from '#exchange/eligibility.ts';
import { failuresOf, sameCourseKey } from '#exchange/eligibility-rules.ts';
import { localDate } from '#exchange/local-time.ts';
import type { Assent } from '#exchange/nomination.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { unitKeyOf, type VettingSight } from '#store/records/vettings.ts';
import type { Records } from '#store/store.ts';
import { hubSetting } from './hub-setting.ts';

/** Whoever is looked at for a course, whether they are nominated for it or might be. */
export interface Candidate {
  /** Of the nomination; of somebody who might be nominated any key. */
  readonly id: string;
  readonly nominee: string;
  readonly organisation: string;
  readonly unit: string;
  readonly yearsOfService: number;
  /** When the years were said, epoch milliseconds. */
  readonly createdAt: number;
  readonly sentAt: number | null;
  readonly consent: Assent | null;
  readonly release: Assent | null;
}

/** Longer lists are asked for by their course, in the same number of queries. */
const mostByName = 64;

/**
 * What fails for each of these nominations of a course, by their ids; an empty list is somebody who may be offered a seat.
 * A dozen queries, whether it is one nomination or ten thousand. With the eyes of whoever asks: courses that they may not
 * see decide all the same, and are named by nothing.
 */
export async function verdictsOf(
  records: Records,
  course: Course,
  nominations: readonly Nomination[],
  now: number,
): Promise<ReadonlyMap<string, readonly Failure[]>> {
  const facts = await factsOf(records, course, nominations, now);
  return new Map([...facts].map(([id, one]) => [id, failuresOf(one)]));
}

/** The facts that the rules look at, by the ids of the candidates; with `all`, to be shown to nobody. */
export async function factsOf(
  records: Records,
  course: Course,
  candidates: readonly Candidate[],
  now: number,
  sight: VettingSight = 'seen',
): Promise<ReadonlyMap<string, EligibilityFacts>> {
  if (candidates.length === 0) return new Map();
  const people = [...new Set(candidates.map(({ nominee }) => nominee))];
  const isMany = people.length > mostByName;
  const nominees = isMany ? { nominatedFor: course.id } : people;
  const nominated = isMany ? { course: course.id } : candidates.map(({ id }) => id);

  const { evidence } = records;
  const criteria = await criteriaOf(records, course.id);
  const countries = new Map((await records.organisations.all()).map((one) => [one.id, one.country]));
  const profiles = await records.profiles.of(nominees);
  const bookings = groupBy(await evidence.bookings(nominees), ({ person }) => person);
  const earlier = groupBy(await evidence.earlier(nominees), ({ person }) => person);
  const proofs = criteria.prerequisite === undefined ? none : await evidence.proofs(nominees);
  const received = criteria.documents.length === 0 ? none : await evidence.received(nominated);
  const vettings = criteria.vetting === 'none' ? none : await records.vettings.ofPeople(nominees, sight);
  const units =
    criteria.vetting === 'person-and-unit'
      ? await records.vettings.ofUnits(
          [...new Set(candidates.map(({ organisation }) => organisation))],
          sight,
        )
      : none;
  const waived = groupBy(await records.waivers.of(nominated), ({ nomination }) => nomination);
  const cooling = {
    short: await hubSetting(records, 'rule.cooling.short'),
    medium: await hubSetting(records, 'rule.cooling.medium'),
    long: await hubSetting(records, 'rule.cooling.long'),
  };
  const today = localDate(now, course.zone);
  const about = { ...course, titleKey: sameCourseKey(course.title) };

  return new Map(
    candidates.map((one): [string, EligibilityFacts] => {
      const profile = profiles.get(one.nominee);
      return [
        one.id,
        {
          course: about,
          criteria,
          homeCountry: countries.get(one.organisation) ?? '',
          sector: profile?.sector,
          languages: profile?.languages ?? [],
          years: one.yearsOfService,
          yearsSaidOn: localDate(one.createdAt, course.zone),
          consent: one.consent,
          release: one.release,
          nominatedOn: one.sentAt === null ? undefined : localDate(one.sentAt, course.zone),
          bookings: bookings.get(one.nominee) ?? [],
          earlier: earlier.get(one.nominee) ?? [],
          proofs: proofs.get(one.nominee) ?? [],
          vetting: vettings.get(one.nominee),
          unitVetting: units.get(unitKeyOf(one.organisation, one.unit)),
          received: received.get(one.id) ?? [],
          waived: (waived.get(one.id) ?? []).flatMap(({ rule, signedBy }) =>
            signedBy === null ? [] : [rule],
          ),
          cooling,
          today,
        },
      ];
    }),
  );
}

/** What a course asks; nothing of its own while it has said nothing. */
export async function criteriaOf(records: Pick<Records, 'criteria'>, course: string): Promise<Criteria> {
  return (await records.criteria.of([course])).get(course) ?? noCriteria;
}

const none: ReadonlyMap<string, never> = new Map<string, never>();

function groupBy<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
): ReadonlyMap<string, readonly Row[]> {
  return Map.groupBy(rows, keyOf);
}
