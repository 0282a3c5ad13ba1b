// What is left to do after pg_restore has brought a PostgreSQL record back: check it, and doubt what was due.
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import { newId } from '../ids.ts';
import { openPostgres } from '../postgres.ts';
import { postgresTables } from '../schema.postgres.ts';
import { StoreUnavailable } from '../store.ts';
import { askPostgres } from './ask-postgres.ts';
import { type Doubted, doubtDue, noteRestore } from './doubt-after-restore.ts';
import { forgetAgain } from './forget-after-restore.ts';
import { brokenChain } from './record-check.ts';

/** Throws StoreUnavailable with a sentence, also when an Attaché is at work on the database. */
export async function afterPgRestore(
  databaseUrl: string,
  wish: { readonly sayAgain: boolean; readonly now: number; readonly forget?: readonly string[] },
): Promise<Doubted & { readonly entries: number; readonly forgotten: number }> {
  await refuseWhileRunning(databaseUrl);
  const store = await openPostgres(databaseUrl, newId);
  try {
    const audit = await store.verifyAudit();
    if (!audit.whole) throw new StoreUnavailable(`The database is not whole: ${brokenChain(audit)}`);
    const doubted = wish.sayAgain ? { held: 0, lookedFor: 0 } : await doubt(databaseUrl, wish.now);
    await noteRestore(store, wish.now, audit.count, doubted);
    const forgotten = await forgetAgain(store, wish.forget ?? [], wish.now);
    return { ...doubted, entries: audit.count, forgotten };
  } finally {
    await store.close();
  }
}

async function doubt(databaseUrl: string, now: number): Promise<Doubted> {
  const client = new Client({ connectionString: databaseUrl, application_name: 'attache restore' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    const doubted = await doubtDue({ db: drizzle(client), tables: postgresTables }, now);
    await client.query('commit');
    return doubted;
  } finally {
    await client.end();
  }
}

async function refuseWhileRunning(databaseUrl: string): Promise<void> {
  const running = await askPostgres(databaseUrl, async (client) => {
    const { rows } = await client.query(
      "select 1 from pg_stat_activity where datname = current_database() and application_name in ('attache', 'attache work')",
    );
    return rows.length > 0;
  });
  if (running)
    throw new StoreUnavailable('Attaché is running on this database: stop every process of it first.');
}
