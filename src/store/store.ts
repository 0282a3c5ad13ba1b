// The store as commands, jobs and the bot know it: two verbs over records that look the same on both databases.
import type { Viewer } from '#exchange/viewer.ts';
import type { ActionRecords } from './records/actions.ts';
import type { AssistanceRecords } from './records/assistance.ts';
import type { AttendanceDayRecords } from './records/attendance-days.ts';
import type { AuditVerdict } from './records/audit.ts';
import type { CertificateRecords } from './records/certificates.ts';
import type { CircularRecords } from './records/circulars.ts';
import type { ClearanceRecords } from './records/clearances.ts';
import type { CodeRecords } from './records/codes.ts';
import type { CommitmentRecords } from './records/commitments.ts';
import type { ConsultationRecords } from './records/consultations.ts';
import type { CourseRunRecords } from './records/course-runs.ts';
import type { CourseRecords } from './records/courses.ts';
import type { CriteriaRecords } from './records/criteria.ts';
import type { DecisionRecords } from './records/decisions.ts';
import type { DeliveryRecords } from './records/deliveries.ts';
import type { DeputyRecords } from './records/deputies.ts';
import type { DigestRecords } from './records/digests.ts';
import type { DraftRecords } from './records/drafts.ts';
import type { ErasureRecords } from './records/erasures.ts';
import type { EvidenceRecords } from './records/evidence.ts';
import type { ExchangeRecords } from './records/exchanges.ts';
import type { FairnessRecords } from './records/fairness.ts';
import type { FeedbackRecords } from './records/feedback.ts';
import type { FeedbackFileRecords } from './records/feedback-files.ts';
import type { FollowUpRecords } from './records/follow-ups.ts';
import type { FundingRecords } from './records/funding.ts';
import type { ImportRecords } from './records/imports.ts';
import type { InstallationRecords } from './records/installations.ts';
import type { IntakeRecords } from './records/intake.ts';
import type { InterestRecords } from './records/interests.ts';
import type { LeaseRecords } from './records/leases.ts';
import type { LedgerRecords } from './records/ledger.ts';
import type { MergeRecords } from './records/merges.ts';
import type { NominationRecords } from './records/nominations.ts';
import type { OfferRecords } from './records/offers.ts';
import type { OpinionRecords } from './records/opinions.ts';
import type { OrganisationRecords } from './records/organisations.ts';
import type { AppealRecords, OutcomeRecords } from './records/outcomes.ts';
import type { PanelRecords } from './records/panels.ts';
import type { PaperRecords } from './records/papers.ts';
import type { PeopleRecords } from './records/people.ts';
import type { PlaceRecords } from './records/places.ts';
import type { PlacingRecords } from './records/placings.ts';
import type { PostRecords } from './records/posts.ts';
import type { ProfileRecords } from './records/profiles.ts';
import type { QuestionnaireRecords } from './records/questionnaires.ts';
import type { RetentionRecords } from './records/retention.ts';
import type { ReviewRecords } from './records/reviews.ts';
import type { SeatPlanRecords } from './records/seat-plans.ts';
import type { SeatRuleRecords } from './records/seat-rules.ts';
import type { SettingRecords } from './records/settings.ts';
import type { SigningKeyRecords } from './records/signing-keys.ts';
import type { SymposiumRecords } from './records/symposia.ts';
import type { ThemeRecords } from './records/themes.ts';
import type { VettingRecords } from './records/vettings.ts';
import type { WaiverRecords } from './records/waivers.ts';

