// The store as commands, jobs and the bot know it: two verbs over records that look the same on both databases.
import type { Viewer } from '#exchange/viewer.ts';
import type { AuditVerdict } from './records/audit.ts';
import type { ClearanceRecords } from './records/clearances.ts';
import type { CodeRecords } from './records/codes.ts';
import type { CourseRecords } from './records/courses.ts';
import type { DeliveryRecords } from './records/deliveries.ts';
import type { DraftRecords } from './records/drafts.ts';
import type { FeedbackRecords } from './records/feedback.ts';
import type { NominationRecords } from './records/nominations.ts';
import type { OrganisationRecords } from './records/organisations.ts';
import type { PeopleRecords } from './records/people.ts';
import type { PostRecords } from './records/posts.ts';
import type { SettingRecords } from './records/settings.ts';
import type { SymposiumRecords } from './records/symposia.ts';

/** Every kind of record, seen with one viewer's eyes: what the viewer may not see is absent, not blanked. */
export interface Records {
  readonly organisations: OrganisationRecords;
  readonly people: PeopleRecords;
  readonly codes: CodeRecords;
  readonly courses: CourseRecords;
  readonly clearances: ClearanceRecords;
  readonly nominations: NominationRecords;
  readonly feedback: FeedbackRecords;
  readonly symposia: SymposiumRecords;
  readonly drafts: DraftRecords;
  readonly deliveries: DeliveryRecords;
  readonly posts: PostRecords;
  readonly settings: SettingRecords;
  /** True for the first to claim this key, false for every later one: repeated events have one effect. */
  claim(key: string): Promise<boolean>;
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
  close(): Promise<void>;
}

/** Who changes something, when: stamped on every audit entry. `actor` is a person's id or the name of a job. */
export interface Act {
  readonly viewer: Viewer;
  readonly actor: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A unique key was taken by somebody else. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
}

/** The store cannot be opened or can keep nothing now; the message is a sentence that names cause and mend. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}
