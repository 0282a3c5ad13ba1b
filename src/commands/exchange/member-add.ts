// /exchange member-add: takes somebody in, by the platform's own picker, or by name with a code for later.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askOrganisation } from '#bot/record-fields.ts';
import { instant, value } from '#bot/text.ts';
import { isPlatformId } from '#exchange/people.ts';
import type { Person } from '#store/records/people.ts';
import { approvalBy, givenRoles, mayGive, scopeOf, takeIn } from './_membership.ts';
import { type Key, words } from './words.ts';

const codeGoodForDays = 30;

export default defineCommand({
  path: 'exchange member-add',
  words,
  who: ['coordinator', 'liaison'],
  access: 'write',
  asks: {
    name: ask.text({ max: 80 }),
    role: ask.choice(givenRoles, 'role'),
    organisation: optional(askOrganisation()),
    account: optional(ask.account()),
  },
  pages: [['name', 'role', 'organisation', 'account']],
  prefill: async (_given, { asker }) => (asker.organisation ? { organisation: asker.organisation.id } : {}),
  async run({ name, role, organisation: chosen, account }, desk) {
    const { records, asker } = desk;
    const organisation = await records.organisations.byId(chosen ?? asker.organisation?.id ?? '');
    if (!organisation) return { correct: { organisation: desk.house('field.empty') } };
    if (!mayGive(desk, role, organisation.id)) {
      return desk.refuse('member.mayNotGive', {
        role: desk.house(`role.${role}`),
        organisation: value(organisation.name),
      });
    }
    if (account === undefined)
      return withCode(desk, await added(desk, name, organisation.id, role), organisation.name);
    if (!isPlatformId(account))
      return { correct: { account: desk.house('field.account', { given: value(account) }) } };
    const known = await records.people.byAccount(account, desk.now);
    if (known?.person.membership === 'confirmed') {
      return desk.refuse('member-add.known', {
        name: value(name),
        command: [{ command: 'exchange organisation-list' }],
      });
    }
    const waitsFor = known?.person.membership === 'pending' ? known.person.organisation : undefined;
    if (waitsFor !== undefined && !mayGive(desk, role, waitsFor)) {
      const other = await records.organisations.byId(waitsFor);
      return desk.refuse('member.mayNotGive', {
        role: desk.house(`role.${role}`),
        organisation: value(other?.name ?? ''),
      });
    }
    const person = known?.person ?? (await added(desk, name, organisation.id, role));
    if (known) await takeIn(desk, known.person, organisation.id, role);
    else await records.people.link(account, person.id, name);
    return [
      {
        reply: [
          {
            paragraph: desk.say('member.confirmed', {
              name: value(name),
              role: desk.house(`role.${role}`),
              organisation: value(organisation.name),
            }),
          },
        ],
      },
      {
        tell: person.id,
        message: 'exchange/member-confirmed',
        facts: { person: person.id, role },
        key: `member confirmed · ${person.id} · ${role}`,
      },
    ];
  },
});

async function added(
  desk: Desk<Key>,
  name: string,
  organisation: string,
  role: (typeof givenRoles)[number],
): Promise<Person> {
  const person = await desk.records.people.add({
    name,
    organisation,
    membership: 'confirmed',
    ...(await approvalBy(desk)),
  });
  await desk.records.people.grant({ person: person.id, role, scope: scopeOf(role, organisation) });
  return person;
}

/** Somebody without an account yet: the code makes whichever account redeems it theirs. */
async function withCode(desk: Desk<Key>, person: Person, organisation: string): Promise<Answer> {
  const code = desk.newCode();
  const goodUntil = desk.now + codeGoodForDays * 86_400_000;
  await desk.records.codes.issue(code, 'person', person.id, goodUntil);
  return {
    reply: [
      {
        paragraph: desk.say('member-add.withCode', {
          name: value(person.name),
          organisation: value(organisation),
          code: value(code),
        }),
      },
      { paragraph: desk.say('code.goodUntil', { until: instant(goodUntil, desk.asker.zone) }) },
    ],
  };
}
