// The sender: takes due deliveries, so many at a time, and has each sent once; also redraws cards and counts circulars.
import type { Delivery } from '#store/records/deliveries.ts';
import type { Records } from '#store/store.ts';
import { noteProgress } from './circulars.ts';
import { makeLanes } from './lanes.ts';
import { redraw } from './redraw.ts';
import { lookAfter, type SendParts, sendTaken } from './send-delivery.ts';

export interface SenderParts extends Omit<SendParts, 'lanes' | 'lookAt'> {}

export interface Sender {
  /** Sends everything that is due now; says how much was done. For the practice room's clock, and for tests. */
  sendDue(): Promise<number>;
  /** Begins to send, also what other processes leave to do. */
  start(): Promise<void>;
  /** Ends what is under way; what waits stays in the record. */
  stop(): Promise<void>;
}

/** So many are on their way at once from this process; with it memory does not grow with a circular. */
const window = 200;
/** So many are taken at once. */
const batch = 50;
const idleLook = 15_000;
/** Where a process that has died may have been the only one to know of a piece of work. */
const sharedIdleLook = 5_000;
/** Tries that are due within the same quarter of a second are made together. */
const lookStep = 250;
/** A card that a process has taken to redraw is another's after this long. */
const redrawWithin = 30_000;
const progressEvery = 5_000;
/** When another process was faster at the same rows, the next look is so much later, in milliseconds at most. */
const apart = 30;
const mostUnlucky = 8;
const scoutEvery = 1_000;
const scoutsAtOnce = 50;

