// The store in PostgreSQL, where several processes share the work: a pool, short transactions, conflicts retried.
import { setTimeout as wait } from 'node:timers/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool, type PoolClient } from 'pg';
import type { Viewer } from '#exchange/viewer.ts';
import type { Connection } from './connection.ts';
import { errorCode } from './error-code.ts';
import type { NewId } from './ids.ts';
import { migratePostgres } from './migrate-postgres.ts';
import { OneAtATimeClient } from './postgres-client.ts';
import { isFailover, postgresUnavailable } from './postgres-errors.ts';
import { type AuditVerdict, beginAudit, checkAudit } from './records/audit.ts';
import { RecordContext } from './records/context.ts';
import { postgresTables } from './schema.postgres.ts';
import { type SharedWork, sharedWork } from './shared-work.ts';
import { type Act, Conflict, type Store } from './store.ts';
import { refuseNestedTurn, takeTurn, type Work } from './turn.ts';

const limits = {
  max: 10,
  /** How long one statement may take, and how long it may wait for a lock; in milliseconds, as all of these. */
  statement_timeout: 10_000,
  lock_timeout: 5_000,
  idle_in_transaction_session_timeout: 15_000,
  connectionTimeoutMillis: 5_000,
};

/** Tries of one write that collides with others; by then each has waited a second or so in all. */
const mostTries = 7;

// Every read of one `store.read` sees the same instant.
const beginRead = 'begin isolation level repeatable read read only';
const beginWrite = 'begin isolation level read committed';

/** Connects and migrates. Throws StoreUnavailable when it cannot. */
export async function openPostgres(databaseUrl: string, newId: NewId): Promise<Store> {
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'attache',
    keepAlive: true,
    Client: OneAtATimeClient,
    ...limits,
  });
  // The pool drops a connection that breaks while nobody uses it, and makes another when one is wanted. One that breaks
  // in use fails its statement, and says so a second time as an event, which unheard would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await migratePostgres(databaseUrl);
    const store = new PostgresStore(pool, newId, sharedWork(databaseUrl));
    await store.begin();
    return store;
  } catch (error) {
    await pool.end();
    throw postgresUnavailable(error);
  }
}

class PostgresStore implements Store {
  readonly #pool: Pool;
  readonly #newId: NewId;
  readonly #connections = new WeakMap<PoolClient, Connection>();
  readonly #connectedAt = new WeakMap<PoolClient, number>();
  /** Connections that are older lead to a server that has gone, or only lets read by now. */
  #trustedSince = 0;
  readonly work: SharedWork;
  #closing: Promise<void> | undefined;

  constructor(pool: Pool, newId: NewId, work: SharedWork) {
    this.work = work;
    this.#pool = pool;
    this.#newId = newId;
  }

  async begin(): Promise<void> {
    await this.#transaction(beginWrite, (connection) => beginAudit(connection));
  }

  async read<T>(viewer: Viewer, work: Work<T>): Promise<T> {
    refuseNestedTurn();
    return await this.#transaction(beginRead, (connection) =>
      takeTurn(new RecordContext(connection, viewer, undefined, this.#newId), work),
    ).catch((error: unknown) => {
      throw postgresUnavailable(error);
    });
  }

  async write<T>(act: Act, work: Work<T>): Promise<T> {
    refuseNestedTurn();
    for (let tries = 1; ; tries += 1) {
      try {
        let offers: RecordContext['offers'] = new Map();
        const value = await this.#transaction(beginWrite, async (connection, client) => {
          const context = new RecordContext(connection, act.viewer, act, this.#newId);
          const value = await takeTurn(context, work);
          offers = context.offers;
          await this.work.write(offers, client);
          return value;
        });
        this.work.tell(offers);
        return value;
      } catch (error) {
        if (!isCollision(error) || tries === mostTries) throw named(error);
        await wait(Math.random() * 10 * 2 ** tries);
      }
    }
  }

  async verifyAudit(): Promise<AuditVerdict> {
    return await this.#transaction(beginRead, (connection) => checkAudit(connection));
  }

  async close(): Promise<void> {
    this.#closing ??= this.work.stop().then(() => this.#pool.end());
    await this.#closing;
  }

  async #transaction<T>(
    begin: string,
    work: (connection: Connection, client: PoolClient) => Promise<T>,
  ): Promise<T> {
    if (this.#closing !== undefined) throw new Error('The store is closed.');
    const client = await this.#begin(begin);
    let broken = false;
    try {
      const value = await work(this.#connectionOf(client), client);
      const { command } = await client.query('commit');
      // After a failed statement PostgreSQL answers a commit by rolling back, without an error.
      if (command !== 'COMMIT')
        throw new Error('A statement had failed, and its error was swallowed: undone.');
      return value;
    } catch (error) {
      await client.query('rollback').catch(() => {
        broken = true;
      });
      if (isFailover(error)) {
        this.#trustedSince = performance.now();
        broken = true;
      }
      throw error;
    } finally {
      client.release(broken);
    }
  }

  /** A connection in which the transaction has begun: one that is still good, or else a new one. */
  async #begin(begin: string): Promise<PoolClient> {
    for (;;) {
      const client = await this.#pool.connect().catch((error) => {
        throw postgresUnavailable(error);
      });
      const isNew = !this.#connectedAt.has(client);
      const connectedAt = this.#connectedAt.get(client) ?? performance.now();
      this.#connectedAt.set(client, connectedAt);
      try {
        if (connectedAt >= this.#trustedSince) {
          await client.query(begin);
          return client;
        }
        client.release(true);
      } catch (error) {
        client.release(true);
        // One that was kept may have been lost unseen.
        if (isNew || !isFailover(error)) throw postgresUnavailable(error);
      }
    }
  }

  #connectionOf(client: PoolClient): Connection {
    const known = this.#connections.get(client);
    if (known !== undefined) return known;
    const connection = { db: drizzle(client), tables: postgresTables };
    this.#connections.set(client, connection);
    return connection;
  }
}

/** A serialization failure or a deadlock: the same again may succeed. */
function isCollision(error: unknown): boolean {
  const code = errorCode(error);
  return code === '40001' || code === '40P01';
}

function named(error: unknown): unknown {
  if (errorCode(error) === '23505') return new Conflict('A unique key is taken.', { cause: error });
  return postgresUnavailable(error);
}
