// The model of evaluations that came as files.
import { roundIdOf } from '#exchange/questionnaire.ts';
import type { FeedbackFileRecords } from '#store/records/feedback-files.ts';
import { itemsOf } from './model-feedback.ts';
import { releaseModel } from './model-releases.ts';
import type { ModelContext } from './model-state.ts';

export function feedbackFileModel(context: ModelContext): FeedbackFileRecords {
  const { release, minimum } = releaseModel(context, (id) => itemsOf(context, id));
  return {
    keep: async ({ course, set, questionnaire, closedAt, answers, attended }) => {
      const id = roundIdOf(course, set);
      if (answers.length < minimum()) return false;
      if (context.state.feedbackRounds.has(id)) return false;
      context.need('courses', course);
      const times = { opensAt: closedAt, closesAt: closedAt, lateUntil: closedAt };
      const round = { id, course, edition: null, set, questionnaire, state: 'closed', ...times } as const;
      context.put('feedbackRounds', id, round);
      answers.forEach((one, at) => {
        const key = `${id} ${at}`;
        context.put('feedbackAnswers', key, {
          ...{ key, round: id, batch: null, cell: null, link: null, answers: one },
        });
      });
      // Told of as though they had been given here, and waited until the close.
      release({ ...round, set: 'reaction' });
      const answered = answers.length;
      context.put('feedbackFiles', id, { round: id, answered, attended: Math.max(attended, answered) });
      context.audit('feedback.file', id, { questionnaire, answered, attended });
      return true;
    },
  };
}
