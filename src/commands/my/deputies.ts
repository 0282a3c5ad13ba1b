// /my deputies: who stands in for whom, with a button to end it; coordinators see everybody's.
import { type Desk, defineCommand } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { type Block, route, type View } from '#bot/view.ts';
import type { Deputy } from '#store/records/deputies.ts';
import { daysOf, lentIn, nameOf } from './_deputy.ts';
import { type Key, words } from './words.ts';

/** Each is a line and a button; Discord shows forty components in one message. */
const mostListed = 10;

export default defineCommand({
  path: 'my deputies',
  words,
  who: 'member',
  access: 'read',
  asks: {},
  pages: [],
  run: async (_values, desk) => ({ reply: await listView(desk) }),
  buttons: {
    end: {
      who: 'member',
      access: 'write',
      async press([id = ''], desk) {
        const named = await desk.records.deputies.byId(id);
        if (!named || !mayEnd(desk, named)) return desk.refuse('deputies.gone');
        await desk.records.deputies.end(id);
        const other = named.deputy === desk.asker.person?.id ? named.principal : named.deputy;
        return [
          { update: [{ paragraph: desk.say('deputies.ended') }] },
          {
            tell: other,
            message: 'my/deputy-ended',
            facts: { principal: named.principal, deputy: named.deputy, from: named.from, until: named.until },
            key: `deputy ended · ${id}`,
            tooLateAt: named.until,
          },
        ];
      },
    },
  },
});

/** Either of the two, and a coordinator. */
function mayEnd({ asker }: Desk<Key>, { principal, deputy }: Deputy): boolean {
  const own = asker.person?.id;
  return own === principal || own === deputy || hasRole(asker, 'coordinator');
}

async function listView(desk: Desk<Key>): Promise<View> {
  const { asker, records, say, now } = desk;
  const own = asker.person?.id ?? '';
  const all = await records.deputies.list({ endsAfter: now });
  const theirs = all.filter((one) => mayEnd(desk, one));
  if (theirs.length === 0) return [{ paragraph: say('deputies.none') }];
  const shown = theirs.slice(0, mostListed);
  const people = await records.people.byIds(shown.flatMap((one) => [one.principal, one.deputy]));
  const named = (id: string) => nameOf(people.find((one) => one.id === id));
  const blocks: Block[] = [{ heading: say('deputies.heading') }];
  for (const one of shown) {
    const facts = { deputy: named(one.deputy), principal: named(one.principal), ...daysOf(one) };
    blocks.push(
      { paragraph: say('deputies.line', { ...facts, what: await lentIn(desk, one, asker.language) }) },
      {
        buttons: [
          {
            label: say(one.deputy === own ? 'deputies.giveBack' : 'deputies.end'),
            route: route('my/deputies/end', one.id),
          },
        ],
      },
    );
  }
  if (theirs.length > mostListed) blocks.push({ paragraph: say('deputies.more') });
  return blocks;
}
