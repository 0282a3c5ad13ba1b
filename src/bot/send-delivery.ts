// Sends one taken delivery: intent first, then the message, then its proof; a doubtful one is looked for before that.
import { type AccountId, type ChannelId, isPlatformId, platformOf } from '#exchange/people.ts';
import type { Delivery, Ending, Reason } from '#store/records/deliveries.ts';
import { type Records, StoreUnavailable } from '#store/store.ts';
import { type Addressed, addressesOf } from './address.ts';
import type { Clock } from './clock.ts';
import type { Drawer } from './draw-message.ts';
import { type Lane, type Lanes, laneOf } from './lanes.ts';
import type { Log } from './log.ts';
import type { Presence } from './make-leases.ts';
import type { Meter } from './meter.ts';
import {
  type FailureKind,
  type MessageReference,
  type Outgoing,
  type Platform,
  PlatformFailure,
  type PlatformName,
} from './platform.ts';
import { absentCard } from './redraw.ts';

export interface SendParts extends Drawer {
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly presence: Pick<Presence, 'holder' | 'isAlive'>;
  readonly lanes: Lanes;
  /** Something is to be tried again at this instant, however long the next idle look is off. */
  readonly lookAt: (at: number) => void;
}

/** One attempt: the delivery as it was taken, and by whom. */
interface Attempt extends SendParts {
  readonly delivery: Delivery;
  readonly holder: string;
}

/** After a lost answer, so long: longer than a call may take, so that what is still on its way has arrived. */
export const lookAfter = 10_000;
const firstRetry = 5_000;
const longestRetry = 3_600_000;
/** Some five days: an outage of three is outlived. */
const mostAttempts = 120;
/** From so many failures on, one that fails where others succeed holds up nobody any more. */
const ownFaultFrom = 6;
/** After a day of doubt a human sees it: sending twice is worse than asking. */
const longestDoubt = 86_400_000;
const readerPatience = 24 * 3_600_000;
const undrawable: Ending = { reason: 'failing', failure: 'could not be drawn' };
/** How much further back than the attempt it is looked for: this machine's clock may have been an hour ahead. */
const lookBack = 65 * 60_000;

/** Sends it, or notes why not. Throws only when the record cannot be reached; then it stays taken. */
export async function sendTaken(parts: SendParts, delivery: Delivery): Promise<void> {
  const attempt: Attempt = { ...parts, delivery, holder: delivery.takenBy ?? '' };
  const isDoubtful = delivery.sentTo !== undefined;
  if (!isDoubtful && (await isOver(attempt))) return;
  const addresses = await drawn(attempt);
  if (addresses === 'not drawn') return;
  if (addresses === 'nothing to say') return saidNothing(attempt);
  if (isDoubtful && ((await settle(attempt, addresses)) === 'settled' || (await isOver(attempt)))) return;
  if (addresses.length === 0) return waitForReader(attempt);
  const open = addresses.filter((address) => !address.isLeft);
  if (open.length === 0) return giveUp(attempt, 'undeliverable', ending('left'));
  await sendToFirstThatTakesIt(attempt, open);
}

/** A card whose readers may not see it is no message, but it may become one: when they may. */
async function saidNothing(attempt: Attempt): Promise<void> {
  const { id, post, person, channel, organisation, purpose, message, facts } = attempt.delivery;
  if (post === undefined || channel === undefined) {
    return giveUp(attempt, 'dropped', ending('nothing to say'));
  }
  const card = { name: post, message, facts, person, channel, organisation, purpose };
  await write(attempt, async ({ deliveries, posts }) => {
    await deliveries.giveUp(id, attempt.holder, 'dropped', ending('nothing to say'));
    await posts.add({ ...card, reference: absentCard(channel, id), takenBackAt: attempt.clock.now() });
  });
}

/** Drops what must not leave any more: it is too late, or its circular was stopped after it had been taken once. */
async function isOver(attempt: Attempt): Promise<boolean> {
  const { tooLateAt, circular } = attempt.delivery;
  if (tooLateAt !== undefined && tooLateAt <= attempt.clock.now()) {
    await giveUp(attempt, 'dropped', ending('too late'));
    return true;
  }
  if (circular === undefined) return false;
  const kept = await attempt.store.read({ kind: 'process' }, ({ circulars }) => circulars.byId(circular));
  if (!kept?.isStopped) return false;
  await giveUp(attempt, 'dropped', ending('stopped'));
  return true;
}

/** The ways to the reader. A fault in drawing is the message's own: it is tried again, and nothing was sent by it. */
async function drawn(attempt: Attempt): Promise<readonly Addressed[] | 'nothing to say' | 'not drawn'> {
  const { delivery, log } = attempt;
  try {
    return await addressesOf(attempt, delivery, attempt.clock.now());
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error;
    log.error({ error, delivery: delivery.id, message: delivery.message }, 'A delivery could not be drawn');
    // What may have left already stays in doubt: it is looked for as soon as it can be drawn.
    if (delivery.sentTo !== undefined) await doubt(attempt, backoff(delivery.attempts), undrawable.failure);
    else await later(attempt, undrawable, { isOwnFault: delivery.attempts > 1 });
    return 'not drawn';
  }
}

