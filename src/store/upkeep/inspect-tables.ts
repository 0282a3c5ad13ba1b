// Looks over what both databases hold alike: the chain, the counters, the deliveries, the leases; one sentence each.
import { count, eq, inArray, min, ne, sql } from 'drizzle-orm';
import { seatHoldingStates } from '#exchange/nomination.ts';
import type { ChannelId } from '#exchange/people.ts';
import type { Connection } from '../connection.ts';
import { checkAudit } from '../records/audit.ts';
import { brokenChain, type SchemaAge } from './record-check.ts';

/** `look`: works, and somebody should see to it. */
export interface Finding {
  readonly verdict: 'ok' | 'look' | 'wrong';
  readonly says: string;
}

/** Retries wait an hour at most; what has been due for longer than this is waiting for nobody's clock. */
const latest = 15 * 60_000;

/** What is the same in both databases. */
export async function inspectTables(
  connection: Connection,
  age: SchemaAge,
  now: number,
): Promise<readonly Finding[]> {
  if (age.newer) return [wrong('The record was written by a newer Attaché: install that version again.')];
  if (age.pending > 0) return [look(`${age.pending} migrations are to be run: the next start does that.`)];
  const verdict = await checkAudit(connection);
  return [
    ok('The tables are those of this version.'),
    verdict.whole
      ? ok(`The audit chain is whole: ${verdict.count} entries, head ${verdict.head.slice(0, 12)}….`)
      : wrong(
          `${capital(brokenChain(verdict))} Compare with the last backup: who has had the database in hand?`,
        ),
    await recountSeats(connection),
    ...(await inspectDeliveries(connection, now)),
    await listLeases(connection),
  ];
}

async function recountSeats({ db, tables: { courses, nominations } }: Connection): Promise<Finding> {
  const held = db
    .select({ course: nominations.course, number: count().as('number') })
    .from(nominations)
    .where(inArray(nominations.state, [...seatHoldingStates]))
    .groupBy(nominations.course)
    .as('held');
  const off = await db
    .select({ id: courses.id })
    .from(courses)
    .leftJoin(held, eq(held.course, courses.id))
    .where(ne(courses.granted, sql`coalesce(${held.number}, 0)`))
    .limit(5);
  if (off.length === 0) return ok('The counters of seats equal a recount.');
  return wrong(
    `The counters of seats are wrong for ${off.map(({ id }) => id).join(', ')}: tell the makers of Attaché.`,
  );
}

async function inspectDeliveries(connection: Connection, now: number): Promise<readonly Finding[]> {
  const {
    db,
    tables: { deliveries },
  } = connection;
  const states = await db
    .select({ state: deliveries.state, number: count() })
    .from(deliveries)
    .groupBy(deliveries.state)
    .orderBy(deliveries.state);
  const told = states.map(({ state, number }) => `${number} ${state}`).join(', ');
  const [oldest] = await db
    .select({ due: min(deliveries.notBefore) })
    .from(deliveries)
    .where(eq(deliveries.state, 'pending'));
  const late = oldest?.due == null ? 0 : now - oldest.due;
  const undelivered = states.find(({ state }) => state === 'undeliverable');
  return [
    ok(states.length === 0 ? 'Nothing has been said yet.' : `Deliveries: ${told}.`),
    ...(late > latest
      ? [
          look(
            `The oldest delivery has been due for ${minutes(late)}: does Attaché run, and are its platforms up?`,
          ),
        ]
      : []),
    ...(undelivered
      ? [
          look(
            `${undelivered.number} deliveries reached nobody: a coordinator sees them with /exchange undelivered.`,
          ),
        ]
      : []),
  ];
}

export interface NamedChannel {
  readonly channel: ChannelId;
  readonly organisation: string;
}

/** Every channel that was named, with the name of whose it is. */
export async function namedChannels({ db, tables }: Connection): Promise<readonly NamedChannel[]> {
  const { channels, organisations } = tables;
  return await db
    .select({ channel: channels.channel, organisation: organisations.name })
    .from(channels)
    .innerJoin(organisations, eq(organisations.id, channels.organisation))
    .orderBy(channels.channel);
}

async function listLeases({ db, tables: { leases } }: Connection): Promise<Finding> {
  const held = await db
    .select({ name: leases.name, holder: leases.holder })
    .from(leases)
    .orderBy(leases.name);
  if (held.length === 0) return ok('No process holds a lease: none is at work on this record.');
  return ok(`Leases: ${held.map(({ name, holder }) => `${name} by ${holder}`).join(', ')}.`);
}

export function ok(says: string): Finding {
  return { verdict: 'ok', says };
}

export function look(says: string): Finding {
  return { verdict: 'look', says };
}

export function wrong(says: string): Finding {
  return { verdict: 'wrong', says };
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function minutes(milliseconds: number): string {
  return `${Math.round(milliseconds / 60_000)} minutes`;
}
