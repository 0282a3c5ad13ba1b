// Tells somebody that a role of theirs has been taken back.
import { defineMessage, factText } from '#bot/message.ts';
import { roles } from '#exchange/people.ts';
import { holding, scopeText } from '../_roles.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/role-taken',
  words,
  async draw(facts, desk) {
    const { records, say, house, now } = desk;
    const role = roles.find((one) => one === facts.role);
    const scope = factText(facts, 'scope');
    const grants = holding(await records.people.grantsOf(factText(facts, 'person')), now);
    // Given back meanwhile: there is nothing to say.
    if (!role || grants.some((one) => one.role === role && one.scope === scope)) return undefined;
    const where = await scopeText(desk, scope);
    return [{ paragraph: say('role-taken', { role: house(`role.${role}`), where }) }];
  },
});
