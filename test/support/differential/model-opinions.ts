// The model of opinions on Attaché itself.
import { monthOf } from '#exchange/bot-opinion.ts';
import type { OpinionRecords } from '#store/records/opinions.ts';
import { by, type ModelContext } from './model-state.ts';

export function opinionModel(context: ModelContext): OpinionRecords {
  const { botOpinions } = context.state;
  return {
    count: async (verdict) => {
      const month = monthOf(context.now);
      const key = `${month} ${verdict}`;
      const number = (botOpinions.get(key)?.number ?? 0) + 1;
      context.put('botOpinions', key, { month, verdict, number });
    },
    counted: async () =>
      [...botOpinions.values()].sort(
        by(
          (row) => row.month,
          (row) => row.verdict,
        ),
      ),
  };
}
