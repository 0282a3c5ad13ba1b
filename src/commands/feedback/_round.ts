// The questionnaire that waits for somebody: whether they may answer it, what they are promised, what they left half filled.
import type { WordlessDesk } from '#bot/command.ts';
import { instant, type Text, value } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
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

/** The round of a course that the asker may answer now, or a sentence that says why not. */
export async function roundFor(
  desk: WordlessDesk & { readonly say: FeedbackSay },
  courseId: string,
): Promise<WaitingRound | { readonly not: Text }> {
  const { asker, records, say, now } = desk;
  const course = await records.courses.byId(courseId);
  const round = course && (await records.feedback.round(roundIdOf(course.id)));
  const invited = round && asker.person && (await records.feedback.invited(round.id, asker.person.id));
  if (!course || !round || invited === undefined) return { not: say('answer.notInvited') };
  const title = value(course.title);
  if (invited === 'answered') return { not: say('answer.already', { title }) };
  if (round.state === 'open' && now < round.closesAt) return { course, round };
  return { not: say('answer.closed', { title, closed: instant(round.closesAt, course.zone) }) };
}

/** What is promised about who sees what, said before the first question. It must stay true word for word. */
export function promise({ course, round }: WaitingRound, say: FeedbackSay): View {
  const closes = instant(round.closesAt, course.zone);
  return [
    { heading: say('promise.heading') },
    { paragraph: say('promise.course', { title: value(course.title), closes }) },
    {
      list: [
        say('promise.nameless'),
        say('promise.beforeClose'),
        say('promise.written'),
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
