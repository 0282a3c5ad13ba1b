// Welcomes a member who has been confirmed or added, with what their role opens.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { givenRoles } from '../_membership.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/member-confirmed',
  words,
  async draw(facts, { records, say, house }) {
    const person = await records.people.byId(factText(facts, 'person'));
    if (person?.membership !== 'confirmed') return undefined;
    const organisation =
      person.organisation === undefined ? undefined : await records.organisations.byId(person.organisation);
    const role = givenRoles.find((one) => one === facts.role) ?? 'trainee';
    return [
      { heading: say('member-confirmed.title') },
      {
        paragraph: say('member-confirmed', {
          name: value(person.name),
          organisation: value(organisation?.name ?? ''),
          role: house(`role.${role}`),
        }),
      },
      { paragraph: say('member-confirmed.next') },
    ];
  },
});
