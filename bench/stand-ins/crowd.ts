// A crowd that types: each command leaves at its own instant, whether or not those before it were answered.

export interface Load {
  readonly count: number;
  /** Left out: all at one moment. */
  readonly perSecond?: number;
  /** Milliseconds after the last command until what has no answer counts as never answered. */
  readonly patienceMs?: number;
}

export interface Spread {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly max: number;
}

/** Times are milliseconds from the instant at which a command was to leave. */
export interface LoadResult {
  readonly sent: number;
  /** Commands a second that did leave. */
  readonly achieved: number;
  /** How far behind its own plan the sending itself was. */
  readonly sending: Spread;
  /** Until the platform had its first response. */
  readonly acknowledged: Spread;
  /** Until words reached whoever asked. */
  readonly answered: Spread;
  /** First responses after three seconds, among them those that never came. */
  readonly late: number;
  readonly answeredLate: number;
  readonly neverAcknowledged: number;
  readonly neverAnswered: number;
  /** Answers that travelled in the first response. */
  readonly together: number;
  /** Every time until words came, unsorted, where it was asked for. */
  readonly times?: readonly number[];
}

/** Both platforms give an application three seconds for its first response. */
const patienceOfPeople = 3000;

export class Crowd {
  /** Numbers go on from load to load, so that none comes twice. */
  #next = 0;
  #running: Running | undefined;

  /** Sends the load by `send`, and resolves when all is answered or patience is at an end. */
  async run(load: Load, send: (number: number) => void, keepTimes = false): Promise<LoadResult> {
    if (this.#running) throw new Error('One load at a time.');
    const running = new Running(this.#next, load);
    this.#next += load.count;
    this.#running = running;
    try {
      await running.send(send);
      await running.settled(load.patienceMs ?? 15_000);
      return running.result(keepTimes);
    } finally {
      this.#running = undefined;
    }
  }

  /** The platform has its first response to this command. */
  acknowledged(number: number, withWords: boolean): void {
    this.#running?.note(number, 'acknowledged', withWords);
    if (withWords) this.#running?.note(number, 'answered', true);
  }

  /** Words have come. */
  answered(number: number): void {
    this.#running?.note(number, 'answered', false);
  }
}

class Running {
  readonly #first: number;
  readonly #load: Load;
  readonly #due: Float64Array;
  readonly #left: Float64Array;
  readonly #acknowledged: Float64Array;
  readonly #answered: Float64Array;
  #together = 0;
  #open: number;
  #wake: () => void = () => undefined;

  constructor(first: number, load: Load) {
    this.#first = first;
    this.#load = load;
    this.#due = new Float64Array(load.count);
    this.#left = new Float64Array(load.count);
    this.#acknowledged = new Float64Array(load.count).fill(Infinity);
    this.#answered = new Float64Array(load.count).fill(Infinity);
    this.#open = load.count;
  }

  async send(send: (number: number) => void): Promise<void> {
    const { count, perSecond = Infinity } = this.#load;
    const started = performance.now();
    for (let at = 0; at < count; at += 1) this.#due[at] = started + (at * 1000) / perSecond;
    for (let next = 0; next < count; ) {
      const now = performance.now();
      // A few at a time, so that answers that have come are read in between, as by a platform of many machines.
      for (let few = 0; few < 25 && next < count && (this.#due[next] ?? 0) <= now; few += 1, next += 1) {
        this.#left[next] = performance.now();
        send(this.#first + next);
      }
      const wait = (this.#due[next] ?? 0) - performance.now();
      await (wait > 1 ? new Promise((go) => setTimeout(go, wait)) : new Promise((go) => setImmediate(go)));
    }
  }

  async settled(patienceMs: number): Promise<void> {
    if (this.#open === 0) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, patienceMs);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  note(number: number, what: 'acknowledged' | 'answered', together: boolean): void {
    const at = number - this.#first;
    const times = what === 'acknowledged' ? this.#acknowledged : this.#answered;
    if (at < 0 || at >= times.length || times[at] !== Infinity) return;
    times[at] = performance.now();
    if (what === 'acknowledged') return;
    if (together) this.#together += 1;
    this.#open -= 1;
    if (this.#open === 0) this.#wake();
  }

  result(keepTimes: boolean): LoadResult {
    const after = (times: Float64Array) => times.map((at, index) => at - (this.#due[index] ?? 0));
    const acknowledged = after(this.#acknowledged);
    const answered = after(this.#answered);
    const { length } = acknowledged;
    const took = (this.#left[length - 1] ?? 0) - (this.#left[0] ?? 0);
    const count = (times: Float64Array, most: number) => times.filter((ms) => ms > most).length;
    return {
      sent: length,
      achieved: took > 0 ? Math.round(((length - 1) / took) * 1000) : length,
      sending: spread(after(this.#left)),
      acknowledged: spread(acknowledged),
      answered: spread(answered),
      late: count(acknowledged, patienceOfPeople),
      answeredLate: count(answered, patienceOfPeople),
      neverAcknowledged: acknowledged.filter((ms) => ms === Infinity).length,
      neverAnswered: answered.filter((ms) => ms === Infinity).length,
      together: this.#together,
      ...(keepTimes ? { times: [...answered].map((ms) => (Number.isFinite(ms) ? ms : 1e9)) } : {}),
    };
  }
}

/** What never came has no number in JSON: it stands as a thousand million milliseconds. */
export function spread(times: Iterable<number>): Spread {
  const sorted = Float64Array.from(times).sort();
  const at = (share: number) => {
    const ms = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return Number.isFinite(ms) ? Math.round(ms * 10) / 10 : 1e9;
  };
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) };
}
