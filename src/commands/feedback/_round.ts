// The questionnaire that waits for somebody: whether they may answer it, what they are promised, what they left half filled.
import type { WordlessDesk } from '#bot/command.ts';
import { instant, type Text, value } from '#bot/text.ts';
import type { Block, View } from '#bot/view.ts';
import { takesAnswers } from '#exchange/evaluation-calendar.ts';
import type { PlatformName } from '#exchange/people.ts';
import { type Item, type QuestionSet, roundIdOf } from '#exchange/questionnaire.ts';
import type { Draft } from '#store/records/drafts.ts';
import type { FeedbackRound } from '#store/records/feedback.ts';
import type { Records } from '#store/store.ts';
import type { FeedbackSay } from './words.ts';

export const answerPath = 'feedback answer';

/** What a round is about: a course, or the edition of a symposium. */
export interface RoundSubject {
  readonly title: string;
  readonly zone: string;
}

export interface WaitingRound {
  readonly about: RoundSubject;
  readonly round: FeedbackRound;
  readonly items: readonly Item[];
}

export async function subjectOf(
  { courses, symposia }: Pick<Records, 'courses' | 'symposia'>,
  { course, edition }: Pick<FeedbackRound, 'course' | 'edition'>,
): Promise<RoundSubject | undefined> {
  if (course !== null) return courses.byId(course);
  return edition === null ? undefined : symposia.byId(edition);
}

/** The round that an id stands for; a course's own id stands for the questionnaire at its end. */
export function roundIdFrom(id: string): string {
  return id.includes('.') ? id : roundIdOf(id);
}

/** Which round a half-filled form is about; those of earlier versions name the course. */
export function roundIdIn({ round, course }: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof round === 'string') return round;
  return typeof course === 'string' ? roundIdFrom(course) : undefined;
}

/** A round that the asker may answer now, or a sentence that says why not. */
export async function roundFor(
  desk: WordlessDesk & { readonly say: FeedbackSay },
  id: string,
): Promise<WaitingRound | { readonly not: Text }> {
  const { asker, records, say, now } = desk;
  const round = await records.feedback.round(id);
  const about = round && (await subjectOf(records, round));
  const invited = round && asker.person && (await records.feedback.invited(round.id, asker.person.id));
  if (!about || !round || invited === undefined) return { not: say('answer.notInvited') };
  const title = value(about.title);
  if (invited === 'answered') return { not: say('answer.already', { title }) };
  if (!takesAnswers(round, now))
    return { not: say('answer.closed', { title, closed: instant(round.closesAt, about.zone) }) };
  return { about, round, items: (await records.questionnaires.items(round.questionnaire)) ?? [] };
}

/** What is promised about who sees what, said before the first question. It must stay true word for word. */
export function promise(
  { about, round, items }: WaitingRound,
  say: FeedbackSay,
  { now, asker }: Pick<WordlessDesk, 'now' | 'asker'>,
): View {
  const closes = instant(round.closesAt, about.zone);
  const late = { closed: closes, until: instant(round.lateUntil, about.zone) };
  return [
    { heading: say('promise.heading') },
    { paragraph: say('promise.course', { title: value(about.title), closes, ...lengthOf(items) }) },
    ...(now < round.closesAt ? [] : [{ paragraph: say('promise.late', late) }]),
    promised(say, round.set, asker.platform),
  ];
}

/** How many questions, and about how many minutes they take: three to a minute. */
export function lengthOf(items: readonly Item[]): { readonly count: number; readonly minutes: number } {
  return { count: items.length, minutes: Math.max(1, Math.ceil(items.length / 3.5)) };
}

/** What each set and each platform lets be promised: whether two tests are joined, and who could technically read along. */
export function promised(say: FeedbackSay, set: QuestionSet, platform: PlatformName): Block {
  const isTest = set === 'pre-test' || set === 'post-test';
  return {
    list: [
      say('promise.nameless'),
      ...(isTest ? [say('promise.test')] : []),
      say('promise.beforeClose'),
      say('promise.written'),
      say('promise.few'),
      say('promise.apart'),
      say('promise.draft'),
      say(`promise.platform.${platform}`),
      say('promise.machine'),
    ],
  };
}

/** The part of a round that its answers may be shown with: of an event, the track that they were registered for. */
export async function cellOf(
  { symposia }: Pick<Records, 'symposia'>,
  { edition }: FeedbackRound,
  person: string,
): Promise<string | undefined> {
  if (edition === null) return undefined;
  return (await symposia.registrations(edition)).find((one) => one.person === person)?.track;
}

/** Half-filled answers of a round, newest first: kept with the account until they are handed in. */
export async function halfFilled(desk: WordlessDesk, round: string): Promise<readonly Draft[]> {
  const { asker, records } = desk;
  const accounts = asker.person ? await records.people.accountsOf(asker.person.id) : [];
  const ids = accounts.map((account) => account.id);
  const drafts = await records.drafts.of(ids, answerPath);
  return drafts.filter((draft) => roundIdIn(draft.values) === round);
}