export function makeSender(given: SenderParts): Sender {
  const { clock, presence } = given;
  const lanes = makeLanes(clock.now);
  let running: Promise<number> | undefined;
  let isAsked = false;
  let timer: NodeJS.Timeout | undefined;
  let isStopped = true;
  /** Told to stop: what is under way ends, and the rest stays for the next start. */
  let isEnding = false;
  let underWay = 0;
  let progressAt = 0;
  let scoutAt = 0;
  /** Something of a circular has, since its card was redrawn; also, perhaps, in a process that has died. */
  let hasMoved = true;
  /** As far as is known: another process may have written something since. */
  let nextDueAt = Number.POSITIVE_INFINITY;
  /** Something has ended, or was asked for, since the last look. */
  let hasNews = false;
  let wake: () => void = () => undefined;
  /** The deliveries among them. */
  const inHand = new Set<string>();
  /** The record failed in between: something may be taken in this process's name that it does not have in hand. */
  let mayHaveLost = false;
  /** Instants at which something is to be tried again. */
  const looks = new Set<number>();
  const parts: SendParts = {
    ...given,
    lanes,
    lookAt: (at) => {
      looks.add(Math.ceil(at / lookStep) * lookStep);
      lookLater();
    },
  };

  async function pump(): Promise<number> {
    try {
      return await sendWhatIsDue();
    } finally {
      // Also when the record cannot be reached: then it is only noted later what became of them.
      while (underWay > 0) await news();
    }
  }

  async function sendWhatIsDue(): Promise<number> {
    let done = 0;
    let unlucky = 0;
    for (;;) {
      isAsked = false;
      hasNews = false;
      for (const at of looks) if (at <= clock.now()) looks.delete(at);
      if (isEnding || !presence.isAlive()) break;
      const begun = await beginSome();
      done += begun;
      if (begun > 0) unlucky = 0;
      await tellProgress();
      if (begun > 0 && underWay < window) continue;
      // What is due by another lane does not wait for one in which nothing ends.
      if (underWay > 0) await news(nextDueAt <= clock.now() ? scoutEvery : undefined);
      else if (begun === 0 && !isAsked) {
        // Another process may have taken the very rows that were due here.
        if (unlucky >= mostUnlucky || !(await isSomethingDue())) break;
        unlucky += 1;
        await new Promise((resolve) => setTimeout(resolve, Math.random() * apart));
      }
    }
    while (underWay > 0) await news();
    await tellProgress();
    return done;
  }

  /** Takes what is due and begins to send it; says how much was begun. */
  async function beginSome(): Promise<number> {
    const now = clock.now();
    const free = Math.min(batch, window - underWay);
    if (free <= 0) return 0;
    if (mayHaveLost) await doubtWhatWasLost();
    const { isDue, isStale } = await read(async ({ deliveries, posts }) => {
      const next = await deliveries.nextDue();
      nextDueAt = next ?? Number.POSITIVE_INFINITY;
      return { isDue: next !== undefined && next <= now, isStale: await posts.isStale(now) };
    });
    const room = isDue ? Math.min(free, Math.max(lanes.room() - undecided(), scouts())) : 0;
    const taken = room > 0 ? await take(now, room) : [];
    for (const delivery of taken) begin(() => sendTaken(parts, delivery), delivery);
    const stale = isStale ? await write(({ posts }) => posts.take(now, free, now + redrawWithin)) : [];
    for (const post of stale) begin(() => redraw(parts, post));
    return taken.length + stale.length;
  }

  /** Taken, and not yet known by which lane they go. */
  function undecided(): number {
    return Math.max(0, inHand.size - lanes.inside());
  }

  /** While the known lanes are full, a few are taken now and then all the same: they may go by another. */
  function scouts(): number {
    const now = performance.now();
    if (now < scoutAt) return 0;
    scoutAt = now + scoutEvery;
    return scoutsAtOnce;
  }

  async function take(now: number, most: number): Promise<readonly Delivery[]> {
    try {
      return await write(({ deliveries }) => deliveries.take(now, most, presence.holder(), lanes.busy()));
    } catch (error) {
      // The answer may be all that was lost: then they are taken, and nobody knows.
      mayHaveLost = true;
      throw error;
    }
  }

  /** What was lost may have arrived, or not: each is looked for as after a lost answer. */
  async function doubtWhatWasLost(): Promise<void> {
    const lookAt = clock.now() + lookAfter;
    const holder = presence.holder();
    mayHaveLost = false;
    try {
      await write(async ({ deliveries }) => {
        for (const id of await deliveries.takenBy(holder))
          if (!inHand.has(id)) await deliveries.doubt(id, holder, lookAt, 'it could not be noted');
      });
    } catch (error) {
      mayHaveLost = true;
      throw error;
    }
    parts.lookAt(lookAt);
  }

  function begin(work: () => Promise<void>, delivery?: Delivery): void {
    underWay += 1;
    if (delivery) inHand.add(delivery.id);
    work()
      .catch((error: unknown) => {
        mayHaveLost ||= delivery !== undefined;
        parts.log.error({ error, delivery: delivery?.id }, 'What became of a message could not be noted');
      })
      .finally(() => {
        underWay -= 1;
        if (delivery) inHand.delete(delivery.id);
        hasMoved ||= delivery?.circular !== undefined;
        tell();
      });
  }

  function tell(): void {
    hasNews = true;
    wake();
  }

  /** Until something that was begun has ended or something is asked for, and whatever else comes in the same turn. */
  async function news(within?: number): Promise<void> {
    if (!hasNews) {
      const timer = within === undefined ? undefined : setTimeout(tell, within);
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
      clearTimeout(timer);
    }
    hasNews = false;
    await new Promise((resolve) => setImmediate(resolve));
  }

  async function isSomethingDue(): Promise<boolean> {
    const next = await read(({ deliveries }) => deliveries.nextDue());
    return next !== undefined && next <= clock.now() && lanes.busy().length === 0;
  }

  /** When something of a circular has been sent since the last time: now and then, and at the end. */
  async function tellProgress(): Promise<void> {
    const now = performance.now();
    if (!hasMoved || (underWay > 0 && now < progressAt)) return;
    hasMoved = false;
    progressAt = now + progressEvery;
    await noteProgress(parts);
  }

  function sendDue(): Promise<number> {
    isAsked = true;
    tell();
    running ??= pump().finally(() => {
      running = undefined;
    });
    return running;
  }

  async function look(): Promise<void> {
    if (isStopped) return;
    try {
      await sendDue();
    } catch (error) {
      parts.log.error({ error }, 'The sender could not read or write the record');
    } finally {
      lookLater();
    }
  }

  function lookLater(): void {
    clearTimeout(timer);
    const now = clock.now();
    const idle = parts.store.work.isShared ? sharedIdleLook : idleLook;
    // What is due and was left waits for a lane: not for the next turn of the loop.
    const due = nextDueAt > now ? nextDueAt - now : idle;
    const wait = Math.min(idle, due, ...[...looks].map((at) => at - now));
    if (!isStopped) timer = setTimeout(() => void look(), Math.max(0, wait)).unref();
  }

  function read<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return parts.store.read({ kind: 'process' }, work);
  }

  function write<T>(work: (records: Records) => Promise<T>): Promise<T> {
    return parts.store.write({ viewer: { kind: 'process' }, actor: 'sender', now: clock.now() }, work);
  }

  return {
    sendDue,
    start: async () => {
      isStopped = false;
      isEnding = false;
      await parts.store.work.listen('deliver', look);
      void look();
    },
    stop: async () => {
      isStopped = true;
      isEnding = true;
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}
