// /symposium show: one edition, or what is planned; the coordinator can cancel it here.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { value } from '#bot/text.ts';
import { type Button, route, type View } from '#bot/view.ts';
import type { SymposiumEdition } from '#store/records/symposia.ts';
import { editionCalendar } from './_calendar.ts';
import { editionCard, participantButtons } from './_card.ts';
import { askEdition } from './_edition-field.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'symposium show',
  words,
  who: 'member',
  access: 'read',
  asks: { edition: optional(askEdition(['planned', 'dated', 'held', 'cancelled'])) },
  pages: [['edition']],
  async run({ edition: id }, desk) {
    const editions = await desk.records.symposia.editions({ states: ['planned', 'dated'] });
    const edition = id === undefined ? nextOf(editions) : await desk.records.symposia.byId(id);
    if (!edition) {
      const next = hasRole(desk.asker, 'coordinator')
        ? desk.say('show.noneCoordinator')
        : desk.say('show.none');
      return { reply: [{ paragraph: next }] };
    }
    return { reply: await cardFor(edition, desk) };
  },
  buttons: {
    calendar: { who: 'member', access: 'read', press: ([id = ''], desk) => calendar(id, desk) },
    cancel: { who: ['coordinator'], access: 'read', press: ([id = ''], desk) => askToCancel(id, desk) },
    'really-cancel': { who: ['coordinator'], access: 'write', press: ([id = ''], desk) => cancel(id, desk) },
  },
});

function nextOf(editions: readonly SymposiumEdition[]): SymposiumEdition | undefined {
  return editions.toSorted((one, other) =>
    (one.startsOn ?? '9999').localeCompare(other.startsOn ?? '9999'),
  )[0];
}

async function cardFor(edition: SymposiumEdition, desk: Desk<Key>): Promise<View> {
  const open = edition.state === 'planned' || edition.state === 'dated';
  const coordinators: readonly Button[] =
    open && hasRole(desk.asker, 'coordinator')
      ? [
          { label: desk.say('set-dates.button'), route: route('symposium/set-dates/start', edition.id) },
          {
            label: desk.say('show.cancelButton'),
            route: route('symposium/show/cancel', edition.id),
            look: 'danger',
          },
        ]
      : [];
  const buttons = [...participantButtons(edition, desk.say), ...coordinators];
  return [...(await editionCard(edition, desk)), ...(buttons.length > 0 ? [{ buttons }] : [])];
}

async function calendar(id: string, desk: Desk<Key>): Promise<Answer> {
  const edition = await desk.records.symposia.byId(id);
  const file = edition && editionCalendar(edition, desk.asker.language, desk.now);
  if (!edition || !file) return desk.refuse('gone');
  return {
    reply: [
      { paragraph: desk.say('show.calendar', { title: value(edition.title) }) },
      { file, label: [value(file.name)] },
    ],
  };
}

async function askToCancel(id: string, desk: Desk<Key>): Promise<Answer> {
  const edition = await desk.records.symposia.byId(id);
  if (!edition) return desk.refuse('gone');
  const registered = await desk.records.symposia.registrations(id);
  return {
    reply: [
      { paragraph: desk.say('show.cancelSure', { title: value(edition.title), count: registered.length }) },
      {
        buttons: [
          {
            label: desk.say('show.cancelReally'),
            route: route('symposium/show/really-cancel', id),
            look: 'danger',
          },
        ],
      },
    ],
  };
}

async function cancel(id: string, desk: Desk<Key>): Promise<Outcome> {
  const edition = await desk.records.symposia.move(id, ['planned', 'dated'], 'cancelled');
  if (!edition) {
    const known = await desk.records.symposia.byId(id);
    return known ? { update: await cardFor(known, desk) } : desk.refuse('gone');
  }
  const registered = await desk.records.symposia.registrations(id);
  return [
    {
      update: [
        { paragraph: desk.say('show.cancelled', { title: value(edition.title), count: registered.length }) },
      ],
    },
    { revise: `symposium/card · ${id}` },
    ...registered.map(
      ({ person }): Answer => ({
        tell: person,
        message: 'symposium/cancelled',
        facts: { edition: id },
        key: `symposium cancelled · ${id}`,
      }),
    ),
  ];
}
