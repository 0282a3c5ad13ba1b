// /exchange organisation-list: who takes part, from where, and what each still lacks before it can be reached.

import { defineCommand } from '#bot/command.ts';
import { comma } from '#bot/punctuation.ts';
import { countryName } from '#bot/record-fields.ts';
import { joined, type Text, value } from '#bot/text.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'exchange organisation-list',
  words,
  who: 'member',
  access: 'read',
  asks: {},
  pages: [],
  async run(_values, desk) {
    const { asker, records, say } = desk;
    const organisations = await records.organisations.all();
    const named = await records.organisations.channels({});
    const present = new Set((await records.organisations.places()).map((one) => one.organisation));
    const lines: Text[] = [];
    for (const organisation of organisations) {
      const channels = named.filter((one) => one.organisation === organisation.id);
      const lacks = [
        ...(!present.has(organisation.id) ? [say('organisation-list.noPlace')] : []),
        ...(channels.some((one) => one.purpose === 'announcements')
          ? []
          : [say('organisation-list.noAnnouncements')]),
        ...(channels.some((one) => one.purpose === 'managers') ? [] : [say('organisation-list.noManagers')]),
      ];
      lines.push([
        { bold: [value(organisation.name)] },
        ' · ',
        value(countryName(organisation.country, asker.language)),
        ' · ',
        ...desk.house(`language.${organisation.language}`),
        ' · ',
        value(organisation.zone.replaceAll('_', ' ')),
        ...(organisation.hub ? [' · ', ...say('organisation-list.hub')] : []),
        ...(lacks.length > 0 ? [' – ', ...joined(lacks, comma(asker.language))] : []),
      ]);
    }
    const next = organisations.length <= 1 ? [{ paragraph: say('organisation-list.next') }] : [];
    return {
      reply: [
        { heading: say('organisation-list.heading', { count: organisations.length }) },
        { list: lines },
        ...next,
      ],
    };
  },
});
