// Counts who wrote on which theme, once answers have been released: the summary then reads a few numbers, however many wrote.
import { countAnew } from '#bot/written-comments.ts';
import { defineJob } from '../job.ts';

/** Enough for any evening; what is left waits for the next look. */
const roundsAtOnce = 50;

export default defineJob({
  name: 'comment-themes',
  everyMinutes: 10,
  async sweep({ records }) {
    for (const round of await records.themes.uncounted(roundsAtOnce)) await countAnew(records, round);
    return [];
  },
});
