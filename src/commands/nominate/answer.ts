// /nominate answer: the seats that the asker is offered, each accepted or declined with one press.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { command, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import { declineReasons } from '#exchange/offers.ts';
import { accepted, decline, offerBlocks, overNow, ownOffer, refusalToAccept } from './_answer.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'nominate answer',
  words,
  who: 'member',
  access: 'read',
  asks: {},
  pages: [],
  run: (_values, desk) => openOffers(desk),
  buttons: {
    show: { who: 'member', access: 'read', press: ([id = ''], desk) => show(desk, id) },
    accept: { who: 'member', access: 'write', press: ([id = ''], desk) => accept(desk, id) },
    decline: { who: 'member', access: 'write', press: ([id = ''], desk) => refuse(desk, id) },
    /** `nominate/answer/instead|this one|the other, which is declined`. */
    instead: {
      who: 'member',
      access: 'write',
      press: ([id = '', other = ''], desk) => acceptInstead(desk, id, other),
    },
    why: { who: 'member', access: 'write', press: ([id = ''], desk, chosen) => explain(desk, id, chosen) },
  },
});

async function openOffers(desk: Desk<Key>): Promise<Outcome> {
  const { records, asker, say } = desk;
  const nominee = asker.person?.id ?? '';
  const offered = await records.nominations.list({ nominee, states: ['offered'] });
  const offers = await records.offers.among(
    offered.map(({ id }) => id),
    ['open'],
  );
  const courses = await records.courses.byIds(offers.map(({ course }) => course));
  const blocks = offers.flatMap((offer): readonly Block[] => {
    const course = courses.find(({ id }) => id === offer.course);
    return course && course.state !== 'cancelled' ? offerBlocks(desk, course, offer) : [];
  });
  if (blocks.length === 0)
    return {
      reply: [
        { paragraph: say('answer.none') },
        { paragraph: say('answer.noneNext', { command: command('nominate list') }) },
      ],
    };
  return { reply: [{ heading: say('answer.heading') }, ...blocks] };
}

async function show(desk: Desk<Key>, id: string): Promise<Outcome> {
  const found = await ownOffer(desk, id);
  if (!found) return desk.refuse('list.gone');
  if (!found.offer) return { reply: [{ paragraph: overNow(desk, found) }] };
  return { reply: offerBlocks(desk, found.course, found.offer) };
}

async function accept(desk: Desk<Key>, id: string): Promise<Outcome> {
  const found = await ownOffer(desk, id);
  if (!found) return desk.refuse('list.gone');
  if (found.nomination.state !== 'offered') return { reply: [{ paragraph: overNow(desk, found) }] };
  const refused = await refusalToAccept(desk, found);
  if (refused) return refused;
  return keepYes(desk, id, []);
}

async function keepYes(desk: Desk<Key>, id: string, before: readonly Answer[]): Promise<Outcome> {
  const found = await ownOffer(desk, id);
  const moved = await desk.records.nominations.move(id, ['offered'], 'accepted');
  if (!found) return desk.refuse('list.gone');
  // Somebody else was faster, such as the end of its time.
  if (!moved) return { reply: [{ paragraph: overNow(desk, (await ownOffer(desk, id)) ?? found) }] };
  const { view, answers } = await accepted(desk, found, moved);
  return [{ reply: view }, ...before, ...answers];
}

async function refuse(desk: Desk<Key>, id: string): Promise<Outcome> {
  const found = await ownOffer(desk, id);
  if (!found) return desk.refuse('list.gone');
  const done = await decline(desk, found);
  if (!done) return { reply: [{ paragraph: overNow(desk, (await ownOffer(desk, id)) ?? found) }] };
  return [{ reply: done.view }, ...done.answers];
}

/** Both in one transaction: whoever cannot have this one keeps the other. */
async function acceptInstead(desk: Desk<Key>, id: string, otherId: string): Promise<Outcome> {
  const found = await ownOffer(desk, id);
  const other = await ownOffer(desk, otherId);
  if (!found || !other) return desk.refuse('list.gone');
  if (found.nomination.state !== 'offered') return { reply: [{ paragraph: overNow(desk, found) }] };
  const refused = await refusalToAccept(desk, found, otherId);
  if (refused) return refused;
  const gone = await decline(desk, other);
  // Accepted meanwhile, on another screen: then it is in the way.
  return gone ? keepYes(desk, id, gone.answers) : accept(desk, id);
}

async function explain(desk: Desk<Key>, id: string, chosen: string | undefined): Promise<Outcome> {
  const { records, say } = desk;
  const found = await ownOffer(desk, id);
  const reason = declineReasons.find((one) => one === chosen);
  if (!found || !reason) return desk.refuse('list.gone');
  const [offer] = await records.offers.among([id], ['declined']);
  const isKept = offer !== undefined && (await records.offers.explain(offer.id, reason));
  if (!isKept) return { update: [{ paragraph: overNow(desk, found) }] };
  const title = value(found.course.title);
  return {
    update: [{ paragraph: say('answer.thanks', { title, reason: desk.house(`declineReason.${reason}`) }) }],
  };
}
