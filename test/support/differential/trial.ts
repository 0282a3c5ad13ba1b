// One trial: the same steps on SQLite, on PostgreSQL and on the model, and the first thing in which they differ.
import { createHash } from 'node:crypto';
import type { IdPrefix } from '#store/ids.ts';
import { Conflict, type Records, type Store } from '#store/store.ts';
import {
  type Contents,
  contentsOfModel,
  type OpenDatabase,
  openDatabase,
  type TrialPlaces,
} from './databases.ts';
import { type ModelStore, makeModel } from './model.ts';
import { failureOf, outcomeOf, planned } from './outcome.ts';
import { type Operation, perform, type Step } from './plan.ts';

export interface Difference {
  /** Index of the step after which it was seen. */
  readonly step: number;
  readonly what: string;
}

/** Something that a test breaks on purpose, to see that it is found. */
export type Sabotage = (
  stores: { readonly model: ModelStore; readonly sqlite: Store },
  step: number,
) => Promise<void>;

interface Ids {
  readonly newId: (prefix: IdPrefix) => string;
  /** From now on ids are those of this operation. */
  of(operation: Operation): void;
}

/** Ids that only depend on the operation that makes them. */
export function makeIds(): Ids {
  let made = 0;
  let number = 0;
  return {
    of: (operation) => {
      number = operation.number;
      made = 0;
    },
    newId: (prefix) => {
      made += 1;
      const hash = createHash('sha256').update(`${number} ${made}`).digest('hex');
      return `${prefix}-${hash.slice(0, 12)}`;
    },
  };
}

/** What came of a step: of each operation, and of the whole. */
export type Outcome = readonly string[];

export async function takeStep(store: Pick<Store, 'read' | 'write'>, ids: Ids, step: Step): Promise<Outcome> {
  if (step.kind === 'reopen') return [];
  let outcomes: string[] = [];
  async function work(records: Records): Promise<void> {
    outcomes = [];
    if (step.kind === 'reopen') return;
    for (const operation of step.operations) {
      ids.of(operation);
      try {
        outcomes.push(outcomeOf(operation.call, await perform(records, operation)));
      } catch (error) {
        outcomes.push(failureOf(error));
        const mayGoOn = step.kind === 'write' && step.onConflict === 'go on' && error instanceof Conflict;
        if (!mayGoOn) throw error;
      }
    }
    if (step.kind === 'write' && step.ending === 'throw') throw new Error(planned);
  }
  try {
    await (step.kind === 'read' ? store.read(step.viewer, work) : store.write(step.act, work));
    return [...outcomes, 'done'];
  } catch (error) {
    return [...outcomes, `undone: ${failureOf(error)}`];
  }
}

export interface TrialOptions {
  readonly places: TrialPlaces;
  /** All rows are compared after so many steps, and at the end. */
  readonly compareEvery: number;
  readonly sabotage?: Sabotage | undefined;
}

/** The first difference, or undefined. */
export async function runTrial(
  steps: readonly Step[],
  { places, compareEvery, sabotage }: TrialOptions,
): Promise<Difference | undefined> {
  const ids = { model: makeIds(), sqlite: makeIds(), postgres: makeIds() };
  const model = makeModel(ids.model.newId);
  const sqlite = await openDatabase(await places.sqlite(), ids.sqlite.newId);
  const postgres = await openDatabase(await places.postgres(), ids.postgres.newId);
  let now = 0;
  try {
    for (let at = 0; at < steps.length; ) {
      const together = togetherFrom(steps, at);
      const [first] = together;
      if (first?.kind === 'reopen') await Promise.all([sqlite.reopen(), postgres.reopen()]);
      else {
        const difference = await takeTogether(together, at, { model, sqlite, postgres }, ids);
        if (difference) return difference;
      }
      for (const step of together) if (step.kind === 'write') now = Math.max(now, step.act.now);
      const before = at;
      at += together.length;
      for (let done = before; done < at; done += 1) await sabotage?.({ model, sqlite: sqlite.store }, done);
      if (Math.floor(before / compareEvery) !== Math.floor(at / compareEvery) || at >= steps.length) {
        const what = await compareRows(model, sqlite, postgres, now);
        if (what !== undefined) return { step: at - 1, what };
      }
    }
    return undefined;
  } finally {
    await sqlite.close();
    await postgres.close();
  }
}

