// Feedback: who answered is kept apart from what was answered; nothing joins the two.

export interface FeedbackRound {
  readonly course: string;
  readonly questionnaire: string;
  readonly opensAt: number;
  readonly closesAt: number;
  readonly state: 'open' | 'closed';
}

/** One page set of answers by question id: ratings as numbers, texts as written. */
export type FeedbackAnswers = Readonly<Record<string, number | string>>;

export interface FeedbackRecords {
  /** Opens a round and invites people; false when the course has one. */
  open(round: Omit<FeedbackRound, 'state'>, invited: readonly string[]): Promise<boolean>;
  round(course: string): Promise<FeedbackRound | undefined>;
  rounds(state: FeedbackRound['state']): Promise<readonly FeedbackRound[]>;
  moveClose(course: string, closesAt: number): Promise<void>;
  close(course: string): Promise<boolean>;
  /** Rounds where this person is invited and has not answered. */
  waitingFor(person: string): Promise<readonly FeedbackRound[]>;
  /** Invited people who have not answered. */
  silent(course: string): Promise<readonly string[]>;
  invited(course: string, person: string): Promise<'waiting' | 'answered' | undefined>;
  /** How many were invited and have answered. */
  participation(course: string): Promise<{ readonly invited: number; readonly answered: number }>;
  /**
   * Keeps answers under a random key, without person, time or order, and notes the participation without time;
   * false when the person answered already (on whichever platform), was never invited, or the round is closed.
   */
  answer(course: string, person: string, answers: FeedbackAnswers): Promise<boolean>;
  /** Answers released by a closed round, in no order; empty while it is open. Only the summary reads them. */
  released(course: string): Promise<readonly FeedbackAnswers[]>;
}
