// Tells whoever can confirm a member that somebody waits.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/member-waiting',
  words,
  async draw(facts, { records, say, house }) {
    const person = await records.people.byId(factText(facts, 'person'));
    if (person?.membership !== 'pending') return undefined;
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
