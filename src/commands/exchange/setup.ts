// /exchange setup: the first administrator with the printed code opens the exchange and becomes its coordinator.
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { askCountry, askZone } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { readCode } from '#exchange/codes.ts';
import { languages } from '#exchange/languages.ts';
import { isZone } from '#exchange/local-time.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'exchange setup',
  words,
  who: 'anyone',
  access: 'write',
  servesUntied: true,
  guesses: 'code',
  asks: {
    code: ask.text({ max: 80, secret: true }),
    name: ask.text({ max: 80 }),
    country: askCountry(),
    language: ask.choice(languages, 'language'),
    zone: askZone(),
  },
  pages: [['code', 'name', 'country', 'language', 'zone']],
  async admit(_given, desk) {
    const hub = await desk.records.organisations.hub();
    if (hub) return desk.refuse('setup.done', { hub: value(hub.name) });
    return desk.asker.administrator ? undefined : desk.refuse('setup.notAdministrator');
  },
  prefill: async (_given, { asker }) => ({
    language: asker.language,
    ...(isZone(asker.zone) && asker.zone !== 'UTC' ? { zone: asker.zone } : {}),
  }),
  async run({ code, name, country, language, zone }, desk) {
    const { asker, records } = desk;
    const hub = await records.organisations.hub();
    if (hub) return desk.refuse('setup.done', { hub: value(hub.name) });
    if (!asker.administrator) return desk.refuse('setup.notAdministrator');
    if (!(await records.codes.redeem(readCode(code) ?? code, ['setup'])))
      return { correct: { code: desk.say('setup.wrongCode') } };

    const organisation = await records.organisations.add({ name, country, language, zone, hub: true });
    const person =
      asker.person ??
      (await records.people.add({
        name: asker.accountName,
        organisation: organisation.id,
        membership: 'confirmed',
      }));
    if (!asker.person) await records.people.link(asker.account, person.id, asker.accountName);
    await records.people.change(person.id, { organisation: organisation.id, membership: 'confirmed' });
    await records.people.grant({ person: person.id, role: 'coordinator', scope: 'hub' });
    if (asker.place !== undefined)
      await records.organisations.tie(asker.place, organisation.id, asker.placeName);
    return {
      reply: [
        { heading: desk.say('setup.ready.title') },
        { paragraph: desk.say('setup.ready', { name: value(name) }) },
        {
          list: [
            desk.say('setup.next.channels'),
            desk.say('setup.next.organisations'),
            desk.say('setup.next.people'),
          ],
        },
      ],
    };
  },
});
