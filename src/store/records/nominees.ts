// Whom a question about many is about: these people, or everybody who is nominated for a course, in one query either way.
import { type AnyColumn, eq, inArray, type SQL } from 'drizzle-orm';
import { amongIds, type Connection, given, idsIn, placesFor } from '../connection.ts';

/** A short list of people, or those nominated for a course, however many they are. */
export type Nominees = readonly string[] | { readonly nominatedFor: string };

/** The shape of a statement about them: how many places its list has, and none for a course. */
export function shapeOf(among: Nominees): number {
  return 'nominatedFor' in among ? 0 : placesFor(among);
}

export function amongNominees(
  { db, tables: { nominations } }: Connection,
  column: AnyColumn,
  shape: number,
): SQL {
  if (shape > 0) return amongIds(column, shape);
  const nominated = db
    .select({ nominee: nominations.nominee })
    .from(nominations)
    .where(eq(nominations.course, given(nominations.course, 'nominatedFor')));
  return inArray(column, nominated);
}

/** What fills the places of `amongNominees`. */
export function nomineesIn(among: Nominees): Record<string, string> {
  return 'nominatedFor' in among ? { nominatedFor: among.nominatedFor } : idsIn(among, placesFor(among));
}

export function isNobody(among: Nominees): boolean {
  return !('nominatedFor' in among) && among.length === 0;
}

/** The nominations of a course, or a short list of them. */
export type Nominated = readonly string[] | { readonly course: string };