/** Tries the ways to a reader in order: a closed or lost way leads to the next, until none is left. */
async function sendToFirstThatTakesIt(attempt: Attempt, addresses: readonly Addressed[]): Promise<void> {
  let why: Ending = { reason: 'unreachable', failure: 'no platform is connected for it' };
  for (const address of addresses) {
    const platform = attempt.platforms.get(platformOf(address.target));
    if (!platform) continue;
    const lane = laneOf(address.target);
    if (!attempt.lanes.enter(lane)) return void (await putBack(attempt, lane));
    try {
      const outcome = await sendBy(attempt, platform, address, lane);
      if (outcome === 'ended') return;
      why = outcome;
    } finally {
      attempt.lanes.leave(lane);
    }
  }
  await giveUp(attempt, 'undeliverable', why);
}

/** One way: `ended` when nothing more is to be done now, else why the next way is to be tried. */
async function sendBy(
  attempt: Attempt,
  platform: Platform,
  address: Addressed,
  lane: Lane,
): Promise<'ended' | Ending> {
  const { delivery, holder, presence, log } = attempt;
  const begun = performance.now();
  let isTakenOver = false;
  let unwritten: { readonly error: unknown } | undefined;
  async function depart(): Promise<void> {
    const isOurs = await write(attempt, ({ deliveries }) =>
      deliveries.aim(delivery.id, holder, address.target),
    ).catch((error: unknown) => {
      unwritten = { error };
      throw error;
    });
    // Whoever was taken for dead in between sends nothing any more: others look after it.
    isTakenOver = !isOurs || !presence.isAlive() || presence.holder() !== holder;
    if (isTakenOver) throw new PlatformFailure(platform.name, 'again', 'another process has taken it over');
  }
  let reference: MessageReference;
  try {
    reference = await platform.post({ ...outgoing(delivery, address), depart });
  } catch (error) {
    if (isTakenOver) return 'ended';
    // No fault of the platform's, whatever it made of it.
    if (unwritten) throw unwritten.error;
    if (!(error instanceof PlatformFailure)) return cannotBeDrawn(attempt, platform.name, error);
    const failure = error;
    attempt.meter.posted(platform.name, failure.kind, performance.now() - begun);
    log.warn(
      { delivery: delivery.id, failure: failure.kind, platform: failure.platform, says: failure.message },
      'A platform did not take a delivery',
    );
    return onFailure(attempt, failure, address, lane);
  }
  attempt.meter.posted(platform.name, 'sent', performance.now() - begun);
  attempt.lanes.accepted(lane);
  await noteSent(attempt, reference, address);
  return 'ended';
}

/** What is no answer of the platform is a fault in drawing for it: nothing can have left. */
async function cannotBeDrawn(attempt: Attempt, platform: PlatformName, error: unknown): Promise<'ended'> {
  attempt.log.error(
    { error, delivery: attempt.delivery.id, platform },
    'A delivery could not be drawn for it',
  );
  await later(attempt, undrawable, { isOwnFault: true });
  return 'ended';
}

async function onFailure(
  attempt: Attempt,
  failure: PlatformFailure,
  address: Addressed,
  lane: Lane,
): Promise<'ended' | Ending> {
  const { kind, message, retryAfter } = failure;
  if (kind === 'again') {
    const isOwnFault =
      retryAfter === undefined && attempt.delivery.attempts >= ownFaultFrom && attempt.lanes.isWell(lane);
    attempt.lanes.refused(lane, retryAfter);
    await later(attempt, { reason: 'failing', failure: message }, { retryAfter, isOwnFault });
    return 'ended';
  }
  if (kind === 'unknown') {
    await doubt(attempt, lookAfter, message);
    return 'ended';
  }
  await noteRefused(attempt, kind, address.target);
  return { reason: kind, failure: message };
}

function outgoing(delivery: Delivery, address: Addressed): Outgoing {
  const to =
    address.kind === 'account'
      ? { account: address.target as AccountId }
      : { channel: address.target as ChannelId };
  return { to, drawing: address.drawing, proof: delivery.key, addressees: address.addressees };
}

async function noteSent(
  attempt: Attempt,
  reference: MessageReference,
  { drawing, kind }: Addressed,
): Promise<void> {
  const { delivery, holder } = attempt;
  const { post, person, channel, organisation, purpose, message, facts } = delivery;
  // A mention that stands in for a message to a person is no card: there is nothing in it to redraw.
  const isCard = post !== undefined && (person === undefined || kind === 'account');
  await write(attempt, async (records) => {
    await records.deliveries.sent(delivery.id, holder, reference);
    if (isCard)
      await records.posts.add({
        name: post,
        message,
        facts,
        person,
        channel,
        organisation,
        purpose,
        reference,
      });
  });
  if (!isCard) return;
  // What it shows may have changed while it was on its way, when there was no card yet to be marked.
  const addresses = await addressesOf(attempt, delivery, attempt.clock.now());
  const [now] = addresses === 'nothing to say' ? [] : addresses;
  if (JSON.stringify(now?.drawing) !== JSON.stringify(drawing)) {
    await write(attempt, (records) => records.posts.revise(post));
  }
}

