// A code that the machine printed makes somebody of the hub its coordinator: who may use it, and who hears of it.
import type { Answer } from '#bot/answer.ts';
import { approvalGivenNow } from '#bot/approvals.ts';
import type { Desk, Outcome } from '#bot/command.ts';
import { coordinatorCodeFor, presentCoordinators } from '#bot/coordination.ts';
import { holdersOf } from '#bot/holders.ts';
import { value } from '#bot/text.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';
import type { Key } from './words.ts';

/** `issuedFor` is one of `coordinatorCodeFor`. What is refused leaves the code unused. */
export async function becomeCoordinator(desk: Desk<Key>, issuedFor: string): Promise<Outcome> {
  const { records, say, now } = desk;
  const hub = await records.organisations.hub();
  if (!hub) return desk.refuse('join.wrongCode');
  if (!(await isOfHub(desk, hub)))
    return desk.refuse('join.coordinatorElsewhere', { organisation: value(hub.name) });
  const [present] = issuedFor === coordinatorCodeFor.evenSo ? [] : await presentCoordinators(records, now);
  if (present) return desk.refuse('join.coordinatorThere', { name: value(present.name) });

  const others = new Set([
    ...(await holdersOf(records, 'coordinator', { now })),
    ...(await holdersOf(records, 'oversight', { now })),
  ]);
  const person = await memberOfHub(desk, hub);
  await records.people.grant({ person: person.id, role: 'coordinator', scope: 'hub' });
  others.delete(person.id);
  return [
    {
      reply: [
        { paragraph: say('join.coordinator', { organisation: value(hub.name) }) },
        { paragraph: say('role-given.next') },
      ],
    },
    ...[...others].map(
      (tell): Answer => ({
        tell,
        message: 'exchange/coordinator-by-code',
        facts: { person: person.id },
        key: `coordinator by code · ${person.id} · ${now}`,
      }),
    ),
  ];
}

/** A member of the hub wherever they are; in the hub's place whoever is no member of another organisation. */
async function isOfHub({ asker, records }: Desk<Key>, hub: Organisation): Promise<boolean> {
  const { person } = asker;
  if (person?.membership === 'confirmed' || person?.membership === 'lapsed')
    return person.organisation === hub.id;
  return (await records.organisations.of(asker.place, asker.channel))?.id === hub.id;
}

/** Nobody has said that they serve but whoever runs Attaché: it holds as long as an approval, and bears no name. */
async function memberOfHub({ asker, records, now }: Desk<Key>, hub: Organisation): Promise<Person> {
  const { people } = records;
  const approved = { approvedBy: undefined, approvedUntil: await approvalGivenNow(records, now) };
  const member = { organisation: hub.id, membership: 'confirmed', ...approved } as const;
  if (!asker.person) {
    const person = await people.add({ name: asker.accountName, ...member });
    await people.link(asker.account, person.id, asker.accountName);
    return person;
  }
  const { id, membership } = asker.person;
  // What somebody held who was no member (any more) does not come back with them.
  if (membership === 'pending' || membership === 'removed')
    for (const earlier of await people.grantsOf(id)) await people.revoke(earlier);
  return people.change(id, member);
}
