// Plans of who gets the seats of a course, what was moved in them and why, and the one moment in which a plan is confirmed.
import { and, asc, count, desc, eq, gte, inArray, isNull, max, sql } from 'drizzle-orm';
import { maySeeFairness, maySeeNomination } from '#exchange/disclosure.ts';
import { afterDepartures, type PlannedSeat, type PlannedShare } from '#exchange/seat-plan.ts';
import { given, prepared } from '../connection.ts';
import { Conflict } from '../store.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { seesCourse } from './eyes.ts';
import { holdCourse } from './hold-course.ts';
import { nominationById } from './nomination-queries.ts';
import { grantableStates, noteAnswered } from './seats.ts';

export interface SeatPlan {
  readonly id: string;
  readonly course: string;
  /** 1, 2, 3 … within the course. */
  readonly number: number;
  /** How many seats were to be given. */
  readonly seats: number;
  /** SHA-256 over everything that it follows from. */
  readonly hash: string;
  /** As it was proposed; departures come on top. */
  readonly rows: readonly PlannedSeat[];
  readonly shares: readonly PlannedShare[];
  readonly proposedBy: string;
  readonly proposedAt: number;
  readonly confirmedBy: string | undefined;
  readonly confirmedAt: number | undefined;
}

/** A seat moved from one nomination to another, against the rule. */
export interface SeatDeparture {
  readonly id: string;
  readonly plan: string;
  readonly course: string;
  readonly number: number;
  readonly loses: string;
  readonly gains: string;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
}

/** How a confirmed plan came out for one nomination. */
export interface SeatOutcome {
  readonly plan: Pick<SeatPlan, 'id' | 'course' | 'seats'>;
  readonly row: PlannedSeat;
  /** How many of the plan's seats went to its organisation. */
  readonly given: number;
  readonly share: PlannedShare | undefined;
}

export interface SeatPlanRecords {
  /** Keeps a plan, unless the last one of the course follows from the same and waits: then that one stays. */
  keep(
    plan: Pick<SeatPlan, 'course' | 'seats' | 'hash' | 'rows' | 'shares'>,
    proposedBy: string,
  ): Promise<SeatPlan>;
  /** For coordinators and oversight. */
  latest(course: string): Promise<SeatPlan | undefined>;
  /** Undefined when the plan has been confirmed, or another has taken its place. */
  depart(
    plan: string,
    departure: Pick<SeatDeparture, 'loses' | 'gains' | 'reason' | 'by'>,
  ): Promise<SeatDeparture | undefined>;
  /** In the order in which they were made; for coordinators and oversight. */
  departures(plan: string): Promise<readonly SeatDeparture[]>;
  /** How many there have been since then, in all courses; for coordinators and oversight. */
  departuresSince(at: number): Promise<number>;
  /**
   * Confirms the last plan of a course, once, with its rows as they are after all departures: whoever has a seat is
   * selected, the others are its reserve in their order. False when it has been confirmed, or is the last no more.
   */
  confirm(plan: string, rows: readonly PlannedSeat[], by: string): Promise<boolean>;
  /** For whoever may see the nomination. */
  outcome(nomination: string): Promise<SeatOutcome | undefined>;
}

