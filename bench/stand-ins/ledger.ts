// What a platform accepted, counted by the proof that each message carries: the truth about losses and doubles.

export interface Tally {
  /** Messages that stand because of a post; an edit is none. */
  readonly accepted: number;
  /** Different proofs among them. */
  readonly proofs: number;
  /** Messages beyond the first of their proof. */
  readonly doubled: number;
  /** Messages without a proof, such as answers in a channel. */
  readonly unproved: number;
  /** Repeats that the platform itself recognised and answered with the first message (Discord). */
  readonly recognised: number;
  /** Epoch milliseconds of the first and the last that was accepted. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Requests that were carried out, by method or route. */
  readonly requests: Readonly<Record<string, number>>;
  /** Requests answered with 429, by method or route. */
  readonly tooMany: Readonly<Record<string, number>>;
  readonly tooManyInAll: number;
}

export class Ledger {
  readonly #byProof = new Map<string, number>();
  readonly #requests = new Map<string, number>();
  readonly #tooMany = new Map<string, number>();
  /** Epoch milliseconds of each accepted message, for rates over time. */
  readonly #times: number[] = [];
  #accepted = 0;
  #doubled = 0;
  #unproved = 0;
  #recognised = 0;

  request(name: string): void {
    this.#requests.set(name, (this.#requests.get(name) ?? 0) + 1);
  }

  tooMany(name: string): void {
    this.#tooMany.set(name, (this.#tooMany.get(name) ?? 0) + 1);
  }

  accept(proof: string | undefined): void {
    this.#accepted += 1;
    this.#times.push(Date.now());
    if (proof === undefined) {
      this.#unproved += 1;
      return;
    }
    const before = this.#byProof.get(proof) ?? 0;
    if (before > 0) this.#doubled += 1;
    this.#byProof.set(proof, before + 1);
  }

  recognise(): void {
    this.#recognised += 1;
  }

  tally(): Tally {
    return {
      accepted: this.#accepted,
      proofs: this.#byProof.size,
      doubled: this.#doubled,
      unproved: this.#unproved,
      recognised: this.#recognised,
      firstAt: this.#times[0] ?? 0,
      lastAt: this.#times.at(-1) ?? 0,
      requests: Object.fromEntries(this.#requests),
      tooMany: Object.fromEntries(this.#tooMany),
      tooManyInAll: [...this.#tooMany.values()].reduce((sum, number) => sum + number, 0),
    };
  }

  /** How many were accepted in each step of so many milliseconds, from the first. */
  timeline(stepMs: number): readonly number[] {
    const [first = 0] = this.#times;
    const steps: number[] = [];
    for (const at of this.#times) {
      const step = Math.floor((at - first) / stepMs);
      steps[step] = (steps[step] ?? 0) + 1;
    }
    return Array.from(steps, (number) => number ?? 0);
  }

  forget(): void {
    for (const map of [this.#byProof, this.#requests, this.#tooMany]) map.clear();
    this.#times.length = 0;
    this.#accepted = this.#doubled = this.#unproved = this.#recognised = 0;
  }
}
