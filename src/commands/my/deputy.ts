// /my deputy: names somebody who stands in for a while, in all roles or in one.
import { type Desk, defineCommand, type WordlessDesk } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { plainText } from '#bot/plain-text.ts';
import { askPerson } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { addDays, daysBetween, instantAt, localDate } from '#exchange/local-time.ts';
import { roles } from '#exchange/people.ts';
import { daysOf, lendable, lentIn } from './_deputy.ts';
import { type Key, words } from './words.ts';

/** Longer than a year is no deputy but a successor: that is a hand-over. */
const mostDays = 366;

function ownRoles(desk: WordlessDesk) {
  const { asker, house, now } = desk;
  const own = lendable(asker.grants, asker.person?.id ?? '', now);
  return [...new Set(own.map((grant) => grant.role))].map((role) => ({
    id: role,
    label: plainText(house(`role.${role}`), asker),
  }));
}

const askOwnRole = ask.suggested({
  search: async (_typed, desk) => ownRoles(desk),
  find: async (id, desk) => ownRoles(desk).find((one) => one.id === id),
});

export default defineCommand({
  path: 'my deputy',
  words,
  who: 'member',
  access: 'write',
  asks: {
    person: askPerson('own organisation'),
    from: ask.date(),
    until: ask.date(),
    what: optional(askOwnRole),
  },
  pages: [['person', 'from', 'until', 'what']],
  admit: async (_given, desk) => (ownRoles(desk).length === 0 ? desk.refuse('deputy.noRole') : undefined),
  async run({ person: id, from, until, what }, desk) {
    const { asker, records, say } = desk;
    const principal = asker.person;
    if (!principal || ownRoles(desk).length === 0) return desk.refuse('deputy.noRole');
    const person = await records.people.byId(id);
    if (person?.id === principal.id) return desk.refuse('deputy.oneself');
    if (person?.membership !== 'confirmed' || person.organisation !== principal.organisation)
      return desk.refuse('deputy.notOfYours', { name: value(person?.name ?? '–') });
    const wrong = wrongDays(desk, from, until);
    if (wrong) return wrong;
    const { zone } = asker;
    const named = await records.deputies.name({
      principal: principal.id,
      deputy: person.id,
      role: roles.find((role) => role === what),
      scope: undefined,
      from: instantAt(from, '00:00', zone),
      until: instantAt(addDays(until, 1), '00:00', zone),
      zone,
    });
    const facts = {
      name: value(person.name),
      ...daysOf(named),
      what: await lentIn(desk, named, asker.language),
    };
    return [
      { reply: [{ paragraph: say('deputy.done', facts) }, { paragraph: say('deputy.takeBack') }] },
      {
        tell: person.id,
        message: 'my/deputy-named',
        facts: { deputy: named.id },
        key: `deputy named · ${named.id}`,
        tooLateAt: named.until,
      },
    ];
  },
});

function wrongDays({ asker, say, now }: Desk<Key>, from: string, until: string) {
  if (from < localDate(now, asker.zone)) return { correct: { from: say('deputy.past') } };
  if (until < from) return { correct: { until: say('deputy.order') } };
  if (daysBetween(from, until) >= mostDays) return { correct: { until: say('deputy.tooLong') } };
  return undefined;
}
