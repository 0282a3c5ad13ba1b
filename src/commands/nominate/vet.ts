// /nominate vet: the hub's coordinator records the state of a vetting and until when it holds; nothing of it is said here.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { followEach, followPerson } from '#bot/follow-verdicts.ts';
import { actingFor } from '#bot/identify.ts';
import { askOrganisation, askPerson } from '#bot/record-fields.ts';
import { day, type Text, value } from '#bot/text.ts';
import { localDate } from '#exchange/local-time.ts';
import { followingStates } from '#exchange/nomination.ts';
import { searchKey } from '#exchange/text-input.ts';
import { recordedVettingStates, type Vetting, vettingUnitLength } from '#exchange/vetting.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'nominate vet',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    subject: optional(askPerson('anywhere')),
    organisation: optional(askOrganisation()),
    vettedUnit: optional(ask.text({ max: vettingUnitLength })),
    vettingState: ask.choice(recordedVettingStates, 'vettingState'),
    validUntil: optional(ask.date()),
  },
  pages: [['subject', 'organisation', 'vettedUnit', 'vettingState', 'validUntil']],
  async run({ subject: person, organisation, vettedUnit: unit, vettingState: state, validUntil }, desk) {
    const { say, now } = desk;
    if (validUntil !== undefined && state !== 'clear')
      return { correct: { validUntil: say('vet.onlyClear') } };
    if (validUntil !== undefined && validUntil < localDate(now, desk.asker.zone))
      return { correct: { validUntil: say('vet.past') } };
    const vetting = { state, validUntil };
    const isUnit = organisation !== undefined || unit !== undefined;
    if (person !== undefined && isUnit) return { correct: { subject: say('vet.whoTwice') } };
    if (person !== undefined) return vetPerson(desk, person, vetting);
    if (organisation === undefined) return { correct: { subject: say('vet.whoMissing') } };
    if (unit === undefined) return { correct: { vettedUnit: desk.house('field.empty') } };
    return vetUnit(desk, organisation, unit, vetting);
  },
  buttons: {
    /** `nominate/vet/start|person`: the form, about somebody. */
    start: {
      who: ['coordinator'],
      access: 'read',
      press: async ([person = '']) => ({ open: 'nominate vet', values: { subject: person } }),
    },
  },
});

async function vetPerson(desk: Desk<Key>, id: string, vetting: Vetting): Promise<Outcome> {
  const { asker, records, now } = desk;
  const person = await records.people.byId(id);
  if (!person) return desk.refuse('list.gone');
  // Four eyes: nobody records their own, nor through a deputy.
  if (actingFor(asker).includes(person.id)) return desk.refuse('vet.oneself');
  await records.vettings.record({ person: id }, vetting, asker.person?.id ?? asker.account);
  return [recorded(desk, [value(person.name)], vetting), ...(await followPerson(records, id, now))];
}

async function vetUnit(
  desk: Desk<Key>,
  organisation: string,
  unit: string,
  vetting: Vetting,
): Promise<Outcome> {
  const { asker, records, now } = desk;
  const found = await records.organisations.byId(organisation);
  if (!found) return desk.refuse('list.gone');
  await records.vettings.record({ organisation, unit }, vetting, asker.person?.id ?? asker.account);
  const theirs = await records.nominations.list({ organisation, states: followingStates });
  const ofUnit = theirs.filter((one) => searchKey(one.unit) === searchKey(unit));
  return [
    recorded(desk, [value(unit), ' · ', value(found.name)], vetting),
    ...(await followEach(records, ofUnit, now)),
  ];
}

function recorded({ say, house }: Desk<Key>, whose: Text, { state, validUntil }: Vetting): Answer {
  const facts = { whose, state: house(`vettingState.${state}`) };
  return {
    reply: [
      {
        paragraph:
          validUntil === undefined
            ? say('vet.done', facts)
            : say('vet.doneUntil', { ...facts, until: day(validUntil) }),
      },
    ],
  };
}