export function seatPlanRecords(context: RecordContext): SeatPlanRecords {
  async function lastOf(course: string): Promise<SeatPlan | undefined> {
    const [row] = await lastPlan(context.connection).execute({ course });
    return row && planFrom(row);
  }

  /** The plan, held until the end of the transaction; undefined when it is not the last that waits. */
  async function holdWaiting(id: string): Promise<SeatPlan | undefined> {
    const { seatPlans } = context.tables;
    const [row] = await context.db.select().from(seatPlans).where(eq(seatPlans.id, id));
    if (row === undefined) return undefined;
    await holdCourse(context.connection).execute({ course: row.course });
    const last = await lastOf(row.course);
    return last?.id === id && last.confirmedAt === undefined ? last : undefined;
  }

  return {
    async keep(plan, proposedBy) {
      const { seatPlans } = context.tables;
      await holdCourse(context.connection).execute({ course: plan.course });
      const last = await lastOf(plan.course);
      if (last?.hash === plan.hash && last.confirmedAt === undefined) return last;
      const [row] = await context.db
        .insert(seatPlans)
        .values({
          ...plan,
          id: context.newId('pln'),
          number: (last?.number ?? 0) + 1,
          proposedBy,
          proposedAt: context.now,
        })
        .onConflictDoNothing()
        .returning();
      if (row === undefined)
        throw new Conflict('Somebody else has proposed the seats of this course meanwhile.');
      context.audit('seats.propose', plan.course, { plan: row.id, hash: row.hash, by: proposedBy });
      return planFrom(row);
    },

    async latest(course) {
      if (!maySeeFairness(context.viewer) || !(await seesCourse(context, course))) return undefined;
      return await lastOf(course);
    },

    async depart(plan, { loses, gains, reason, by }) {
      const held = await holdWaiting(plan);
      if (held === undefined) return undefined;
      const { seatDepartures } = context.tables;
      const [last] = await context.db
        .select({ number: max(seatDepartures.number) })
        .from(seatDepartures)
        .where(eq(seatDepartures.plan, plan));
      const [row] = await context.db
        .insert(seatDepartures)
        .values({
          id: context.newId('dpt'),
          plan,
          course: held.course,
          number: (last?.number ?? 0) + 1,
          loses,
          gains,
          reason,
          by,
          at: context.now,
        })
        .onConflictDoNothing()
        .returning();
      if (row === undefined) throw new Conflict('Somebody else has moved a seat of this plan meanwhile.');
      context.audit('seats.depart', held.course, { plan, departure: row.id, loses, gains, by });
      return row;
    },

    async departures(plan) {
      if (!maySeeFairness(context.viewer)) return [];
      return await departuresOf(context.connection).execute({ plan });
    },

    async departuresSince(at) {
      if (!maySeeFairness(context.viewer)) return 0;
      const { seatDepartures } = context.tables;
      const [row] = await context.db
        .select({ number: count() })
        .from(seatDepartures)
        .where(gte(seatDepartures.at, at));
      return row?.number ?? 0;
    },

    async confirm(id, rows, by) {
      const held = await holdWaiting(id);
      if (held === undefined) return false;
      const { seatPlans } = context.tables;
      const confirmed = await context.db
        .update(seatPlans)
        .set({ confirmedBy: by, confirmedAt: context.now })
        .where(and(eq(seatPlans.id, id), isNull(seatPlans.confirmedAt)))
        .returning({ id: seatPlans.id });
      if (confirmed.length === 0) return false;
      let place = 0;
      for (const row of rows) {
        const isSelected = row.by !== null;
        if (!isSelected) place += 1;
        const state = isSelected ? 'selected' : 'reserve';
        const [moved] = await placeNomination(context.connection).execute({
          of: row.nomination,
          course: held.course,
          state,
          reservePlace: isSelected ? null : place,
        });
        // The command has looked at all of them in this transaction.
        if (moved === undefined) throw new Conflict('A nomination of this plan has been changed meanwhile.');
        context.audit('nomination.move', row.nomination, {
          course: held.course,
          to: state,
          plan: id,
        });
      }
      await noteAnswered(context, held.course);
      context.audit('seats.confirm', held.course, { plan: id, hash: held.hash, by, reserve: place });
      return true;
    },

    async outcome(nomination) {
      const [found] = await nominationById(context.connection).execute({ id: nomination });
      if (found === undefined) return undefined;
      const { course } = found.nomination;
      if (!maySeeNomination(context.viewer, { ...found.nomination, organiser: found.organiser }))
        return undefined;
      const plan = await lastOf(course);
      if (plan?.confirmedAt === undefined) return undefined;
      const departures = await departuresOf(context.connection).execute({ plan: plan.id });
      const rows = afterDepartures(plan.rows, departures);
      const row = rows.find((one) => one.nomination === nomination);
      if (row === undefined) return undefined;
      const { organisation } = row;
      return {
        plan: { id: plan.id, course, seats: plan.seats },
        row,
        given: rows.filter((one) => one.organisation === organisation && one.by !== null).length,
        share: plan.shares.find((one) => one.organisation === organisation),
      };
    },
  };
}

const lastPlan = prepared(({ db, tables: { seatPlans } }) =>
  db
    .select()
    .from(seatPlans)
    .where(eq(seatPlans.course, given(seatPlans.course, 'course')))
    .orderBy(desc(seatPlans.number))
    .limit(1)
    .prepare('last_seat_plan'),
);

const placeNomination = prepared(({ db, tables: { nominations } }) =>
  db
    .update(nominations)
    .set({
      state: sql`${given(nominations.state, 'state')}`,
      reservePlace: sql`${given(nominations.reservePlace, 'reservePlace')}`,
    })
    .where(
      and(
        eq(nominations.id, given(nominations.id, 'of')),
        eq(nominations.course, given(nominations.course, 'course')),
        inArray(nominations.state, [...grantableStates]),
      ),
    )
    .returning({ id: nominations.id })
    .prepare('nomination_place'),
);

const departuresOf = prepared(({ db, tables: { seatDepartures } }) =>
  db
    .select()
    .from(seatDepartures)
    .where(eq(seatDepartures.plan, given(seatDepartures.plan, 'plan')))
    .orderBy(asc(seatDepartures.number))
    .prepare('seat_departures_of'),
);

function planFrom(row: Tables['seatPlans']['$inferSelect']): SeatPlan {
  return { ...row, confirmedBy: row.confirmedBy ?? undefined, confirmedAt: row.confirmedAt ?? undefined };
}
