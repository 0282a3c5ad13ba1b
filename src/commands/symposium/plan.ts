// /symposium plan: the coordinator opens a new edition; its dates are set when a human knows them.
import { defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { askZone } from '#bot/record-fields.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { searchKey } from '#exchange/text-input.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'symposium plan',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    series: ask.text({ max: 80 }),
    number: ask.number({ min: 1, max: 200 }),
    title: ask.text({ max: 100 }),
    zone: askZone(),
    every: optional(ask.number({ min: 1, max: 10 })),
  },
  pages: [['series', 'number', 'title', 'zone', 'every']],
  prefill: async (_given, { asker }) => ({
    every: 2,
    ...(asker.organisation ? { zone: asker.organisation.zone } : {}),
  }),
  async run({ series: name, number, title, zone, every }, desk) {
    const { records, asker } = desk;
    const known = (await records.symposia.series()).find((one) => searchKey(one.name) === searchKey(name));
    const series = known ?? (await records.symposia.addSeries(name, every ?? 2));
    const editions = await records.symposia.editions({ series: series.id });
    const same = editions.find((edition) => edition.number === number);
    if (same) return { correct: { number: desk.say('plan.known', { title: value(same.title) }) } };
    const edition = await records.symposia.plan({
      series: series.id,
      number,
      title,
      zone,
      plannedBy: asker.person?.id ?? '',
    });
    return {
      reply: [
        { paragraph: desk.say('plan.done', { title: value(title), years: series.everyYears }) },
        {
          buttons: [
            {
              label: desk.say('set-dates.button'),
              route: route('symposium/set-dates/start', edition.id),
              look: 'primary',
            },
          ],
        },
      ],
    };
  },
});
