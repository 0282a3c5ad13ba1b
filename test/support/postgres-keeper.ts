// Keeps one PostgreSQL for a whole test run: starts it when the first test asks, and stops it after the last.
import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { migratePostgres } from '#store/migrate-postgres.ts';
import { createDatabase } from './cluster-databases.ts';
import { type Cluster, startPostgres } from './start-postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where to ask for the address of the PostgreSQL of this run. */
    postgresKeeper: string;
  }
}

/** A database with all tables in it, which a new one is copied from twice as fast as it is migrated. */
export const migratedTemplate = 'attache_migrated';

export default async function keepPostgres(project: TestProject): Promise<() => Promise<void>> {
  let cluster: Promise<Cluster> | undefined;
  const server = createServer(async (_, response) => {
    try {
      cluster ??= prepare();
      response.end((await cluster).url);
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? error.message : String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The keeper has no port.');
  project.provide('postgresKeeper', `http://127.0.0.1:${address.port}/`);
  return async () => {
    server.closeAllConnections();
    server.close();
    await (await cluster?.catch(() => undefined))?.stop();
  };
}

async function prepare(): Promise<Cluster> {
  const cluster = await startPostgres();
  try {
    await migratePostgres(await createDatabase(cluster.url, migratedTemplate));
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}
