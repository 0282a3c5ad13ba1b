// The figures of fairness: sums over the seats of a window, and an organisation's own row beside a spread without names.
import { and, asc, count, eq, gte, inArray, isNotNull, lt, ne, sql } from 'drizzle-orm';
import { maySeeFairness, maySeeStanding } from '#exchange/disclosure.ts';
import { weightLimits } from '#exchange/entitlement.ts';
import {
  type OwnStanding,
  ownStanding,
  type Part,
  type SeatFigures,
  type Share,
} from '#exchange/fairness.ts';
import { holdsSeat, type NominationState, seatHoldingStates } from '#exchange/nomination.ts';
import { given, prepared } from '../connection.ts';
import type { RecordContext } from './context.ts';

export interface FairnessRecords {
  /**
   * Of courses whose first day is this one (ISO) or later and that were not cancelled, withheld ones among them: for whoever
   * sees those too. Sums alone, beside the rows of organisations.
   */
  figures(since: string): Promise<SeatFigures | undefined>;
  /**
   * For whoever speaks for the organisation. Withheld courses count in nothing of it, not even in its own row: whoever knew
   * all the others would have them by subtraction.
   */
  standing(organisation: string, since: string): Promise<OwnStanding | undefined>;
}

export function fairnessRecords(context: RecordContext): FairnessRecords {
  return {
    async figures(since) {
      if (!maySeeFairness(context.viewer)) return undefined;
      const tallies = await tally(context.connection).execute({ since });
      const [people] = await seatedPeople(context.connection).execute({ since });
      const number = (...states: readonly NominationState[]) =>
        tallies.reduce((sum, one) => sum + (states.includes(one.state) ? one.number : 0), 0);
      const declined = number('declined', 'expired');
      const all = Number(people?.all ?? 0);
      const part = (some: unknown): Part => ({ number: Number(some ?? 0), of: all });
      return {
        organisations: await sharesOf(context, tallies),
        women: { number: Number(people?.women ?? 0), of: Number(people?.known ?? 0) },
        firstTimers: part(people?.first),
        repeated: part(people?.repeated),
        declined: { number: declined, of: declined + number(...answeredStates) },
        noShows: { number: number('no-show'), of: number(...markedStates) },
        days: (await daysToNominate(context.connection).execute({ since })).map((row) => ({
          days: Number(row.days),
          nominations: row.number,
        })),
      };
    },

    async standing(organisation, since) {
      if (!maySeeStanding(context.viewer, organisation)) return undefined;
      const open = (await tally(context.connection).execute({ since })).filter(
        ({ withheld }) => withheld === 0,
      );
      return ownStanding(await sharesOf(context, open), organisation);
    },
  };
}

interface Tally {
  readonly organisation: string;
  readonly state: NominationState;
  readonly withheld: number;
  readonly number: number;
}

/** Every organisation; the hub while it has neither nominated nor a weight is none of those that seats are shared between. */
async function sharesOf(context: RecordContext, tallies: readonly Tally[]): Promise<readonly Share[]> {
  const seats = new Map<string, number>();
  const nominations = new Map<string, number>();
  for (const { organisation, state, number } of tallies) {
    nominations.set(organisation, (nominations.get(organisation) ?? 0) + number);
    if (holdsSeat(state)) seats.set(organisation, (seats.get(organisation) ?? 0) + number);
  }
  return (await weighed(context.connection).execute())
    .filter(({ id, hub, weight }) => !hub || weight !== null || nominations.has(id))
    .map(({ id, weight }) => ({
      organisation: id,
      weight: weight ?? weightLimits.fallback,
      seats: seats.get(id) ?? 0,
      nominations: nominations.get(id) ?? 0,
    }));
}

/** Not handed in yet. */
const unsent = ['draft', 'endorsed'] as const satisfies readonly NominationState[];
/** Attendance is noted. */
const markedStates = ['attended', 'partial', 'no-show', 'certified', 'followed-up'] as const;
/** Whoever has said yes to a seat. */
const answeredStates = ['accepted', ...markedStates] as const;

/** At most a row for each organisation and state, twice. */
const tally = prepared(({ db, tables: { nominations, courses } }) => {
  const withheld = sql<number>`case when cast(${courses.withheld} as text) = '[]' then 0 else 1 end`;
  return db
    .select({
      organisation: nominations.organisation,
      state: nominations.state,
      withheld: withheld.as('kept'),
      number: count(),
    })
    .from(nominations)
    .innerJoin(courses, eq(courses.id, nominations.course))
    .where(
      and(
        gte(courses.startsOn, given(courses.startsOn, 'since')),
        ne(courses.state, 'cancelled'),
        sql`${nominations.state} not in ${[...unsent]}`,
      ),
    )
    .groupBy(nominations.organisation, nominations.state, sql`kept`)
    .prepare('fairness_tally');
});

/** One row: of everybody with a seat in the window, how many are what. */
const seatedPeople = prepared(({ db, tables: { nominations, courses, profiles } }) => {
  const isSeated = inArray(nominations.state, [...seatHoldingStates]);
  const counts = ne(courses.state, 'cancelled');
  const inWindow = db
    .select({ person: nominations.nominee, seats: count().as('seats') })
    .from(nominations)
    .innerJoin(courses, eq(courses.id, nominations.course))
    .where(and(gte(courses.startsOn, given(courses.startsOn, 'since')), counts, isSeated))
    .groupBy(nominations.nominee)
    .as('in_window');
  const before = db
    .selectDistinct({ person: nominations.nominee })
    .from(nominations)
    .innerJoin(courses, eq(courses.id, nominations.course))
    .where(and(lt(courses.startsOn, given(courses.startsOn, 'since')), counts, isSeated))
    .as('before');
  return db
    .select({
      all: count(),
      repeated: sql<number>`sum(case when ${inWindow.seats} > 1 then 1 else 0 end)`,
      first: sql<number>`sum(case when ${before.person} is null then 1 else 0 end)`,
      women: sql<number>`sum(case when ${profiles.gender} = 'woman' then ${inWindow.seats} else 0 end)`,
      known: sql<number>`sum(case when ${profiles.gender} is not null then ${inWindow.seats} else 0 end)`,
    })
    .from(inWindow)
    .leftJoin(before, eq(before.person, inWindow.person))
    .leftJoin(profiles, eq(profiles.person, inWindow.person))
    .prepare('fairness_people');
});

/** A row for each number of days. */
const daysToNominate = prepared(({ db, tables: { nominations, courses } }) => {
  // Whole days: both databases divide whole numbers so.
  const days = sql<number>`(${nominations.sentAt} - ${courses.publishedAt}) / 86400000`;
  return db
    .select({ days: days.as('days'), number: count() })
    .from(nominations)
    .innerJoin(courses, eq(courses.id, nominations.course))
    .where(
      and(
        gte(courses.startsOn, given(courses.startsOn, 'since')),
        ne(courses.state, 'cancelled'),
        isNotNull(courses.publishedAt),
        sql`${nominations.sentAt} >= ${courses.publishedAt}`,
      ),
    )
    .groupBy(sql`days`)
    .orderBy(asc(sql`days`))
    .prepare('fairness_days');
});

const weighed = prepared(({ db, tables: { organisations, weights } }) =>
  db
    .select({ id: organisations.id, hub: organisations.hub, weight: weights.weight })
    .from(organisations)
    .leftJoin(weights, eq(weights.organisation, organisations.id))
    .orderBy(asc(organisations.id))
    .prepare('fairness_organisations'),
);
