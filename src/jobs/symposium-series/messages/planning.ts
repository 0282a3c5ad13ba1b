// The planning card: it is time for the next edition, and only a human knows its dates.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'symposium-series/planning',
  words,
  because: async () => 'coordinator',
  async draw(facts, { records, say }) {
    const edition = await records.symposia.byId(factText(facts, 'edition'));
    if (edition?.state !== 'planned') return undefined;
    const series = await records.symposia.seriesById(edition.series);
    return [
      {
        heading: say('planning.title', {
          series: value(series?.name ?? edition.title),
          number: edition.number,
        }),
      },
      { paragraph: say('planning', { last: day(factText(facts, 'last')), years: series?.everyYears ?? 2 }) },
      {
        buttons: [
          {
            label: say('planning.button'),
            route: route('symposium/set-dates/start', edition.id),
            look: 'primary',
          },
        ],
      },
      { paragraph: say('planning.why') },
    ];
  },
});
