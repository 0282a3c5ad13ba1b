// Turns what a handler wants said into deliveries, in the same transaction as the change that caused them.
import type { NewDelivery } from '#store/records/deliveries.ts';
import type { Records } from '#store/store.ts';
import type { Announce, Answer, Tell } from './answer.ts';
import { circularCard, circularFrom, circularPost } from './circulars.ts';
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
  for (const [message, alike] of Map.groupBy(deliveries, (delivery) => delivery.message)) {
    const recipients = alike.filter(({ person }) => person !== undefined);
    if (recipients.length < circularFrom) await records.deliveries.add(alike);
    else await addCircular(records, message, alike, cause);
  }
}

/** Many people are told the same: whoever started it is shown how far that is, and can stop it. */
async function addCircular(
  records: Records,
  message: string,
  deliveries: readonly NewDelivery[],
  { cause, startedBy }: Cause,
): Promise<void> {
  const facts = deliveries[0]?.facts ?? {};
  const fresh = await keysThatAreNew(records, deliveries);
  if (fresh.length < circularFrom) {
    await records.deliveries.add(fresh);
    return;
  }
  const id = await records.circulars.begin({ cause, startedBy, message, facts, total: fresh.length });
  if (startedBy !== undefined) {
    await records.deliveries.add([
      toPerson({
        tell: startedBy,
        ...{ message: circularCard.message, facts: circularCard.facts(id) },
        key: circularPost(id),
        post: circularPost(id),
      }),
    ]);
  }
  await records.deliveries.add(fresh.map((delivery) => ({ ...delivery, circular: id })));
}

/** A sweep says everything that is due again and again; only what is new makes a circular. */
async function keysThatAreNew(
  records: Records,
  deliveries: readonly NewDelivery[],
): Promise<readonly NewDelivery[]> {
  const known = await records.deliveries.known(deliveries.map(({ key }) => key));
  return deliveries.filter(({ key }) => !known.has(key));
}

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
    organisation: answer.organisation,
    purpose: answer.purpose,
    post: answer.post,
    tooLateAt: answer.tooLateAt,
  };
}