/** Looks where a doubtful one may stand: `settled` when that is over for now, `missing` when it may be sent again. */
async function settle(attempt: Attempt, addresses: readonly Addressed[]): Promise<'settled' | 'missing'> {
  const { delivery, platforms, meter, log } = attempt;
  const target = delivery.sentTo ?? '';
  const platform = isPlatformId(target) ? platforms.get(platformOf(target)) : undefined;
  const address = addresses.find((one) => one.target === target);
  try {
    if (!platform || !address) {
      // The way it went is closed by now, or its platform is not connected: nobody can say whether it stands there.
      await giveUp(attempt, 'undeliverable', { reason: 'unsure', failure: 'the way it went is closed' });
      return 'settled';
    }
    const found = await platform.find(outgoing(delivery, address), delivery.changedAt - lookBack);
    meter.lookedFor(platform.name, found === undefined ? 'missing' : 'found');
    if (found === undefined) return 'missing';
    await noteSent(attempt, found, address);
  } catch (error) {
    if (platform) meter.lookedFor(platform.name, 'failed');
    log.warn({ error, delivery: delivery.id }, 'A doubtful delivery could not be looked for');
    const neverWill = error instanceof PlatformFailure && error.kind !== 'again' && error.kind !== 'unknown';
    if (neverWill || attempt.clock.now() - delivery.changedAt > longestDoubt) {
      await giveUp(attempt, 'undeliverable', {
        reason: 'unsure',
        failure: 'the platform could not be asked',
      });
    } else {
      const wait = error instanceof PlatformFailure ? error.retryAfter : undefined;
      await doubt(attempt, wait ?? lookAfter, 'the platform could not be asked yet');
    }
  }
  return 'settled';
}

/** Nobody to reach yet, such as a nominee without an account: it waits, and its own too-late rule ends it. */
function waitForReader(attempt: Attempt): Promise<void> {
  const now = attempt.clock.now();
  return write(attempt, ({ deliveries }) =>
    deliveries.waitForReader(attempt.delivery, attempt.holder, now + readerPatience, now),
  );
}

function putBack({ delivery, holder, ...attempt }: Attempt, lane: Lane): Promise<boolean> {
  return write(attempt, ({ deliveries }) => deliveries.putBack(delivery.id, holder, lane));
}

async function doubt(attempt: Attempt, wait: number, failure: string): Promise<void> {
  const { delivery, holder, clock } = attempt;
  const lookAt = clock.now() + wait;
  attempt.lookAt(lookAt);
  await write(attempt, ({ deliveries }) => deliveries.doubt(delivery.id, holder, lookAt, failure));
}

async function later(
  attempt: Attempt,
  why: Ending,
  { retryAfter, isOwnFault }: { retryAfter?: number | undefined; isOwnFault: boolean },
): Promise<void> {
  const { delivery, holder, clock } = attempt;
  if (delivery.attempts >= mostAttempts) return giveUp(attempt, 'undeliverable', why);
  const notBefore = clock.now() + (retryAfter ?? backoff(delivery.attempts));
  const meanwhile: Ending = isOwnFault ? { ...why, reason: 'refused' } : why;
  attempt.lookAt(notBefore);
  await write(attempt, ({ deliveries }) => deliveries.again(delivery.id, holder, notBefore, meanwhile));
}

/** Twice as long each time, and a quarter more or less, so that what failed together is not tried together. */
function backoff(attempts: number): number {
  const wait = Math.min(longestRetry, firstRetry * 2 ** Math.min(Math.max(attempts - 1, 0), 10));
  return wait * (0.75 + Math.random() / 2);
}

function ending(reason: Reason): Ending {
  return { reason, failure: reason };
}

async function giveUp(attempt: Attempt, state: 'undeliverable' | 'dropped', why: Ending): Promise<void> {
  const { delivery, holder } = attempt;
  await write(attempt, ({ deliveries }) => deliveries.giveUp(delivery.id, holder, state, why));
}

/** Nothing has left on this way: a crash before the next one is taken leaves no doubt. */
function noteRefused(attempt: Attempt, kind: FailureKind, target: string): Promise<void> {
  const { delivery, holder } = attempt;
  return write(attempt, async ({ deliveries, people }) => {
    await deliveries.aim(delivery.id, holder, undefined);
    if (kind === 'closed' && isPlatformId(target)) await people.setDirectMessages(target, 'closed');
  });
}

function write<T>(
  { store, clock }: Pick<SendParts, 'store' | 'clock'>,
  work: (records: Records) => Promise<T>,
): Promise<T> {
  return store.write({ viewer: { kind: 'process' }, actor: 'sender', now: clock.now() }, work);
}
