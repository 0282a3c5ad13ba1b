// The model of themes: what was changed of them, and of each round the numbers and sentences that are kept.
import type { ThemeRecords } from '#store/records/themes.ts';
import { by, kept, type ModelContext } from './model-state.ts';

export function themeModel(context: ModelContext): ThemeRecords {
  const { themes, commentCounts, roundThemes, feedbackRounds, feedbackTallies } = context.state;
  const isSeen = (id: string) => {
    const round = feedbackRounds.get(id);
    return round !== undefined && (round.course === null || context.seesCourse(round.course));
  };
  return {
    changed: async () => [...themes.values()].sort(by((row) => row.id)),
    set: async ({ id: known, names, keywords, dropped }) => {
      const id = known ?? context.newId('thm');
      context.put('themes', id, { id: kept(id), names, keywords, dropped });
      context.audit('theme.set', id, { dropped });
      return id;
    },
    ofRound: async (round) => {
      const row = isSeen(round) ? commentCounts.get(round) : undefined;
      if (!row) return undefined;
      const worded = [...roundThemes.values()].filter((one) => one.round === row.round);
      return {
        released: row.released,
        counts: row.counts,
        paraphrases: Object.fromEntries(worded.map(({ theme, paraphrase }) => [theme, paraphrase])),
      };
    },
    count: async (round, released, counts) => {
      context.need('feedbackRounds', round);
      context.put('commentCounts', round, { round, released, counts });
      context.audit('feedback.count', round, { released, wrote: counts.wrote });
    },
    paraphrase: async (round, theme, wording) => {
      const key = `${round} ${theme}`;
      const languages = Object.keys(wording).sort();
      if (languages.length === 0) {
        if (!roundThemes.delete(key)) return;
      } else {
        context.need('feedbackRounds', round);
        context.put('roundThemes', key, { round, theme, paraphrase: wording });
      }
      context.audit('feedback.paraphrase', round, { theme, languages: languages.join(' ') });
    },
    uncounted: async (most) =>
      [...feedbackTallies.values()]
        .filter((row) => commentCounts.get(row.round)?.released !== row.released)
        .map((row) => row.round)
        .sort(by((id) => id))
        .slice(0, most),
  };
}
