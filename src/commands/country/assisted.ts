// /country assisted: the countries and regions that courses have assisted, as far as these may be disclosed to anybody.
import { defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { comma } from '#bot/punctuation.ts';
import { countryName } from '#bot/record-fields.ts';
import { command, joined, type Text, value } from '#bot/text.ts';
import { type AssistedCountry, assistedCountries, daysAround } from '#exchange/assistance.ts';
import type { Language } from '#exchange/languages.ts';
import { words } from './words.ts';

const years = { min: 1950, max: 2200 };

export default defineCommand({
  path: 'country assisted',
  words,
  who: 'anyone',
  access: 'read',
  asks: { since: optional(ask.number(years)) },
  pages: [['since']],
  async run({ since }, { asker, records, say }) {
    const hub = await records.organisations.hub();
    const from = since ?? years.min;
    const courses = await records.assistance.since(daysAround(from, from).from);
    const assisted = assistedCountries(courses, from, {
      country: hub?.country ?? '',
      zone: hub?.zone ?? 'UTC',
    });
    if (assisted.length === 0) {
      const next = { command: command('course list') };
      return {
        reply: [
          {
            paragraph:
              since === undefined
                ? say('assisted.none', next)
                : say('assisted.noneSince', { ...next, since: String(since) }),
          },
        ],
      };
    }
    const first = since ?? Math.min(...assisted.flatMap((one) => one.years));
    return {
      reply: [
        { heading: say('assisted.heading', { since: String(first), count: assisted.length }) },
        { paragraph: say('assisted.means') },
        { list: inOrder(assisted, asker.language).map((one) => lineOf(one, asker.language)) },
      ],
    };
  },
});

function inOrder(assisted: readonly AssistedCountry[], language: Language): readonly AssistedCountry[] {
  const name = ({ country }: AssistedCountry) => countryName(country, language);
  return assisted.toSorted((one, other) => name(one).localeCompare(name(other), language));
}

function lineOf({ country, years: all }: AssistedCountry, language: Language): Text {
  const years = all.map((year) => [value(String(year))]);
  return [{ bold: [value(countryName(country, language))] }, ' · ', ...joined(years, comma(language))];
}
