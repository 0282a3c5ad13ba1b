// /pair match: the coordinator looks at who would go with whom and why, and keeps it; nothing begins by that.
import { createHash } from 'node:crypto';
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import { plainText } from '#bot/plain-text.ts';
import { command, day, type Text } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { type ExchangeOffer, type ExchangePair, type Pairing, pairOf, pairUp } from '#exchange/pairing.ts';
import { languagesOf, type Names, namesIn, topicOf, whyPaired } from './_offer.ts';
import { type Key, words } from './words.ts';

const onPage = 15;
/** Matching takes the third power of how many there are; of so many it takes a moment. */
const mostOffers = 200;

export default defineCommand({
  path: 'pair match',
  words,
  who: ['coordinator'],
  access: 'read',
  asks: {},
  pages: [],
  run: async (_values, desk) => ({ reply: await pageOf(desk, 0) }),
  buttons: {
    page: {
      who: ['coordinator'],
      access: 'read',
      press: async ([offset = '0'], desk) => ({ update: await pageOf(desk, Number(offset)) }),
    },
    /** `pair/match/confirm|mark`: the mark is of exactly the pairs that were shown. */
    confirm: {
      who: ['coordinator'],
      access: 'write',
      press: ([mark = ''], desk) => confirm(desk, mark),
    },
    /** `pair/match/propose|offer`: an exchange is proposed as a course is. */
    propose: {
      who: ['liaison', 'coordinator'],
      access: 'read',
      press: ([id = ''], desk) => propose(desk, id),
    },
  },
});

/** What there is to pair today. */
async function pairingOf({ records, asker, now }: Desk<Key>): Promise<Pairing & { readonly isAll: boolean }> {
  const today = localDate(now, asker.zone);
  const open = await records.exchanges.list({ states: ['open'], untilFrom: today, most: mostOffers + 1 });
  // Weeks that have begun suit nobody any more.
  const ahead = open
    .slice(0, mostOffers)
    .map((offer) => (offer.from < today ? { ...offer, from: today } : offer));
  return { ...pairUp(ahead), isAll: open.length <= mostOffers };
}

async function pageOf(desk: Desk<Key>, offset: number): Promise<View> {
  const { records, say } = desk;
  const pairing = await pairingOf(desk);
  const { pairs, alone } = pairing;
  if (pairs.length + alone.length === 0)
    return [{ paragraph: say('match.none', { command: command('pair offer') }) }];
  const first = Number.isInteger(offset) && offset > 0 ? offset - (offset % onPage) : 0;
  const all = [...pairs.map((pair) => ({ pair })), ...alone.map((one) => ({ one }))];
  const shown = all.slice(first, first + onPage);
  if (shown.length === 0) return await pageOf(desk, 0);
  const officers = [...pairs.flatMap(({ offers }) => offers), ...alone.map(({ offer }) => offer)];
  const names = await namesIn(
    records,
    officers.map(({ officer }) => officer),
  );
  return [
    { heading: say('match.heading', { count: pairs.length, alone: alone.length }) },
    { paragraph: say('match.how') },
    ...(pairing.isAll ? [] : [{ paragraph: say('match.most', { count: mostOffers }) }]),
    {
      list: shown.map((row) =>
        'pair' in row ? pairLine(row.pair, names, desk) : aloneLine(row.one, names, desk),
      ),
    },
    ...buttonsOf(pairs, first, all.length, desk),
  ];
}

function pairLine(pair: ExchangePair, names: Names, { say, house, asker }: Desk<Key>): Text {
  const [one, other] = pair.offers;
  return say('match.pair', {
    one: names.person(one.officer),
    oneOrganisation: names.organisation(one.organisation),
    other: names.person(other.officer),
    otherOrganisation: names.organisation(other.organisation),
    why: whyPaired(pair, { say, house, language: asker.language }),
  });
}

function aloneLine(
  { offer, why }: Pairing['alone'][number],
  names: Names,
  { say, house, asker }: Desk<Key>,
): Text {
  const speaker = { say, house, language: asker.language };
  return say('match.alone', {
    name: names.person(offer.officer),
    organisation: names.organisation(offer.organisation),
    why: say(`alone.${why}`, {
      topic: topicOf(offer.topic, speaker),
      languages: languagesOf(offer.languages, speaker),
      from: day(offer.from),
      until: day(offer.until),
    }),
  });
}

function buttonsOf(
  pairs: readonly ExchangePair[],
  first: number,
  rows: number,
  { say }: Desk<Key>,
): readonly Block[] {
  const page = (label: Text, offset: number): Button => ({
    label,
    route: route('pair/match/page', String(offset)),
  });
  const buttons: readonly Button[] = [
    ...(pairs.length === 0
      ? []
      : [
          {
            label: say('match.confirm', { count: pairs.length }),
            route: route('pair/match/confirm', markOf(pairs)),
            look: 'primary' as const,
          },
        ]),
    ...(first > 0 ? [page(say('match.previous'), first - onPage)] : []),
    ...(first + onPage < rows ? [page(say('match.next'), first + onPage)] : []),
  ];
  return buttons.length === 0 ? [] : [{ buttons }];
}

/** Short, because it travels in a route; it need only tell what was shown from what is so now. */
function markOf(pairs: readonly ExchangePair[]): string {
  const ids = pairs.map(({ offers: [one, other] }) => `${one.id} ${other.id}`).join('\n');
  return createHash('sha256').update(ids).digest('hex').slice(0, 24);
}

async function confirm(desk: Desk<Key>, mark: string): Promise<Outcome> {
  const { records, say, now } = desk;
  const { pairs } = await pairingOf(desk);
  if (pairs.length === 0 || markOf(pairs) !== mark)
    return { update: [{ paragraph: say('match.changed') }, ...(await pageOf(desk, 0))] };
  const told: Answer[] = [];
  let count = 0;
  for (const { offers } of pairs) {
    const [one, other] = offers;
    if (!(await records.exchanges.pair(one.id, other.id))) continue;
    count += 1;
    const liaisons = await Promise.all(
      offers.map(({ organisation }) => holdersOf(records, 'liaison', { scope: organisation, now })),
    );
    const people = new Set([...offers.map(({ officer }) => officer), ...liaisons.flat()]);
    for (const tell of people) told.push(matched(tell, one));
  }
  return [{ update: [{ paragraph: say('match.done', { count }) }] }, ...told];
}

function matched(tell: string, { id }: ExchangeOffer): Answer {
  return { tell, message: 'pair/matched', facts: { offer: id }, key: `pair/matched · ${id}` };
}

async function propose(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { records, say, house, asker, now } = desk;
  const own = await records.exchanges.byId(id);
  const other = own?.pairedWith === undefined ? undefined : await records.exchanges.byId(own.pairedWith);
  if (!own || !other) return desk.refuse('propose.gone', { command: command('pair list') });
  const { weeks, languages } = pairOf(own, other);
  const today = localDate(now, asker.zone);
  const week = weeks.find((monday) => monday > today);
  if (week === undefined) return desk.refuse('propose.past', { command: command('course propose') });
  const topic = house(`subject.${own.topic}`);
  return {
    open: 'course propose',
    values: {
      title: plainText(say('propose.title', { topic }), asker),
      subject: own.topic,
      ...(languages[0] ? { language: languages[0] } : {}),
      startsOn: week,
      endsOn: addDays(week, 4),
      seats: 1,
    },
  };
}
