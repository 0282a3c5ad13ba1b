// /exchange organisation-add: the coordinator lets an organisation in, and gets the code that ties its workspace to it.
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { askCountry, askZone } from '#bot/record-fields.ts';
import { instant, value } from '#bot/text.ts';
import { languages } from '#exchange/languages.ts';
import { searchKey } from '#exchange/text-input.ts';
import { codeGoodFor } from './_places.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'exchange organisation-add',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    name: ask.text({ max: 80 }),
    country: askCountry(),
    language: ask.choice(languages, 'language'),
    zone: askZone(),
  },
  pages: [['name', 'country', 'language', 'zone']],
  async run({ name, country, language, zone }, desk) {
    const { records, now } = desk;
    const known = (await records.organisations.all()).find((one) => searchKey(one.name) === searchKey(name));
    if (known) return { correct: { name: desk.say('organisation-add.known', { name: value(known.name) }) } };

    const organisation = await records.organisations.add({ name, country, language, zone, hub: false });
    const code = desk.newCode();
    const goodUntil = now + codeGoodFor;
    await records.codes.issue(code, 'organisation', organisation.id, goodUntil);
    return {
      reply: [
        { heading: desk.say('organisation-add.added', { name: value(name) }) },
        { paragraph: desk.say('organisation-add.code', { code: value(code) }) },
        { paragraph: desk.say('code.goodUntil', { until: instant(goodUntil, desk.asker.zone) }) },
      ],
    };
  },
});
