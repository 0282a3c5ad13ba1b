// A connection to PostgreSQL whose statements wait for each other here: work that asks for two things at once is welcome.
import { Client } from 'pg';

/**
 * `pg` warns of a statement that is given to a client which has one under way, and its next major version refuses it;
 * `Promise.all` over records does just that within a transaction.
 */
export class OneAtATimeClient extends Client {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  // All that is asked through the pool of the store is asked for by promise; what is given is passed on as it is.
  override query = ((...given: readonly unknown[]) => {
    const ask = (): Promise<unknown> => Reflect.apply(super.query, this, given);
    // Most are alone, and take no detour.
    const asked = this.#waiting === 0 ? ask() : this.#last.then(ask, ask);
    this.#waiting += 1;
    this.#last = asked;
    const settled = () => {
      this.#waiting -= 1;
    };
    asked.then(settled, settled);
    return asked;
  }) as Client['query'];
}
