// Claims: the ids of events that have been taken up, so that a repeated event has one effect.
import { lt, sql } from 'drizzle-orm';
import { prepared } from '../connection.ts';
import type { RecordContext } from './context.ts';

/** A platform repeats an event for minutes; a day is ample. */
const claimsAreKept = 24 * 60 * 60 * 1000;

/** One claim in so many clears away the old ones. */
const clearEvery = 500;

let claimed = 0;

/** True for the first to claim this key, false for every later one. */
export async function claim(context: RecordContext, key: string): Promise<boolean> {
  claimed += 1;
  if (claimed % clearEvery === 0) await clearOld(context);
  const taken = await insertClaim(context.connection).execute({ key, now: context.now });
  return taken.length > 0;
}

async function clearOld({ db, tables: { claims }, now }: RecordContext): Promise<void> {
  await db.delete(claims).where(lt(claims.claimedAt, now - claimsAreKept));
}

const insertClaim = prepared(({ db, tables: { claims } }) =>
  db
    .insert(claims)
    .values({ key: sql.placeholder('key'), claimedAt: sql.placeholder('now') })
    .onConflictDoNothing()
    .returning({ key: claims.key })
    .prepare('claim'),
);
