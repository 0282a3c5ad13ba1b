// A limit as a platform keeps it: so many a second without end, and a burst beyond that from whoever was silent.

export interface Rate {
  readonly perSecond: number;
  /** So many at once from whoever was silent long enough; 1 or more. */
  readonly burst: number;
}

export class Allowance {
  readonly #everyMs: number;
  readonly #slackMs: number;
  /** When the whole burst is there again, in milliseconds of the caller's clock. */
  #fullAt = 0;

  constructor({ perSecond, burst }: Rate) {
    this.#everyMs = 1000 / perSecond;
    this.#slackMs = (burst - 1) * this.#everyMs;
  }

  /** Takes one: 0 when it is allowed, else the milliseconds until it would be, and nothing is taken. */
  take(now: number): number {
    const from = Math.max(this.#fullAt, now);
    const early = from - now - this.#slackMs;
    // A timer's own grain is nobody's haste.
    if (early > 0.5) return early;
    this.#fullAt = from + this.#everyMs;
    return 0;
  }

  /** How many more would be allowed at this instant. */
  left(now: number): number {
    return Math.max(0, Math.floor((this.#slackMs - (Math.max(this.#fullAt, now) - now)) / this.#everyMs) + 1);
  }

  /** When the whole burst is there again. */
  get fullAt(): number {
    return this.#fullAt;
  }
}

/** One allowance for each key, forgotten when it is whole again. */
export class Allowances {
  readonly #rate: Rate;
  readonly #byKey = new Map<string, Allowance>();
  #sweepAt = 10_000;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  of(key: string, now: number): Allowance {
    const known = this.#byKey.get(key);
    if (known) return known;
    if (this.#byKey.size > this.#sweepAt) {
      for (const [other, { fullAt }] of this.#byKey) if (fullAt < now) this.#byKey.delete(other);
      this.#sweepAt = 2 * this.#byKey.size + 10_000;
    }
    const fresh = new Allowance(this.#rate);
    this.#byKey.set(key, fresh);
    return fresh;
  }
}