/** The step, and the writes that wait together with it. */
function togetherFrom(steps: readonly Step[], at: number): readonly Step[] {
  let end = at + 1;
  const first = steps[at];
  for (
    let next = steps[end];
    first?.kind === 'write' && next?.kind === 'write' && next.withLast;
    next = steps[end]
  )
    end += 1;
  return steps.slice(at, end);
}

async function takeTogether(
  together: readonly Step[],
  at: number,
  stores: { model: ModelStore; sqlite: OpenDatabase; postgres: OpenDatabase },
  ids: { model: Ids; sqlite: Ids; postgres: Ids },
): Promise<Difference | undefined> {
  async function oneByOne(store: Pick<Store, 'read' | 'write'>, own: Ids): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const step of together) outcomes.push(await takeStep(store, own, step));
    return outcomes;
  }
  const [expected, onSqlite, onPostgres] = await Promise.all([
    oneByOne(stores.model, ids.model),
    Promise.all(together.map((step) => takeStep(stores.sqlite.store, ids.sqlite, step))),
    oneByOne(stores.postgres.store, ids.postgres),
  ]);
  for (const [index, step] of together.entries()) {
    const what = differ(step, expected[index] ?? [], onSqlite[index] ?? [], onPostgres[index] ?? []);
    if (what !== undefined) return { step: at + index, what };
  }
  return undefined;
}

function differ(step: Step, model: Outcome, sqlite: Outcome, postgres: Outcome): string | undefined {
  for (let at = 0; at < Math.max(model.length, sqlite.length, postgres.length); at += 1) {
    if (model[at] === sqlite[at] && sqlite[at] === postgres[at]) continue;
    const operation = step.kind === 'reopen' ? undefined : step.operations[at];
    const asked = operation
      ? `${operation.call}(${operation.given.map((one) => JSON.stringify(one)).join(', ')})`
      : 'the end';
    return `${asked}\n  model     ${model[at]}\n  sqlite    ${sqlite[at]}\n  postgres  ${postgres[at]}`;
  }
  return undefined;
}

async function compareRows(
  model: ModelStore,
  sqlite: OpenDatabase,
  postgres: OpenDatabase,
  now: number,
): Promise<string | undefined> {
  const [expected, onSqlite, onPostgres] = [
    contentsOfModel(model.state, now),
    await sqlite.rows(now),
    await postgres.rows(now),
  ];
  const [one, other] = [await sqlite.store.verifyAudit(), await postgres.store.verifyAudit()];
  if (!one.whole || JSON.stringify(one) !== JSON.stringify(other)) {
    return `the audit chain\n  sqlite    ${JSON.stringify(one)}\n  postgres  ${JSON.stringify(other)}`;
  }
  return unlike('sqlite', onSqlite, 'postgres', onPostgres) ?? unlike('model', expected, 'sqlite', onSqlite);
}

/** The first table in which they differ, and the rows that only one of them has. */
function unlike(name: string, one: Contents, otherName: string, other: Contents): string | undefined {
  for (const table of Object.keys(one)) {
    const [rows, otherRows] = [one[table] ?? [], other[table] ?? []];
    if (rows.length === otherRows.length && rows.every((row, at) => row === otherRows[at])) continue;
    const here = new Set(rows);
    const there = new Set(otherRows);
    const only = rows.filter((row) => !there.has(row)).slice(0, 3);
    const otherOnly = otherRows.filter((row) => !here.has(row)).slice(0, 3);
    return `table ${table}: ${rows.length} rows, and ${otherRows.length}\n  ${name} alone  ${only.join('\n    ')}\n  ${otherName} alone  ${otherOnly.join('\n    ')}`;
  }
  return undefined;
}
