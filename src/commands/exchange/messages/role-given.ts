// Tells somebody that they hold a role now, where, and until when.
import { defineMessage, factText } from '#bot/message.ts';
import { day } from '#bot/text.ts';
import { localDate } from '#exchange/local-time.ts';
import { roles } from '#exchange/people.ts';
import { holding, scopeText } from '../_roles.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/role-given',
  words,
  async draw(facts, desk) {
    const { records, say, house, now } = desk;
    const role = roles.find((one) => one === facts.role);
    const scope = factText(facts, 'scope');
    const grants = holding(await records.people.grantsOf(factText(facts, 'person')), now);
    const grant = grants.find((one) => one.role === role && one.scope === scope);
    if (!role || !grant) return undefined;
    const zone = (await records.organisations.hub())?.zone ?? 'UTC';
    const until = grant.until === undefined ? undefined : localDate(grant.until - 1, zone);
    return [
      { paragraph: say('role-given', { role: house(`role.${role}`), where: await scopeText(desk, scope) }) },
      ...(until === undefined ? [] : [{ paragraph: say('role.until', { until: day(until) }) }]),
      { paragraph: say('role-given.next') },
    ];
  },
});
