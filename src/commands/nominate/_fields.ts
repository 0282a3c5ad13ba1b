// The field that finds a nomination by the name of the nominee or the course.
import type { WordlessDesk } from '#bot/command.ts';
import { ask, type SuggestedField, type Suggestion } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import type { NominationState } from '#exchange/nomination.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { Nomination } from '#store/records/nominations.ts';

/** Slack's option text. */
const longestLabel = 75;
const mostOffers = 25;

/** Nominations in these states: of the asker's own organisation, or of all that the asker may see. */
export function askNomination(
  whose: 'own organisation' | 'everybody',
  states: readonly NominationState[],
): SuggestedField {
  return ask.suggested({
    search: async (typed, desk) => {
      const narrowed = whose === 'everybody' ? {} : { organisation: desk.asker.organisation?.id ?? '' };
      const nominations = await desk.records.nominations.list({ ...narrowed, states });
      const key = searchKey(typed);
      const offers: Suggestion[] = [];
      for (const nomination of nominations) {
        if (whose === 'own organisation' && !hasRole(desk.asker, 'liaison', nomination.organisation))
          continue;
        const offer = await offerOf(nomination, desk);
        if (offer && searchKey(offer.label).includes(key)) offers.push(offer);
        if (offers.length === mostOffers) break;
      }
      return offers;
    },
    // One in another state is found all the same: the command says why it cannot be done now.
    find: async (id, desk) => {
      const nomination = await desk.records.nominations.byId(id);
      return nomination && offerOf(nomination, desk);
    },
  });
}

async function offerOf(nomination: Nomination, desk: WordlessDesk): Promise<Suggestion | undefined> {
  const course = await desk.records.courses.byId(nomination.course);
  const nominee = await desk.records.people.byId(nomination.nominee);
  if (!course || !nominee) return undefined;
  const label = `${nominee.name} · ${course.title}`;
  return {
    id: nomination.id,
    label: label.length <= longestLabel ? label : `${label.slice(0, longestLabel - 1)}…`,
  };
}
