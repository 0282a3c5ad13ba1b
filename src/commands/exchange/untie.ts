// /exchange untie: a workspace, server or channel is no longer an organisation's, so that it can be tied anew.

import { defineCommand, type WordlessDesk } from '#bot/command.ts';
import { ask, type Suggestion } from '#bot/field.ts';
import { holdersOf } from '#bot/holders.ts';
import { value } from '#bot/text.ts';
import { isPlatformId } from '#exchange/people.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import type { TiedPlace } from '#store/records/organisations.ts';
import { Conflict } from '#store/store.ts';
import { tellOfPlace } from './_places.ts';
import { words } from './words.ts';

/** Discord takes 25 offers, Slack 75 characters of each. */
const mostOffers = 25;
const longestName = 34;

export default defineCommand({
  path: 'exchange untie',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    place: ask.suggested({
      search: async (typed, desk) => {
        const key = searchKey(typed);
        const offers = await offersOf(await desk.records.organisations.places(), desk);
        return offers.filter(({ label }) => searchKey(label).includes(key)).slice(0, mostOffers);
      },
      find: async (id, desk) => {
        const places = await desk.records.organisations.places();
        const [found] = await offersOf(
          places.filter((one) => one.place === id),
          desk,
        );
        return found;
      },
    }),
  },
  pages: [['place']],
  async run({ place: id }, desk) {
    const { records, say } = desk;
    const tied = (await records.organisations.places()).find((one) => one.place === id);
    const whose = isPlatformId(id) ? await records.organisations.untie(id) : undefined;
    const organisation = whose === undefined ? undefined : await records.organisations.byId(whose);
    // It was tied when it was chosen.
    if (!organisation) throw new Conflict('Somebody else has untied this place.');
    const liaisons = await holdersOf(records, 'liaison', { scope: organisation.id, now: desk.now });
    const place = { id, name: tied?.name, organisation: organisation.id };
    return [
      {
        reply: [
          {
            paragraph: say('untie.done', {
              place: value(place.name ?? id),
              organisation: value(organisation.name),
            }),
          },
        ],
      },
      ...(await tellOfPlace(desk, 'exchange/place-untied', place, liaisons)),
    ];
  },
});

async function offersOf(
  places: readonly TiedPlace[],
  { records }: WordlessDesk,
): Promise<readonly Suggestion[]> {
  const names = new Map((await records.organisations.all()).map(({ id, name }) => [id, name]));
  return places.map(({ place, organisation, name }) => ({
    id: place,
    label: [name ?? place, names.get(organisation) ?? organisation]
      .map((one) => shortened(one, longestName))
      .join(' · '),
  }));
}
