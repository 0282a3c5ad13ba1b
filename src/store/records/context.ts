// What every kind of record works with: a connection inside one transaction, whose eyes, whose act.
import type { AuditFacts } from '#exchange/audit-chain.ts';
import type { Viewer } from '#exchange/viewer.ts';
import { storable } from '../columns.ts';
import type { Connection, Database } from '../connection.ts';
import type { IdPrefix, NewId } from '../ids.ts';
import type { Act, WorkKind } from '../store.ts';
import type { Tables } from '../tables.ts';
import { type AuditNote, appendAudit } from './audit.ts';

export class RecordContext {
  readonly viewer: Viewer;
  readonly #connection: Connection;
  readonly #act: Act | undefined;
  readonly #newId: NewId;
  readonly #notes: AuditNote[] = [];
  readonly #offers = new Map<WorkKind, number>();
  #ended = false;
  #erased = false;

  /** Without an act nothing can be changed. */
  constructor(connection: Connection, viewer: Viewer, act: Act | undefined, newId: NewId) {
    this.viewer = viewer;
    this.#connection = connection;
    this.#act = act;
    this.#newId = newId;
  }

  get connection(): Connection {
    if (this.#ended)
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
    this.#notes.push({ at: now, actor: storable(actor), action, subject: storable(subject), facts });
  }

  /** So many pieces of work are there once this is kept, for any of the processes that share the record. */
  offer(kind: WorkKind, pieces: number): void {
    if (pieces > 0) this.#offers.set(kind, (this.#offers.get(kind) ?? 0) + pieces);
  }

  get offers(): ReadonlyMap<WorkKind, number> {
    return this.#offers;
  }

  /** What was deleted or changed here was meant to be gone: no older state of it shall lie beside the record. */
  noteErased(): void {
    this.#erased = true;
  }

  get hasErased(): boolean {
    return this.#erased;
  }

  /** The last thing in a transaction, so that the head of the chain is held as shortly as can be. */
  async writeAudit(): Promise<void> {
    if (this.#notes.length > 0) await appendAudit(this.connection, this.#notes);
  }

  end(): void {
    this.#ended = true;
  }

  #acting(): Act {
    if (this.#act === undefined) throw new Error('Records are changed by store.write, not by store.read.');
    return this.#act;
  }
}
