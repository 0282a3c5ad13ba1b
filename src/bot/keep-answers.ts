// Turns what a handler wants said into deliveries, in the same transaction as the change that caused them.
import type { NewDelivery } from '#store/records/deliveries.ts';
import type { Records } from '#store/store.ts';
import type { Announce, Answer, Tell } from './answer.ts';
import type { Message } from './message.ts';

/** Writes tells and announcements as deliveries, and marks living cards to be redrawn. */
export async function keepAnswers(
  records: Records,
  answers: readonly Answer[],
  messages: ReadonlyMap<string, Message>,
): Promise<void> {
  const deliveries: NewDelivery[] = [];
  for (const answer of answers) {
    if ('tell' in answer) deliveries.push(toPerson(answer));
    else if ('announce' in answer) deliveries.push(toChannel(answer));
    else if ('revise' in answer) await records.posts.revise(answer.revise);
  }
  const unknown = deliveries.find((delivery) => !messages.has(delivery.message));
  if (unknown) throw new Error(`There is no message "${unknown.message}" to deliver.`);
  if (deliveries.length > 0) await records.deliveries.add(deliveries);
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
    post: undefined,
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
