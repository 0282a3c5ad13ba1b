// /exchange undelivered: what could not be delivered, for the coordinator to send again or to settle; nothing is lost unseen.
import type { Answer } from '#bot/answer.ts';
import { circularPost } from '#bot/circulars.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import type { Text } from '#bot/text.ts';
import type { Delivery } from '#store/records/deliveries.ts';
import { addresseeOf, idsOf, isSurelyMissing, pageView, reasonOf } from './_undelivered.ts';
import { type Key, words } from './words.ts';

const readers = ['coordinator', 'oversight'] as const;

export default defineCommand({
  path: 'exchange undelivered',
  words,
  who: readers,
  access: 'read',
  asks: {},
  pages: [],
  run: async (_values, desk) => ({ reply: await pageView(0, desk) }),
  buttons: {
    show: {
      who: readers,
      access: 'read',
      press: async (_ids, desk) => ({ reply: await pageView(0, desk) }),
    },
    page: {
      who: readers,
      access: 'read',
      press: async ([page], desk) => ({ update: await pageView(Number(page), desk) }),
    },
    again: {
      who: ['coordinator'],
      access: 'write',
      press: ([id = '', page], desk) => decide(desk, id, Number(page), 'again'),
    },
    settle: {
      who: ['coordinator'],
      access: 'write',
      press: ([id = '', page], desk) => decide(desk, id, Number(page), 'settled'),
    },
    all: {
      who: ['coordinator'],
      access: 'write',
      press: ([page, ...ids], desk) => sendAll(desk, idsOf(ids), Number(page)),
    },
  },
});

async function decide(
  desk: Desk<Key>,
  id: string,
  page: number,
  what: 'again' | 'settled',
): Promise<Outcome> {
  const { deliveries } = desk.records;
  const isDone = await (what === 'again' ? deliveries.retry(id) : deliveries.setAside(id));
  const delivery = await deliveries.byId(id);
  if (!delivery) return redrawn(desk, page, [desk.say('undelivered.gone')], []);
  const to = await addresseeOf(delivery, desk);
  const said = isDone ? desk.say(`undelivered.did.${what}`, { to }) : whatTheOtherDid(desk, delivery, to);
  return redrawn(desk, page, [said], isDone ? [delivery] : []);
}

/** Somebody else was faster, or this is a second press. */
function whatTheOtherDid(desk: Desk<Key>, delivery: Delivery, to: Text): Text {
  const { say } = desk;
  if (delivery.state === 'sent') return say('undelivered.late.sent', { to });
  if (delivery.state !== 'dropped') return say('undelivered.late.again', { to });
  return [...say('undelivered.late.dropped', { to }), ' ', ...reasonOf(delivery.reason, desk)];
}

async function sendAll(desk: Desk<Key>, ids: readonly string[], page: number): Promise<Outcome> {
  const { say } = desk;
  const { deliveries } = desk.records;
  const sent: Delivery[] = [];
  for (const id of ids) {
    const delivery = await deliveries.byId(id);
    // It may have been tried since, and be one of those that only a decision of their own sends again.
    if (delivery && isSurelyMissing(delivery) && (await deliveries.retry(id))) sent.push(delivery);
  }
  const others = ids.length - sent.length;
  const said = [
    ...(sent.length > 0 ? [say('undelivered.did.all', { count: sent.length })] : []),
    ...(others > 0 ? [say('undelivered.late.all', { count: others })] : []),
  ];
  return redrawn(desk, page, said, sent);
}

/** The page as it is now, below what has happened; cards of circulars count along. */
async function redrawn(
  desk: Desk<Key>,
  page: number,
  said: readonly Text[],
  changed: readonly Delivery[],
): Promise<readonly Answer[]> {
  const circulars = new Set(changed.flatMap(({ circular }) => circular ?? []));
  return [
    {
      update: [...said.map((paragraph) => ({ paragraph })), ...(await pageView(page, desk))],
    },
    ...[...circulars].map((id): Answer => ({ revise: circularPost(id) })),
  ];
}
