// The field that finds a waiver that somebody has asked for, by the name of the nominee.

import type { WordlessDesk } from '#bot/command.ts';
import { ask, type SuggestedField, type Suggestion } from '#bot/field.ts';
import { houseWords } from '#bot/house-words.ts';
import { plainText } from '#bot/plain-text.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import type { WaiverWithNomination } from '#store/records/waivers.ts';
import { nominatedStates } from './_nomination.ts';

/** Slack's option text, and the offers of both platforms. */
const longestLabel = 75;
const mostOffers = 25;
const mostCourses = 25;

/** Its id is the nomination and the rule: `nom-…/experience`. */
export function askWaiver(): SuggestedField {
  return ask.suggested({
    async search(typed, desk) {
      const courses = await desk.records.courses.list({ states: nominatedStates, most: mostCourses });
      const asked: WaiverWithNomination[] = [];
      for (const { id } of courses)
        asked.push(...(await desk.records.waivers.of({ course: id })).filter((one) => one.signedBy === null));
      const key = searchKey(typed);
      const offers = await offersOf(asked, desk);
      return offers.filter(({ label }) => searchKey(label).includes(key)).slice(0, mostOffers);
    },
    async find(id, desk) {
      const [nomination = '', rule] = id.split('/');
      const waivers = await desk.records.waivers.of([nomination]);
      const [offer] = await offersOf(
        waivers.filter((one) => one.rule === rule),
        desk,
      );
      return offer;
    },
  });
}

async function offersOf(
  waivers: readonly WaiverWithNomination[],
  { records, asker }: WordlessDesk,
): Promise<readonly Suggestion[]> {
  const people = await records.people.byIds(waivers.map(({ about }) => about.nominee));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const { language } = asker;
  return waivers.map(({ nomination, rule, about }) => {
    const named = plainText(houseWords.in(language)(`rule.${rule}`), { language, zone: 'UTC' });
    const label = shortened(`${names.get(about.nominee) ?? '–'} · ${named}`, longestLabel);
    return { id: `${nomination}/${rule}`, label };
  });
}
