// /pair list: the offers of exchanges that the asker may see, open or paired, and what can be done with them.
import { type Desk, defineCommand } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { command, type Text, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { localDate } from '#exchange/local-time.ts';
import { shortened } from '#exchange/text-input.ts';
import type { OfferedExchange } from '#store/records/exchanges.ts';
import { lineOf, mayWithdraw, type Names, namedIn, namesIn } from './_offer.ts';
import { type Key, words } from './words.ts';

const mostShown = 20;
/** Slack's longest label of an option, without the two marks that keep a name in its own direction. */
const longestOption = 73;

export default defineCommand({
  path: 'pair list',
  words,
  who: 'member',
  access: 'read',
  asks: {},
  pages: [],
  run: async (_values, desk) => ({ reply: await listView(desk) }),
});

async function listView(desk: Desk<Key>): Promise<View> {
  const { asker, records, say, now } = desk;
  const hub = hasRole(asker, 'coordinator') || hasRole(asker, 'oversight');
  const organisation = asker.organisation?.id ?? '';
  const ofOrganisation = hasRole(asker, 'liaison', organisation) || hasRole(asker, 'manager', organisation);
  const whose = hub ? {} : ofOrganisation ? { organisation } : { officer: asker.person?.id ?? '' };
  const today = localDate(now, asker.zone);
  const found = await records.exchanges.list({
    states: ['open', 'paired'],
    untilFrom: today,
    ...whose,
    most: mostShown + 1,
  });
  if (found.length === 0) return [{ paragraph: say('list.none', { command: command('pair offer') }) }];
  const shown = found.slice(0, mostShown);
  const others = await partnersOf(shown, desk);
  const names = await namesIn(records, [...shown, ...others.values()].flatMap(namedIn));
  const own = shown.filter((offer) => offer.state === 'open' && mayWithdraw(asker, offer));
  return [
    { heading: say('list.heading', { count: shown.length }) },
    { list: shown.map((offer) => pairedLine(offer, others.get(offer.id), names, desk)) },
    ...(found.length > mostShown ? [{ paragraph: say('list.more', { count: mostShown }) }] : []),
    ...(own.length === 0 ? [] : [withdrawing(own, names, desk)]),
    ...(hasRole(asker, 'coordinator')
      ? [
          {
            buttons: [
              { label: say('list.match'), route: route('pair/match/page', '0'), look: 'primary' as const },
            ],
          },
        ]
      : []),
  ];
}

async function partnersOf(offers: readonly OfferedExchange[], { records }: Desk<Key>) {
  const partners = new Map<string, OfferedExchange>();
  for (const { id, pairedWith } of offers) {
    const partner = pairedWith === undefined ? undefined : await records.exchanges.byId(pairedWith);
    if (partner) partners.set(id, partner);
  }
  return partners;
}

function pairedLine(
  offer: OfferedExchange,
  partner: OfferedExchange | undefined,
  names: Names,
  { say, house, asker }: Desk<Key>,
): Text {
  const line = lineOf(offer, names, { say, house, language: asker.language });
  return partner ? say('line.paired', { line, name: names.person(partner.officer) }) : line;
}

function withdrawing(own: readonly OfferedExchange[], names: Names, { say }: Desk<Key>): Block {
  return {
    select: {
      label: say('list.withdraw'),
      route: route('pair/withdraw/chosen'),
      options: own.map(({ id, officer }) => ({
        value: id,
        label: [value(shortened(names.name(officer), longestOption))],
      })),
    },
  };
}
