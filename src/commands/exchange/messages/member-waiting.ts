// Tells whoever can confirm a member that somebody waits.
import { defineMessage, factText, type Reader } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

/** Rights may have changed since this was put on its way. */
function mayConfirm({ viewer }: Reader, organisation: string | undefined): boolean {
  if (viewer.kind !== 'person') return false;
  const isLiaison = viewer.roles.includes('liaison') && viewer.organisation === organisation;
  return isLiaison || viewer.roles.includes('coordinator');
}

export default defineMessage({
  name: 'exchange/member-waiting',
  words,
  async draw(facts, { reader, records, say, house }) {
    const person = await records.people.byId(factText(facts, 'person'));
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
  },
});
