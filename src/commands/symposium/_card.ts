// The card of one edition: what it is, when and where, and how to take part.
import type { HouseSay } from '#bot/house-words.ts';
import { day, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route } from '#bot/view.ts';
import type { Say } from '#bot/words.ts';
import type { SymposiumEdition } from '#store/records/symposia.ts';
import type { Records } from '#store/store.ts';
import type { Key } from './words.ts';

export interface CardParts {
  readonly say: Say<Key>;
  readonly house: HouseSay;
  readonly records: Records;
}

/** Without buttons that need a person's rights: those are added where the person is known. */
export async function editionCard(
  edition: SymposiumEdition,
  { say, records }: CardParts,
): Promise<readonly Block[]> {
  const series = await records.symposia.seriesById(edition.series);
  const registered = await records.symposia.registrations(edition.id);
  const dates: Text =
    edition.startsOn === undefined || edition.endsOn === undefined
      ? say('card.noDates')
      : say('card.fromTo', { from: day(edition.startsOn), to: day(edition.endsOn) });
  const facts: (readonly [Text, Text])[] = [
    [say('card.series'), [value(series?.name ?? edition.title), ` · ${edition.number}`]],
    [say('card.dates'), dates],
    ...(edition.place === undefined ? [] : ([[say('card.place'), [value(edition.place)]]] as const)),
    [say('card.zone'), [value(edition.zone.replaceAll('_', ' '))]],
    [say('card.state'), say(`state.${edition.state}`)],
    [say('card.registered'), say('card.registeredCount', { count: registered.length })],
  ];
  return [{ heading: [value(edition.title)] }, { facts }];
}

export function participantButtons(edition: SymposiumEdition, say: Say<Key>): readonly Button[] {
  if (edition.state !== 'dated') return [];
  return [
    { label: say('register.button'), route: route('symposium/register/start', edition.id), look: 'primary' },
    { label: say('show.calendarButton'), route: route('symposium/show/calendar', edition.id) },
  ];
}
