// /drill note: a form of one field; each note is kept as an organisation, so that notes can be counted.
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { value } from '#bot/text.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'drill note',
  words,
  who: 'anyone',
  servesUntied: true,
  access: 'write',
  asks: { title: ask.text({ max: 120 }) },
  pages: [['title']],
  async run({ title }, { say, records }) {
    await records.organisations.add({ name: title, country: 'GH', language: 'en', zone: 'UTC', hub: false });
    return { reply: [{ paragraph: say('plan.kept', { title: value(title) }) }] };
  },
});
