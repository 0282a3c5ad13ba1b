// The questionnaire that waits for somebody: whether they may answer it, what they are promised, what they left half filled.
import type { WordlessDesk } from '#bot/command.ts';
import { instant, type Text, value } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import { takesAnswers } from '#exchange/evaluation-calendar.ts';
import { roundIdOf } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { Draft } from '#store/records/drafts.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { FeedbackSay } from './words.ts';

export const answerPath = 'feedback answer';

export interface WaitingRound {
  readonly course: Course;
  readonly round: FeedbackRound;
}

/** The round that the asker may answer now, also late, or a sentence that says why not; a course by itself means its reaction. */
export async function roundFor(
  desk: WordlessDesk & { readonly say: FeedbackSay },
  id: string,
): Promise<WaitingRound | { readonly not: Text }> {
  const { asker, records, say, now } = desk;
  const round = await records.feedback.round(id.includes('.') ? id : roundIdOf(id));
  const course = round?.course ? await records.courses.byId(round.course) : undefined;
  const invited = round && asker.person && (await records.feedback.invited(round.id, asker.person.id));
  if (!course || !round || invited === undefined) return { not: say('answer.notInvited') };
  const title = value(course.title);
  if (invited === 'answered') return { not: say('answer.already', { title }) };
  if (takesAnswers(round, now)) return { course, round };
  return { not: say('answer.closed', { title, closed: instant(round.closesAt, course.zone) }) };
}

/** After the close, while late answers are taken. */
export function isLate(round: FeedbackRound, now: number): boolean {
  return takesAnswers(round, now) === 'late';
}

/** What is promised about who sees what, said before the first question. It must stay true word for word. */
export function promise({ course, round }: WaitingRound, say: FeedbackSay, now: number): View {
  const title = value(course.title);
  const closes = instant(round.closesAt, course.zone);
  const late = instant(round.lateUntil, course.zone);
  return [
    { heading: say('promise.heading') },
    {
      paragraph: isLate(round, now)
        ? say('promise.late', { title, closes, late })
        : say('promise.course', { title, closes }),
    },
    {
      list: [
        say('promise.nameless'),
        say('promise.beforeClose'),
        say('promise.few'),
        say('promise.apart'),
        say('promise.draft'),
        say('promise.platform'),
      ],
    },
  ];
}

/** Half-filled answers on a course, newest first: kept with the account until they are handed in. */
export async function halfFilled(desk: WordlessDesk, courseId: string): Promise<readonly Draft[]> {
  const { asker, records } = desk;
  const accounts = asker.person ? await records.people.accountsOf(asker.person.id) : [];
  const ids = accounts.map((account) => account.id);
  const drafts = await records.drafts.of(ids, answerPath);
  return drafts.filter((draft) => draft.values.course === courseId);
}
