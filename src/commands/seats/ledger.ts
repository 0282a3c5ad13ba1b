// /seats ledger: what each organisation has received in the window and is entitled to; one's own, or all.
import { type Desk, defineCommand } from '#bot/command.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { command, day, value } from '#bot/text.ts';
import { type Button, route, type View } from '#bot/view.ts';
import { quota } from '#exchange/entitlement.ts';
import { addDays, instantAt, localDate } from '#exchange/local-time.ts';
import { type Key, words } from './words.ts';

const onPage = 15;
const whoSees = ['coordinator', 'oversight', 'liaison', 'manager'] as const;

export default defineCommand({
  path: 'seats ledger',
  words,
  who: whoSees,
  access: 'read',
  asks: {},
  pages: [],
  run: async (_, desk) => ({ reply: await page(desk, 0) }),
  buttons: {
    page: {
      who: whoSees,
      access: 'read',
      press: async ([offset], desk) => ({ update: await page(desk, Number(offset)) }),
    },
  },
});

async function page(desk: Desk<Key>, offset: number): Promise<View> {
  const { records, say, now, asker } = desk;
  const from = addDays(localDate(now, 'UTC'), -(await hubSetting(records, 'seats.window')));
  const ledger = await records.ledger.since(from);
  const { rows } = ledger;
  if (rows.length === 0)
    return [{ paragraph: say('ledger.none', { add: command('exchange organisation-add') }) }];
  const first =
    Number.isInteger(offset) && offset > 0 && offset < rows.length ? offset - (offset % onPage) : 0;
  const shown = rows.slice(first, first + onPage);
  const last = first + shown.length;
  const sees = asker.grants.some(({ role }) => role === 'coordinator' || role === 'oversight');
  const departures = sees
    ? await records.seatPlans.departuresSince(instantAt(from, '00:00', 'UTC'))
    : undefined;
  const turns: readonly Button[] = [
    ...(first > 0
      ? [{ label: say('plan.back'), route: route('seats/ledger/page', String(first - onPage)) }]
      : []),
    ...(last < rows.length
      ? [{ label: say('plan.next'), route: route('seats/ledger/page', String(last)) }]
      : []),
  ];
  return [
    { heading: say('ledger.heading', { from: day(from) }) },
    { paragraph: say('ledger.summary', { seats: ledger.seats }) },
    {
      list: shown.map(({ name, weight, received, noShows }) =>
        say('ledger.line', {
          organisation: value(name),
          weight,
          received,
          noShows,
          entitled: quota(weight, ledger.weights, ledger.seats),
        }),
      ),
    },
    ...(turns.length === 0
      ? []
      : [
          { paragraph: say('ledger.shown', { first: first + 1, last, count: rows.length }) },
          { buttons: turns },
        ]),
    ...(departures === undefined ? [] : [{ paragraph: say('ledger.departures', { count: departures }) }]),
  ];
}
