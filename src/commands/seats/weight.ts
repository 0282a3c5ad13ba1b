// /seats weight: how much an organisation weighs when seats are shared.
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { askOrganisation, givenText } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { weightLimits } from '#exchange/entitlement.ts';
import type { Records } from '#store/store.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'seats weight',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: { organisation: askOrganisation(), weight: ask.number(weightLimits) },
  pages: [['organisation', 'weight']],
  async prefill(given, { records }) {
    const organisation = givenText(given, 'organisation');
    return organisation === undefined ? {} : { weight: await weightOf(records, organisation) };
  },
  async run({ organisation: id, weight }, desk) {
    const { records, say } = desk;
    const organisation = await records.organisations.byId(id);
    if (!organisation) return desk.refuse('gone');
    const before = await weightOf(records, id);
    const facts = { organisation: value(organisation.name), weight, before };
    if (before === weight) return { reply: [{ paragraph: say('weight.same', facts) }] };
    await records.ledger.weigh(id, weight);
    return { reply: [{ paragraph: say('weight.done', facts) }] };
  },
});

/** No course begins so late. */
const afterAll = '9999-12-31';

async function weightOf({ ledger }: Records, organisation: string): Promise<number> {
  const { rows } = await ledger.since(afterAll);
  return rows.find((row) => row.organisation === organisation)?.weight ?? weightLimits.fallback;
}
