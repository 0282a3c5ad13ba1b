// The fields that find an officer abroad by their whole name, and an open offer that the asker may withdraw.
import type { WordlessDesk } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { searchKey, shortened } from '#exchange/text-input.ts';
import type { OfferedExchange } from '#store/records/exchanges.ts';
import type { Person } from '#store/records/people.ts';
import { mayWithdraw } from './_offer.ts';

/** Both platforms take as many, and labels as long (Slack's option text). */
const mostOffers = 25;
const longestLabel = 75;

/**
 * A member of another organisation, found by nothing less than the whole name: whoever names a colleague knows it, and
 * nobody gets a list of another organisation's people by typing letters.
 */
export const askCounterpart = ask.suggested({
  search: async (typed, desk) => {
    const key = searchKey(typed);
    if (key === '') return [];
    const found = await desk.records.people.search(typed, { organisation: undefined, most: mostOffers });
    const own = desk.asker.organisation?.id;
    return await peopleOffers(
      found.filter((one) => searchKey(one.name) === key && one.organisation !== own),
      desk,
    );
  },
  // A colleague of the own organisation is found all the same: the command says why it cannot be them.
  find: async (id, desk) => {
    const person = await desk.records.people.byId(id);
    return person?.membership === 'confirmed' ? (await peopleOffers([person], desk))[0] : undefined;
  },
});

async function peopleOffers(people: readonly Person[], { records }: WordlessDesk) {
  const members = people.filter(({ organisation }) => organisation !== undefined);
  if (members.length === 0) return [];
  const names = new Map((await records.organisations.all()).map(({ id, name }) => [id, name]));
  return members.map(({ id, name, organisation = '' }) => ({
    id,
    label: shortened(`${name} · ${names.get(organisation) ?? ''}`, longestLabel),
  }));
}

/** Open offers that the asker may withdraw. */
export const askOwnOffer = ask.suggested({
  search: async (typed, desk) => {
    const key = searchKey(typed);
    const labelled = await labelsOf(await ownOffers(desk), desk);
    return labelled.filter(({ label }) => searchKey(label).includes(key)).slice(0, mostOffers);
  },
  // One that is open no more is found all the same: the command says how it stands.
  find: async (id, desk) => {
    const offer = await desk.records.exchanges.byId(id);
    return offer && (await labelsOf([offer], desk))[0];
  },
});

/** More than are offered: some are of somebody else. */
const mostLookedAt = 100;

async function ownOffers({ asker, records }: WordlessDesk): Promise<readonly OfferedExchange[]> {
  const organisation = asker.organisation?.id ?? '';
  const whose = hasRole(asker, 'liaison', organisation)
    ? { organisation }
    : { officer: asker.person?.id ?? '' };
  const offers = await records.exchanges.list({ states: ['open'], ...whose, most: mostLookedAt });
  return offers.filter((offer) => mayWithdraw(asker, offer));
}

async function labelsOf(offers: readonly OfferedExchange[], { records }: WordlessDesk) {
  const people = await records.people.byIds(offers.map(({ officer }) => officer));
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return offers.map(({ id, officer, from }) => ({
    id,
    label: shortened(`${names.get(officer) ?? '–'} · ${from}`, longestLabel),
  }));
}
