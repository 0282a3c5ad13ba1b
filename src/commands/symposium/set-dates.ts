// /symposium set-dates: a human sets or moves the dates; the card goes out or is redrawn, and reminders follow.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askZone, givenText } from '#bot/record-fields.ts';
import { day, type Text, value } from '#bot/text.ts';
import { localDate } from '#exchange/local-time.ts';
import { checkDates, type SymposiumDateProblem } from '#exchange/symposium.ts';
import type { SymposiumEdition } from '#store/records/symposia.ts';
import { askEdition } from './_edition-field.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'symposium set-dates',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    edition: askEdition(['planned', 'dated']),
    startsOn: ask.date(),
    endsOn: ask.date(),
    place: optional(ask.text({ max: 100 })),
    zone: optional(askZone()),
  },
  pages: [['edition', 'startsOn', 'endsOn', 'place', 'zone']],
  async prefill(given, { records }) {
    const edition = await records.symposia.byId(givenText(given, 'edition') ?? '');
    if (!edition) return {};
    const { startsOn, endsOn, place, zone } = edition;
    return {
      zone,
      ...(startsOn ? { startsOn } : {}),
      ...(endsOn ? { endsOn } : {}),
      ...(place ? { place } : {}),
    };
  },
  async run({ edition: id, startsOn, endsOn, place, zone: chosen }, desk) {
    const before = await desk.records.symposia.byId(id);
    if (!before) return desk.refuse('gone');
    if (before.state !== 'planned' && before.state !== 'dated') {
      return desk.refuse('set-dates.over', {
        title: value(before.title),
        state: desk.say(`state.${before.state}`),
      });
    }
    const zone = chosen ?? before.zone;
    const problems = checkDates(startsOn, endsOn, localDate(desk.now, zone));
    if (problems.length > 0) {
      return {
        correct: Object.fromEntries(problems.map((problem) => [problem.field, problemText(problem, desk)])),
      };
    }
    const edition = await desk.records.symposia.setDates(id, { startsOn, endsOn, zone, place });
    if (!edition) return desk.refuse('gone');
    const told =
      before.state === 'planned' ? await announceCard(edition, desk) : await tellMoved(before, edition, desk);
    const says = before.state === 'planned' ? 'set-dates.announced' : 'set-dates.moved';
    return [
      {
        reply: [
          {
            paragraph: desk.say(says, {
              title: value(edition.title),
              from: day(startsOn),
              to: day(endsOn),
              count: told.length,
            }),
          },
        ],
      },
      ...told,
      { revise: `symposium/card · ${id}` },
    ];
  },
  buttons: {
    start: {
      who: ['coordinator'],
      access: 'read',
      press: async ([edition = '']) => ({ open: 'symposium set-dates', values: { edition } }),
    },
  },
});

function problemText(problem: SymposiumDateProblem, desk: Desk<Key>): Text {
  switch (problem.id) {
    case 'start-impossible':
    case 'end-impossible':
      return desk.house('field.dateImpossible', {
        given: value(problem.given),
        example: value('2027-06-21'),
      });
    case 'start-in-the-past':
      return desk.say('problem.past', { today: day(problem.today) });
    case 'start-too-far':
      return desk.say('problem.far', { years: problem.maxYears });
    case 'end-before-start':
      return desk.say('problem.endBeforeStart', { from: day(problem.startsOn), to: day(problem.endsOn) });
    case 'too-long':
      return desk.say('problem.long', { days: problem.days, max: problem.max });
  }
}

async function announceCard(edition: SymposiumEdition, desk: Desk<Key>): Promise<readonly Answer[]> {
  const channels = await desk.records.organisations.channels({ purpose: 'announcements' });
  return channels.map(({ channel, organisation, purpose }) => ({
    announce: channel,
    organisation,
    purpose,
    message: 'symposium/card',
    facts: { edition: edition.id },
    key: `symposium card · ${edition.id}`,
    post: `symposium/card · ${edition.id}`,
  }));
}

/** Whoever registered made arrangements for the old dates. */
async function tellMoved(
  before: SymposiumEdition,
  edition: SymposiumEdition,
  desk: Desk<Key>,
): Promise<readonly Answer[]> {
  if (
    before.startsOn === edition.startsOn &&
    before.endsOn === edition.endsOn &&
    before.place === edition.place
  )
    return [];
  const registered = await desk.records.symposia.registrations(edition.id);
  return registered.map(({ person }) => ({
    tell: person,
    message: 'symposium/moved',
    facts: { edition: edition.id, startsOn: before.startsOn ?? '', sequence: edition.sequence },
    key: `symposium moved · ${edition.id} · ${edition.sequence}`,
  }));
}
