// The field that finds an edition of a symposium by its title.
import { ask, type SuggestedField, type Suggestion } from '#bot/field.ts';
import type { EditionState } from '#exchange/symposium.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import type { SymposiumEdition } from '#store/records/symposia.ts';

export function askEdition(states: readonly EditionState[]): SuggestedField {
  return ask.suggested({
    search: async (typed, desk) => {
      const editions = await desk.records.symposia.editions({ states });
      return editions
        .filter((edition) => searchKey(edition.title).includes(searchKey(typed)))
        .slice(0, 25)
        .map(offer);
    },
    find: async (id, desk) => {
      const edition = await desk.records.symposia.byId(id);
      return edition && offer(edition);
    },
  });
}

function offer(edition: SymposiumEdition): Suggestion {
  const when = edition.startsOn === undefined ? '' : ` · ${edition.startsOn}`;
  return { id: edition.id, label: `${shortened(edition.title, 75 - when.length)}${when}` };
}
