// What every kind of record works with: a connection inside one transaction, whose eyes, whose act.
import type { AuditFacts } from '#exchange/audit-chain.ts';
import type { Viewer } from '#exchange/viewer.ts';
import { storable } from '../columns.ts';
import type { Connection, Database } from '../connection.ts';
import type { IdPrefix, NewId } from '../ids.ts';
import type { Act, WorkKind } from '../store.ts';
import type { Tables } from '../tables.ts';
import { type AuditNote, appendAudit } from './audit.ts';

/** What has come together in one transaction, whoever looks. */
interface Transaction {
  readonly notes: AuditNote[];
  readonly offers: Map<WorkKind, number>;
  ended: boolean;
  erased: boolean;
}

export class RecordContext {
  readonly viewer: Viewer;
  readonly #connection: Connection;
  readonly #act: Act | undefined;
  readonly #newId: NewId;
  readonly #transaction: Transaction;

  /** Without an act nothing can be changed. */
  constructor(
    connection: Connection,
    viewer: Viewer,
    act: Act | undefined,
    newId: NewId,
    transaction: Transaction = { notes: [], offers: new Map(), ended: false, erased: false },
  ) {
    this.viewer = viewer;
    this.#connection = connection;
    this.#act = act;
    this.#newId = newId;
    this.#transaction = transaction;
  }

  /** The same transaction, of the same act, in which nothing is hidden. */
  withAllEyes(): RecordContext {
    return new RecordContext(
      this.#connection,
      { kind: 'process' },
      this.#act,
      this.#newId,
      this.#transaction,
    );
  }

  get connection(): Connection {
    if (this.#transaction.ended)
      throw new Error('A record was asked for after its transaction had ended: await every call.');
    return this.#connection;
  }

  get db(): Database {
    return this.connection.db;
  }

  get tables(): Tables {
    return this.connection.tables;
  }

  /** The instant of the act, in epoch milliseconds. */
  get now(): number {
    return this.#acting().now;
  }

  newId(prefix: IdPrefix): string {
    return this.#newId(prefix);
  }

  /** Notes one change for the audit. Facts are ids, states and hashes: neither personal data nor free text. */
  audit(action: string, subject: string, facts: AuditFacts = {}): void {
    const { actor, now } = this.#acting();
    // As it will be read again: the chain is made over what the columns can keep.
    this.#transaction.notes.push({
      at: now,
      actor: storable(actor),
      action,
      subject: storable(subject),
      facts,
    });
  }

  /** So many pieces of work are there once this is kept, for any of the processes that share the record. */
  offer(kind: WorkKind, pieces: number): void {
    const { offers } = this.#transaction;
    if (pieces > 0) offers.set(kind, (offers.get(kind) ?? 0) + pieces);
  }

  get offers(): ReadonlyMap<WorkKind, number> {
    return this.#transaction.offers;
  }

  /** What was deleted or changed here was meant to be gone: no older state of it shall lie beside the record. */
  noteErased(): void {
    this.#transaction.erased = true;
  }

  get hasErased(): boolean {
    return this.#transaction.erased;
  }

  /** The last thing in a transaction, so that the head of the chain is held as shortly as can be. */
  async writeAudit(): Promise<void> {
    const { notes } = this.#transaction;
    if (notes.length > 0) await appendAudit(this.connection, notes);
  }

  end(): void {
    this.#transaction.ended = true;
  }

  #acting(): Act {
    if (this.#act === undefined) throw new Error('Records are changed by store.write, not by store.read.');
    return this.#act;
  }
}
