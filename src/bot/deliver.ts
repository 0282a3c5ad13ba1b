// The sender: takes due deliveries, draws each from the record as it is now, sends it once, and notes the proof.
import type { AccountId, ChannelId } from '#exchange/people.ts';
import { isPlatformId, platformOf } from '#exchange/people.ts';
import type { Delivery } from '#store/records/deliveries.ts';
import type { Post } from '#store/records/posts.ts';
import type { Records, Store } from '#store/store.ts';
import { type Addressed, addressesOf } from './address.ts';
import type { Clock } from './clock.ts';
import { channelReader, drawMessage } from './draw-message.ts';
import type { Log } from './log.ts';
import type { Message } from './message.ts';
import {
  type MessageReference,
  type Outgoing,
  type Platform,
  PlatformFailure,
  type PlatformName,
} from './platform.ts';

export interface SenderParts {
  readonly store: Store;
  readonly messages: ReadonlyMap<string, Message>;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Sender {
  /** Something may be due: looks soon, without being waited for. */
  wake(): void;
  /** Sends everything that is due now; says how many messages left. For the practice room's clock, and for tests. */
  sendDue(): Promise<number>;
  start(): void;
  stop(): Promise<void>;
}

/** A send that has said nothing for so long is looked for before it is repeated; longer than every time-out. */
const lease = 60_000;
/** So many are on their way at once; each platform keeps to its own limits. */
const batch = 50;
const idleLook = 15_000;
/** Tries that are due within the same quarter of a second are made together. */
const lookStep = 250;
const firstRetry = 5_000;
const longestRetry = 3_600_000;
const mostAttempts = 40;
/** After a day of doubt a human sees it: sending twice is worse than asking. */
const longestDoubt = 86_400_000;

/** What a round works with. */
interface Round extends SenderParts {
  /** Something is to be tried again at this instant, however long the next idle look is off. */
  readonly lookAt: (at: number) => void;
}

export function makeSender(given: SenderParts): Sender {
  let running: Promise<number> | undefined;
  let again = false;
  let timer: NodeJS.Timeout | undefined;
  let stopped = true;
  /** Told to stop: what is under way ends, and the rest stays for the next start. */
  let ending = false;
  /** Instants at which something is to be tried again. */
  const looks = new Set<number>();
  const parts: Round = {
    ...given,
    lookAt: (at) => {
      looks.add(Math.ceil(at / lookStep) * lookStep);
      lookLater();
    },
  };

  async function rounds(): Promise<number> {
    let left = 0;
    do {
      again = false;
      for (const at of looks) if (at <= parts.clock.now()) looks.delete(at);
      for (let sent = await round(parts); sent > 0; sent = ending ? 0 : await round(parts)) left += sent;
    } while (again && !ending);
    return left;
  }

  function sendDue(): Promise<number> {
    again = true;
    running ??= rounds().finally(() => {
      running = undefined;
    });
    return running;
  }

  function look(): void {
    if (stopped) return;
    sendDue()
      .catch((error: unknown) => parts.log.error({ error }, 'The sender could not read or write the record'))
      .finally(() => {
        lookLater();
      });
  }

  function lookLater(): void {
    clearTimeout(timer);
    const wait = Math.min(idleLook, ...[...looks].map((at) => at - parts.clock.now()));
    if (!stopped) timer = setTimeout(look, Math.max(0, wait)).unref();
  }

  return {
    wake: () => {
      if (!stopped) setImmediate(look);
    },
    sendDue,
    start: () => {
      stopped = false;
      ending = false;
      look();
    },
    stop: async () => {
      stopped = true;
      ending = true;
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}

/** One pass: doubtful sends first, then what is due, then living cards. Says how much was done. */
async function round(parts: Round): Promise<number> {
  const now = parts.clock.now();
  const { doubtful, nextDue } = await read(parts, async ({ deliveries }) => ({
    doubtful: await deliveries.doubtful(now - lease, batch),
    nextDue: await deliveries.nextDue(),
  }));
  await sideBySide(doubtful, addresseeOf, (delivery) => settle(parts, delivery));
  const isDue = nextDue !== undefined && nextDue <= now;
  const due = isDue ? await write(parts, (records) => records.deliveries.take(now, batch)) : [];
  await sideBySide(due, addresseeOf, (delivery) => send(parts, delivery));
  const stale = await read(parts, (records) => records.posts.stale(now, batch));
  await sideBySide(
    stale,
    ({ channel }) => channel,
    (post) => redraw(parts, post),
  );
  return doubtful.length + due.length + stale.length;
}

function addresseeOf({ person, channel }: Delivery): string {
  return person ?? channel ?? '';
}

/** In order for each addressee, and all addressees at once: one whose platform is slow keeps nobody else waiting. */
async function sideBySide<One>(
  all: readonly One[],
  whose: (one: One) => string,
  work: (one: One) => Promise<void>,
): Promise<void> {
  const lanes = Map.groupBy(all, whose);
  await Promise.all(
    [...lanes.values()].map(async (lane) => {
      for (const one of lane) await work(one);
    }),
  );
}

async function send(parts: Round, delivery: Delivery): Promise<void> {
  const now = parts.clock.now();
  if (delivery.tooLateAt !== undefined && delivery.tooLateAt <= now)
    return giveUp(parts, delivery, 'dropped', 'too late');
  try {
    const addresses = await addressesOf(parts, delivery, now);
    if (addresses === 'nothing to say')
      return await giveUp(parts, delivery, 'dropped', 'nothing left to say');
    if (addresses.length === 0) return await waitForAddress(parts, delivery);
    await sendToFirstThatTakesIt(parts, delivery, addresses);
  } catch (error) {
    parts.log.error(
      { error, delivery: delivery.id, message: delivery.message },
      'A delivery could not be drawn',
    );
    await later(parts, delivery, 'could not be drawn', undefined);
  }
}

/** Tries the ways to a reader in order: a closed or lost way leads to the next, until none is left. */
async function sendToFirstThatTakesIt(
  parts: Round,
  delivery: Delivery,
  addresses: readonly Addressed[],
): Promise<void> {
  let failure = 'no platform is connected for it';
  for (const address of addresses) {
    const platform = parts.platforms.get(platformOf(address.target));
    if (!platform) continue;
    await write(parts, (records) => records.deliveries.aim(delivery.id, address.target));
    let reference: MessageReference;
    try {
      reference = await platform.post(outgoing(delivery, address));
    } catch (error) {
      if (!(error instanceof PlatformFailure)) throw error;
      failure = error.message;
      parts.log.warn(
        { delivery: delivery.id, failure: error.kind, platform: error.platform },
        'A platform did not take a delivery',
      );
      if (error.kind === 'again') return later(parts, delivery, failure, error.retryAfter);
      // It may have been accepted: it stays `sending`, and is looked for once its lease is over.
      if (error.kind === 'unknown') return;
      if (error.kind === 'closed') await noteClosed(parts, address.target);
      continue;
    }
    try {
      return await noteSent(parts, delivery, reference, address);
    } catch (error) {
      // It stands on the platform: it stays `sending` too, and is found there instead of being said twice.
      parts.log.error({ error, delivery: delivery.id }, 'A delivery left and could not be noted');
      return;
    }
  }
  await giveUp(parts, delivery, 'undeliverable', failure);
}

function outgoing(delivery: Delivery, address: Addressed): Outgoing {
  const to =
    address.kind === 'account'
      ? { account: address.target as AccountId }
      : { channel: address.target as ChannelId };
  return { to, drawing: address.drawing, proof: delivery.key, addressees: address.addressees };
}

async function noteSent(
  parts: Round,
  delivery: Delivery,
  reference: MessageReference,
  { drawing }: Addressed,
): Promise<void> {
  const { post, channel, organisation, purpose } = delivery;
  await write(parts, async (records) => {
    await records.deliveries.sent(delivery.id, reference);
    if (post === undefined || channel === undefined || organisation === undefined || !purpose) return;
    const { message, facts } = delivery;
    await records.posts.add({ name: post, message, facts, channel, organisation, purpose, reference });
  });
  if (post === undefined || !purpose) return;
  // What it shows may have changed while it was on its way, when there was no card yet to be marked.
  const addresses = await addressesOf(parts, delivery, parts.clock.now());
  const [now] = addresses === 'nothing to say' ? [] : addresses;
  if (JSON.stringify(now?.drawing) !== JSON.stringify(drawing)) {
    await write(parts, (records) => records.posts.revise(post));
  }
}

/** A send without a known end: finds its proof on the platform, or gives it back to be sent. */
async function settle(parts: Round, delivery: Delivery): Promise<void> {
  const target = delivery.sentTo;
  const platform =
    target !== undefined && isPlatformId(target) ? parts.platforms.get(platformOf(target)) : undefined;
  // Nothing was aimed yet, so nothing can have left.
  if (!platform || target === undefined) return later(parts, delivery, 'interrupted before it was sent', 0);
  try {
    const now = parts.clock.now();
    const addresses = await addressesOf(parts, delivery, now);
    const address =
      addresses === 'nothing to say' ? undefined : addresses.find((one) => one.target === target);
    if (!address) return await giveUp(parts, delivery, 'dropped', 'interrupted, and nothing left to say');
    const found = await platform.find(outgoing(delivery, address), delivery.changedAt - lease);
    if (found === undefined) return await later(parts, delivery, 'looked for, and not found', 0);
    await noteSent(parts, delivery, found, address);
  } catch (error) {
    parts.log.warn({ error, delivery: delivery.id }, 'A doubtful delivery could not be looked for');
    const neverWill = error instanceof PlatformFailure && error.kind !== 'again' && error.kind !== 'unknown';
    if (neverWill || parts.clock.now() - delivery.createdAt > longestDoubt) {
      return giveUp(parts, delivery, 'undeliverable', 'it may have arrived: the platform could not be asked');
    }
    // Stays doubtful: the lease begins anew, and it is looked for again.
    await write(parts, (records) => records.deliveries.aim(delivery.id, target));
  }
}

async function redraw(parts: Round, post: Post): Promise<void> {
  const platform = parts.platforms.get(platformOf(post.channel));
  const now = parts.clock.now();
  if (!platform)
    return void (await write(parts, (records) => records.posts.later(post.id, now + longestRetry)));
  try {
    const organisation = await read(parts, (records) => records.organisations.byId(post.organisation));
    const drawing = await drawMessage(
      parts,
      post.message,
      post.facts,
      channelReader(organisation, post.purpose),
      now,
    );
    if (drawing) await platform.revise(post.reference, drawing);
    await write(parts, (records) => records.posts.drawn(post.id, post.wanted));
  } catch (error) {
    if (error instanceof PlatformFailure && (error.kind === 'gone' || error.kind === 'refused')) {
      parts.log.warn(
        { post: post.name, failure: error.kind },
        'A living card is no longer where it was posted',
      );
      return void (await write(parts, (records) => records.posts.remove(post.id)));
    }
    parts.log.warn({ error, post: post.name }, 'A living card could not be redrawn yet');
    const wait = error instanceof PlatformFailure ? (error.retryAfter ?? firstRetry) : firstRetry;
    parts.lookAt(now + wait);
    await write(parts, (records) => records.posts.later(post.id, now + wait));
  }
}

/** Nobody to reach yet, such as a nominee without an account: it waits, and its own too-late rule ends it. */
function waitForAddress(parts: Round, delivery: Delivery): Promise<void> {
  const now = parts.clock.now();
  return write(parts, ({ deliveries }) => deliveries.waitForReader(delivery, now + 24 * 3_600_000, now));
}

async function later(
  parts: Round,
  delivery: Delivery,
  failure: string,
  retryAfter: number | undefined,
): Promise<void> {
  if (delivery.attempts >= mostAttempts) return giveUp(parts, delivery, 'undeliverable', failure);
  const backoff = Math.min(longestRetry, firstRetry * 2 ** Math.min(delivery.attempts, 10));
  const notBefore = parts.clock.now() + (retryAfter ?? backoff);
  parts.lookAt(notBefore);
  await write(parts, (records) => records.deliveries.again(delivery.id, notBefore, failure));
}

function giveUp(
  parts: Round,
  delivery: Delivery,
  state: 'undeliverable' | 'dropped',
  failure: string,
): Promise<void> {
  return write(parts, (records) => records.deliveries.giveUp(delivery.id, state, failure));
}

function noteClosed(parts: Round, target: string): Promise<void> {
  if (!isPlatformId(target)) return Promise.resolve();
  return write(parts, (records) => records.people.setDirectMessages(target, 'closed'));
}

function read<T>(parts: SenderParts, work: (records: Records) => Promise<T>): Promise<T> {
  return parts.store.read({ kind: 'process' }, work);
}

function write<T>(parts: SenderParts, work: (records: Records) => Promise<T>): Promise<T> {
  return parts.store.write({ viewer: { kind: 'process' }, actor: 'sender', now: parts.clock.now() }, work);
}
