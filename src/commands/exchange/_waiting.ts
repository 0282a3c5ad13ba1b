// Somebody who waits to be taken in, as whoever can confirm them sees it: who it is, and a button for each decision.
import type { MessageDesk } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route, type View } from '#bot/view.ts';
import type { Key } from './words.ts';

/** Undefined when it has been decided, or is not for this reader to decide: rights may have changed meanwhile. */
export async function waitingView(
  id: string,
  { reader, records, say, house }: MessageDesk<Key>,
): Promise<View | undefined> {
  const person = await records.people.byId(id);
  if (person?.membership !== 'pending' || !mayConfirm(reader, person.organisation)) return undefined;
  const organisation =
    person.organisation === undefined ? undefined : await records.organisations.byId(person.organisation);
  return [
    {
      paragraph: say('member-waiting', {
        name: value(person.name),
        organisation: value(organisation?.name ?? ''),
      }),
    },
    {
      buttons: (['trainee', 'liaison', 'manager'] as const).map((role) => ({
        label: say('member-waiting.confirmAs', { role: house(`role.${role}`) }),
        route: route('exchange/member-confirm/as', person.id, role),
      })),
    },
    {
      buttons: [
        {
          label: say('member-waiting.turnAway'),
          route: route('exchange/member-confirm/turn-away', person.id),
          look: 'danger',
        },
      ],
    },
  ];
}

function mayConfirm({ viewer }: MessageDesk['reader'], organisation: string | undefined): boolean {
  if (viewer.kind !== 'person') return false;
  const isLiaison = viewer.roles.includes('liaison') && viewer.organisation === organisation;
  return isLiaison || viewer.roles.includes('coordinator');
}
