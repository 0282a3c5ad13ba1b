// Looks into a record from outside, beside whoever writes to it: what waits, what was noted, and whether counters are right.
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import type { StorePlace } from '#store/open-store.ts';

export type Row = Readonly<Record<string, unknown>>;

export interface Found {
  readonly sent: number;
  readonly undeliverable: number;
  /** Nothing waits to be sent, is being sent, or was acknowledged and not dealt with. */
  readonly isSettled: boolean;
  /** Names of all organisations. */
  readonly names: ReadonlySet<string>;
  /** How many names stand there more than once. */
  readonly namesTwice: number;
  readonly countersAreRight: boolean;
  /** What still waits, by why: for whoever looks for a loss. */
  readonly waiting: readonly Row[];
}

const states = 'select state, count(*) as number from deliveries group by state';
const intake = 'select count(*) as number from intake';
const waiting =
  "select state, failure, lane, sent_to is null as known, count(*) as number, min(not_before) as due from deliveries where state in ('pending','sending') group by state, failure, lane, sent_to is null";
const organisations = 'select name, count(*) as number from organisations group by name';
/** The last number of the audit chain is a counter: it must be the number of entries. */
const auditEntries = 'select (select sequence from audit_head) as counted, count(*) as number from audit';

export async function lookInto(place: StorePlace): Promise<Found> {
  const queries = [states, intake, organisations, auditEntries, waiting];
  const [byState, kept, named, audit, left] = await rowsOf(place, queries);
  const inState = (state: string) => Number(byState?.find((row) => row.state === state)?.number ?? 0);
  const names = (named ?? []).map((row) => ({ name: String(row.name), number: Number(row.number) }));
  return {
    sent: inState('sent'),
    undeliverable: inState('undeliverable'),
    isSettled: inState('pending') + inState('sending') + Number(kept?.[0]?.number ?? 0) === 0,
    names: new Set(names.map(({ name }) => name)),
    namesTwice: names.filter(({ number }) => number > 1).length,
    countersAreRight: Number(audit?.[0]?.counted) === Number(audit?.[0]?.number),
    waiting: left ?? [],
  };
}

async function rowsOf(place: StorePlace, queries: readonly string[]): Promise<readonly (readonly Row[])[]> {
  if ('sqliteFile' in place) {
    const file = new Sqlite(place.sqliteFile, { readonly: true, fileMustExist: true, timeout: 5_000 });
    try {
      return queries.map((query) => file.prepare<[], Row>(query).all());
    } finally {
      file.close();
    }
  }
  const client = new pg.Client({ connectionString: place.databaseUrl });
  await client.connect();
  try {
    const answers: (readonly Row[])[] = [];
    for (const query of queries) answers.push((await client.query<Row>(query)).rows);
    return answers;
  } finally {
    await client.end();
  }
}
