// What a trial does, as data: operations by the name of the record's function, grouped into transactions.
import type { Viewer } from '#exchange/viewer.ts';
import type { Act, Records } from '#store/store.ts';

/** One call of a function of the records: `deliveries.take`, `claim`. */
export interface Operation {
  readonly call: string;
  readonly given: readonly unknown[];
  /** Names the ids that it makes: the same in every store, and with or without what came before. */
  readonly number: number;
}

export type Step =
  | {
      readonly kind: 'write';
      readonly act: Act;
      readonly operations: readonly Operation[];
      /** `throw`: undone at the end, as by a command that thinks better of it. */
      readonly ending: 'commit' | 'throw';
      /** Whether a Conflict in the middle ends it, or is dealt with as a command may. */
      readonly onConflict: 'go on' | 'give up';
      /** Waits together with the one before in SQLite's queue: one commit, each under its savepoint. */
      readonly withLast: boolean;
    }
  | { readonly kind: 'read'; readonly viewer: Viewer; readonly operations: readonly Operation[] }
  /** Both databases are closed and opened again. */
  | { readonly kind: 'reopen' };

type Call = (...given: readonly unknown[]) => Promise<unknown>;

/** Does an operation on whichever store's records. */
export async function perform(records: Records, { call, given }: Operation): Promise<unknown> {
  const [kind = '', name] = call.split('.');
  const found: unknown = Reflect.get(records, kind);
  const target: unknown =
    name === undefined || typeof found !== 'object' || found === null ? found : Reflect.get(found, name);
  // The generator knows what each function is given; a wrong argument fails on all three.
  if (typeof target !== 'function') throw new TypeError(`There is no ${call}.`);
  return await (target as Call)(...structuredClone(given));
}

/** The names of all functions of the records; other eyes are no operation of their own. */
export function callsOf(records: Records): readonly string[] {
  return Object.entries(records)
    .filter(([kind]) => kind !== 'withAllEyes')
    .flatMap(([kind, functions]) =>
      typeof functions === 'function' ? [kind] : Object.keys(functions).map((name) => `${kind}.${name}`),
    );
}
