// Reads a PostgreSQL record beside whoever works on it, over one connection that can change nothing.
import { Client } from 'pg';
import { postgresUnavailable } from '../postgres-errors.ts';

/** Reads one state, in a connection of its own. Throws StoreUnavailable with a sentence. */
export async function askPostgres<T>(databaseUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'attache look',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('begin isolation level repeatable read read only');
    return await work(client);
  } catch (error) {
    throw postgresUnavailable(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}
