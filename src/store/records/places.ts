// Workspaces and servers that Attaché was put out of: nothing is sent there until it is let in again.
import { asc, eq } from 'drizzle-orm';
import type { PlaceId } from '#exchange/people.ts';
import { prepared } from '../connection.ts';
import type { RecordContext } from './context.ts';

export interface PlaceRecords {
  /** Notes that Attaché is no longer in this place; true for the first to say so. Where it is installed it has not left. */
  leave(place: PlaceId): Promise<boolean>;
  /** Notes that it is there (again); true where it had left. */
  takeUp(place: PlaceId): Promise<boolean>;
  /** Every place that it has left. */
  left(): Promise<readonly { readonly place: PlaceId; readonly leftAt: number }[]>;
}

export function placeRecords(context: RecordContext): PlaceRecords {
  return {
    async leave(place) {
      const { installations, leftPlaces } = context.tables;
      // Held until the end, so that on PostgreSQL whoever installs it meanwhile comes after this, and takes it up.
      const [installation] = await context.db
        .update(installations)
        .set({ place })
        .where(eq(installations.place, place))
        .returning({ state: installations.state });
      if (installation?.state === 'installed') return false;
      const noted = await context.db
        .insert(leftPlaces)
        .values({ place, leftAt: context.now })
        .onConflictDoNothing()
        .returning({ place: leftPlaces.place });
      if (noted.length > 0) context.audit('place.leave', place);
      return noted.length > 0;
    },

    async takeUp(place) {
      const { leftPlaces } = context.tables;
      const gone = await context.db
        .delete(leftPlaces)
        .where(eq(leftPlaces.place, place))
        .returning({ place: leftPlaces.place });
      if (gone.length > 0) context.audit('place.return', place);
      return gone.length > 0;
    },

    async left() {
      return await allLeft(context.connection).execute();
    },
  };
}

// On the way of every message.
const allLeft = prepared(({ db, tables: { leftPlaces } }) =>
  db.select().from(leftPlaces).orderBy(asc(leftPlaces.place)).prepare('places_left'),
);
