// The one writer of the SQLite file: a queue whose waiting writes are committed together, each under a savepoint.
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import { errorCode } from './error-code.ts';

interface Waiting {
  readonly work: () => Promise<unknown>;
  readonly settle: (outcome: Outcome) => void;
}

type Outcome = { readonly value: unknown } | { readonly error: unknown };

/** A read that is under way still needs the log; a copy, or a program that follows the log, for longer. */
const logBusyFor = { first: 50, most: 5_000 };

/** Another program has the file: waited for without keeping the event loop from everything else. */
const heldFor = { most: 5_000, step: 20 };

/** More would keep the event loop from everything else for too long. */
const mostTogether = 64;

export class SqliteWriter {
  readonly #client: Sqlite.Database;
  readonly #statements: Readonly<
    Record<'begin' | 'commit' | 'rollback' | 'save' | 'release' | 'back', Sqlite.Statement>
  >;
  #waiting: Waiting[] = [];
  #draining: Promise<void> | undefined;
  #logIsFull = false;
  #logBusyFor = logBusyFor.first;

  constructor(client: Sqlite.Database) {
    this.#client = client;
    // SQLite's own patience would hold up everybody in this process.
    client.pragma('busy_timeout = 0');
    this.#statements = {
      begin: client.prepare('begin immediate'),
      commit: client.prepare('commit'),
      rollback: client.prepare('rollback'),
      save: client.prepare('savepoint one'),
      release: client.prepare('release one'),
      back: client.prepare('rollback to one'),
    };
  }

  /** Resolves when the work is durable; rejects with what it threw, or with why nothing could be kept. */
  write<T>(work: () => Promise<T>, isUrgent = false): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let value: T;
    const waiting: Waiting = {
      work: async () => {
        value = await work();
      },
      settle: (outcome) => ('error' in outcome ? reject(outcome.error) : resolve(value)),
    };
    if (isUrgent) this.#waiting.unshift(waiting);
    else this.#waiting.push(waiting);
    this.#draining ??= this.#drain();
    return promise;
  }

  /**
   * Once nothing waits, moves the write-ahead log into the file and empties it: until then it holds every older state
   * of what was changed, commit by commit, and so who changed what together with what.
   */
  emptyLogSoon(): void {
    this.#logIsFull = true;
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // Everything that this turn of the event loop still brings shares one commit, and so one wait for the disk.
    await nextTurn();
    while (this.#waiting.length > 0) {
      const together = this.#waiting.splice(0, mostTogether);
      const outcomes = await this.#commit(together);
      if (this.#logIsFull && this.#waiting.length === 0) this.#emptyLog();
      together.forEach((one, at) => {
        one.settle(outcomes[at] ?? { error: new Error('A write was lost.') });
      });
      await nextTurn();
    }
    this.#draining = undefined;
  }

  /** While writes are under way, the last of them does it. */
  #tryAgain(): void {
    if (this.#logIsFull && this.#draining === undefined) this.#emptyLog();
  }

  #emptyLog(): void {
    if (!this.#client.open) return;
    try {
      this.#logIsFull = this.#client.pragma('wal_checkpoint(truncate)', { simple: true }) !== 0;
    } catch {
      // A full or failing disk is told to whoever writes next; the log is emptied when there is room again.
    }
    if (!this.#logIsFull) {
      this.#logBusyFor = logBusyFor.first;
      return;
    }
    setTimeout(() => this.#tryAgain(), this.#logBusyFor).unref();
    this.#logBusyFor = Math.min(logBusyFor.most, this.#logBusyFor * 2);
  }

  /** How each of them ended; nobody is told before the commit, because all depend on it, also the refused. */
  async #commit(together: readonly Waiting[]): Promise<Outcome[]> {
    const { commit, rollback } = this.#statements;
    const outcomes: Outcome[] = [];
    try {
      await this.#begin();
      for (const one of together) outcomes.push(await this.#save(one));
      commit.run();
      return outcomes;
    } catch (error) {
      if (this.#client.inTransaction) rollback.run();
      return together.map(() => ({ error }));
    }
  }

  async #begin(): Promise<void> {
    const until = performance.now() + heldFor.most;
    for (;;) {
      try {
        this.#statements.begin.run();
        return;
      } catch (error) {
        if (!errorCode(error)?.startsWith('SQLITE_BUSY') || performance.now() > until) throw error;
        await wait(heldFor.step);
      }
    }
  }

  async #save(one: Waiting): Promise<Outcome> {
    const { save, release, back } = this.#statements;
    save.run();
    try {
      const value = await one.work();
      release.run();
      return { value };
    } catch (error) {
      // A full disk or a failing one makes SQLite undo the whole transaction by itself: then all have failed.
      if (!this.#client.inTransaction) throw error;
      back.run();
      release.run();
      return { error };
    }
  }
}
