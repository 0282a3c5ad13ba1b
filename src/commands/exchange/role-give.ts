// /exchange role-give: gives a member a role, for an organisation, a course or an office, for good or until a day.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askCourse } from '#bot/record-fields.ts';
import { day, value } from '#bot/text.ts';
import { courseStates } from '#exchange/course.ts';
import { offices } from '#exchange/hub-settings.ts';
import { addDays, instantAt, localDate } from '#exchange/local-time.ts';
import { type Role, roles } from '#exchange/people.ts';
import { askMember, isLastCoordinator, mayDispose, scopeFor, scopeText } from './_roles.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'exchange role-give',
  words,
  who: ['coordinator', 'liaison'],
  access: 'write',
  asks: {
    person: askMember,
    role: ask.choice(roles, 'role'),
    course: optional(askCourse(courseStates)),
    office: optional(ask.choice(offices, 'office')),
    until: optional(ask.date()),
  },
  pages: [['person', 'role', 'course', 'office', 'until']],
  run: (values, desk) => give(desk, values),
  buttons: {
    start: {
      who: ['coordinator', 'liaison'],
      access: 'read',
      press: async ([person = '']) => ({ open: 'exchange role-give', values: { person } }),
    },
  },
});

interface Given {
  readonly person: string;
  readonly role: Role;
  readonly course: string | undefined;
  readonly office: string | undefined;
  readonly until: string | undefined;
}

async function give(desk: Desk<Key>, given: Given): Promise<Outcome> {
  const { asker, records, say, house, now } = desk;
  const { role, until } = given;
  const person = await records.people.byId(given.person);
  if (person?.membership !== 'confirmed') return desk.refuse('role.nobody');
  const found = scopeFor(role, person, given);
  if ('lacks' in found && found.lacks === 'organisation') return desk.refuse('role.noOrganisation');
  if ('lacks' in found) return { correct: { [found.lacks]: house('field.empty') } };
  const { scope } = found;
  const facts = { name: value(person.name), role: house(`role.${role}`) };
  if (!(await mayDispose(desk, role, scope, person))) return desk.refuse('role.mayNotGive', facts);
  if (person.id === asker.person?.id) return desk.refuse('role.oneself');

  const zone = (await records.organisations.hub())?.zone ?? 'UTC';
  if (until !== undefined && until < localDate(now, zone)) return { correct: { until: say('role.past') } };
  if (until !== undefined && role === 'coordinator' && (await isLastCoordinator(records, person.id)))
    return desk.refuse('role.last', facts);
  const ends = until === undefined ? undefined : instantAt(addDays(until, 1), '00:00', zone);
  await records.people.grant({ person: person.id, role, scope, until: ends });
  const where = await scopeText(desk, scope);
  return [
    {
      reply: [
        { paragraph: say('role-give.done', { ...facts, where }) },
        ...(until === undefined ? [] : [{ paragraph: say('role.until', { until: day(until) }) }]),
      ],
    },
    {
      tell: person.id,
      message: 'exchange/role-given',
      facts: { person: person.id, role, scope },
      key: `role given · ${role} · ${scope} · ${now}`,
    },
  ];
}
