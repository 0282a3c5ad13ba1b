// Turns what a handler wants said into deliveries, in the same transaction as the change that caused them.
import type { NewDelivery } from '#store/records/deliveries.ts';
import type { Records } from '#store/store.ts';
import type { Announce, Answer, Tell } from './answer.ts';
import { circularCard, circularFrom, circularPost } from './circulars.ts';
import { type Lane, laneOf } from './lanes.ts';
import type { Message } from './message.ts';

export interface Cause {
  /** The command (`course cancel`) or the job that wants it said. */
  readonly cause: string;
  /** The person who asked for it. */
  readonly startedBy?: string | undefined;
}

/** Writes tells and announcements as deliveries, and marks living cards to be redrawn. */
export async function keepAnswers(
  records: Records,
  answers: readonly Answer[],
  messages: ReadonlyMap<string, Message>,
  cause: Cause,
): Promise<void> {
  const deliveries: NewDelivery[] = [];
  for (const answer of answers) {
    if ('tell' in answer) deliveries.push(toPerson(answer));
    else if ('announce' in answer) deliveries.push(toChannel(answer));
    else if ('revise' in answer) await records.posts.revise(answer.revise);
  }
  const unknown = deliveries.find((delivery) => !messages.has(delivery.message));
  if (unknown) throw new Error(`There is no message "${unknown.message}" to deliver.`);
  if (deliveries.length === 0) return;
  const cards: NewDelivery[] = [];
  const ofCirculars = new Map<string, { circular: string; lane?: Lane }>();
  for (const [message, alike] of Map.groupBy(deliveries, (delivery) => delivery.message)) {
    const fresh = await thoseOfACircular(records, alike);
    if (fresh.length === 0) continue;
    const { card, id } = await beginCircular(records, message, fresh, cause);
    cards.push(...card);
    const lanes = await lanesOf(records, fresh);
    for (const { key, person = '' } of fresh) {
      const lane = lanes.get(person);
      ofCirculars.set(key, { circular: id, ...(lane === undefined ? {} : { lane }) });
    }
  }
  // All at once: what is added together is sent to each reader in the order of the answers.
  await records.deliveries.add([
    ...cards,
    ...deliveries.map((delivery) => ({ ...delivery, ...ofCirculars.get(delivery.key) })),
  ]);
}

/** Many people are told the same: whoever started it is shown how far that is, and can stop it. */
async function beginCircular(
  records: Records,
  message: string,
  deliveries: readonly NewDelivery[],
  { cause, startedBy }: Cause,
): Promise<{ id: string; card: readonly NewDelivery[] }> {
  const facts = deliveries[0]?.facts ?? {};
  const id = await records.circulars.begin({ cause, startedBy, message, facts, total: deliveries.length });
  if (startedBy === undefined) return { id, card: [] };
  const name = circularPost(id);
  const { message: cardMessage, facts: cardFacts } = circularCard;
  const card = { tell: startedBy, message: cardMessage, facts: cardFacts(id), key: name, post: name };
  return { id, card: [toPerson(card)] };
}

/** None, when they are too few. A sweep says everything that is due again and again: only what is new counts. */
async function thoseOfACircular(
  records: Records,
  deliveries: readonly NewDelivery[],
): Promise<readonly NewDelivery[]> {
  const enough = (some: readonly NewDelivery[]) =>
    some.filter(({ person }) => person !== undefined).length >= circularFrom;
  if (!enough(deliveries)) return [];
  const known = await records.deliveries.known(deliveries.map(({ key }) => key));
  const fresh = [...new Map(deliveries.map((one) => [one.key, one])).values()].filter(
    ({ key }) => !known.has(key),
  );
  return enough(fresh) ? fresh : [];
}

/**
 * Where so many will travel, so that they stand in nobody's way while that is full: taken as the place where each was
 * seen last. A lane that turns out to be another is corrected when it matters.
 */
async function lanesOf(
  records: Records,
  deliveries: readonly NewDelivery[],
): Promise<ReadonlyMap<string, Lane>> {
  const people = deliveries.flatMap(({ person }) => (person === undefined ? [] : [person]));
  const lanes = new Map<string, Lane>();
  for (let at = 0; at < people.length; at += askedAtOnce) {
    const accounts = await records.people.accountsOfAll(people.slice(at, at + askedAtOnce));
    for (const { person, id } of accounts.toSorted((one, other) => other.lastSeen - one.lastSeen))
      if (!lanes.has(person)) lanes.set(person, laneOf(id));
  }
  return lanes;
}

/** SQLite takes 32,766 values in one statement. */
const askedAtOnce = 1_024;

function toPerson(answer: Tell): NewDelivery {
  return {
    key: `${answer.key} · ${answer.tell}`,
    message: answer.message,
    facts: answer.facts,
    person: answer.tell,
    channel: undefined,
    organisation: undefined,
    purpose: undefined,
    post: answer.post,
    tooLateAt: answer.tooLateAt,
    ...(answer.notBefore === undefined ? {} : { notBefore: answer.notBefore }),
  };
}

function toChannel(answer: Announce): NewDelivery {
  return {
    key: `${answer.key} · ${answer.announce}`,
    message: answer.message,
    facts: answer.facts,
    person: undefined,
    channel: answer.announce,
    lane: laneOf(answer.announce),
    organisation: answer.organisation,
    purpose: answer.purpose,
    post: answer.post,
    tooLateAt: answer.tooLateAt,
  };
}
