// What is held about somebody from the sharing of seats: plans that they made or confirmed, and why a seat went to or from them.
import { asc, eq, inArray, or } from 'drizzle-orm';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

type Row<Name extends keyof Tables> = Tables[Name]['$inferSelect'];

export interface HeldOfSeats {
  readonly seatPlans: readonly Pick<Row<'seatPlans'>, 'course' | 'proposedAt' | 'confirmedAt'>[];
  /** Those that they made, and those in which a seat went to them or from them. */
  readonly seatDepartures: readonly Pick<Row<'seatDepartures'>, 'course' | 'at' | 'reason'>[];
}

export async function heldOfSeatsOf({ db, tables }: RecordContext, person: string): Promise<HeldOfSeats> {
  const { seatPlans, seatDepartures, nominations } = tables;
  const own = db.select({ id: nominations.id }).from(nominations).where(eq(nominations.nominee, person));
  return {
    seatPlans: await db
      .select({
        course: seatPlans.course,
        proposedAt: seatPlans.proposedAt,
        confirmedAt: seatPlans.confirmedAt,
      })
      .from(seatPlans)
      .where(or(eq(seatPlans.proposedBy, person), eq(seatPlans.confirmedBy, person)))
      .orderBy(asc(seatPlans.proposedAt), asc(seatPlans.id)),
    seatDepartures: await db
      .select({ course: seatDepartures.course, at: seatDepartures.at, reason: seatDepartures.reason })
      .from(seatDepartures)
      .where(
        or(
          eq(seatDepartures.by, person),
          inArray(seatDepartures.loses, own),
          inArray(seatDepartures.gains, own),
        ),
      )
      .orderBy(asc(seatDepartures.at), asc(seatDepartures.id)),
  };
}
