// A copy still knows whom the record has forgotten since: they are forgotten again before anybody can read it.
import type { Store } from '../store.ts';

/** How many of these there were to forget. */
export async function forgetAgain(store: Store, people: readonly string[], now: number): Promise<number> {
  let forgotten = 0;
  for (const person of new Set(people)) {
    const ended = await store.write(
      { viewer: { kind: 'process' }, actor: 'system:restore', now },
      ({ erasures }) => erasures.erase(person),
    );
    if (ended !== undefined) forgotten += 1;
  }
  return forgotten;
}