/** Every kind of record, seen with one viewer's eyes: what the viewer may not see is absent, not blanked. */
export interface Records {
  readonly organisations: OrganisationRecords;
  readonly places: PlaceRecords;
  readonly people: PeopleRecords;
  readonly profiles: ProfileRecords;
  readonly deputies: DeputyRecords;
  readonly codes: CodeRecords;
  readonly courses: CourseRecords;
  readonly papers: PaperRecords;
  readonly consultations: ConsultationRecords;
  readonly decisions: DecisionRecords;
  readonly clearances: ClearanceRecords;
  readonly assistance: AssistanceRecords;
  readonly funding: FundingRecords;
  readonly nominations: NominationRecords;
  readonly seatRules: SeatRuleRecords;
  readonly seatPlans: SeatPlanRecords;
  readonly ledger: LedgerRecords;
  readonly attendanceDays: AttendanceDayRecords;
  readonly certificates: CertificateRecords;
  readonly signingKeys: SigningKeyRecords;
  readonly criteria: CriteriaRecords;
  readonly evidence: EvidenceRecords;
  readonly vettings: VettingRecords;
  readonly waivers: WaiverRecords;
  readonly placings: PlacingRecords;
  readonly exchanges: ExchangeRecords;
  readonly offers: OfferRecords;
  readonly panels: PanelRecords;
  readonly reviews: ReviewRecords;
  readonly interests: InterestRecords;
  readonly outcomes: OutcomeRecords;
  readonly appeals: AppealRecords;
  readonly fairness: FairnessRecords;
  readonly questionnaires: QuestionnaireRecords;
  readonly feedback: FeedbackRecords;
  readonly feedbackFiles: FeedbackFileRecords;
  readonly actions: ActionRecords;
  readonly courseRuns: CourseRunRecords;
  readonly digests: DigestRecords;
  readonly opinions: OpinionRecords;
  readonly commitments: CommitmentRecords;
  readonly followUps: FollowUpRecords;
  readonly themes: ThemeRecords;
  readonly symposia: SymposiumRecords;
  readonly drafts: DraftRecords;
  readonly deliveries: DeliveryRecords;
  readonly circulars: CircularRecords;
  readonly installations: InstallationRecords;
  readonly intake: IntakeRecords;
  readonly leases: LeaseRecords;
  readonly posts: PostRecords;
  readonly settings: SettingRecords;
  readonly erasures: ErasureRecords;
  readonly merges: MergeRecords;
  readonly imports: ImportRecords;
  readonly retention: RetentionRecords;
  /** True for the first to claim this key, false for every later one: repeated events have one effect. */
  claim(key: string): Promise<boolean>;
  /**
   * The same transaction with all eyes, for what follows from somebody's change by itself and is shown to them nowhere,
   * such as whom a seat goes to that they gave back. A test holds its callers to a short list.
   */
  withAllEyes(): Records;
}

export interface Store {
  /** Reads one consistent state with the viewer's eyes. */
  read<T>(viewer: Viewer, work: (records: Records) => Promise<T>): Promise<T>;
  /**
   * One transaction, kept whole or not at all; resolves when it is durable. `work` may be run again after a
   * serialization failure, so it does nothing but change records. Throws what `work` throws, rolled back.
   * Throws Conflict when a unique key is taken.
   */
  write<T>(act: Act, work: (records: Records) => Promise<T>): Promise<T>;
  /** Goes through the whole hash chain of audit entries. */
  verifyAudit(): Promise<AuditVerdict>;
  /** Who does the work that writes leave behind: this process, or any of those that share the record. */
  readonly work: WorkQueue;
  close(): Promise<void>;
}

/** `deliver`: deliveries are due · `sweep`: a job's slot has come. */
export type WorkKind = 'deliver' | 'sweep';

/**
 * Distributes work. Two engines: within the one process of an embedded record, and pg-boss on PostgreSQL, where a
 * piece is written in the transaction of its cause and goes to one of the processes that listen. A piece is a hint:
 * it may come twice, or be lost with the process that has it, so whoever does it looks in the record for what is
 * really to be done, and looks there now and then without being asked.
 */
export interface WorkQueue {
  /** Whether other processes may share the record; an embedded file belongs to one alone. */
  readonly isShared: boolean;
  /** From now on this process does such work; `what` is empty, or names it. Once for each kind. */
  listen(kind: WorkKind, doIt: (what: string) => Promise<void>): Promise<void>;
  /** Work that no write has caused; of several with the same name that wait, one is done. */
  offer(kind: WorkKind, what: string): Promise<void>;
  /** Takes no more, and waits for what is being done. */
  stop(): Promise<void>;
}

/** Who changes something, when: stamped on every audit entry. `actor` is a person's id or the name of a job. */
export interface Act {
  readonly viewer: Viewer;
  readonly actor: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Somebody waits for an acknowledgement: before other writes, where they wait in line. */
  readonly isUrgent?: true;
}

/** A unique key was taken by somebody else. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** The store cannot be opened or can keep nothing now; the message is a sentence that names cause and mend. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
