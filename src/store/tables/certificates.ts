// The tables of certificates of attendance, and of the keys that sign them.
import { sql } from 'drizzle-orm';
import type { Language } from '#exchange/languages.ts';
import type { Columns } from '../columns.ts';
import type { AttendanceMark } from '../records/nominations.ts';
import type { CourseTables } from './courses.ts';
import type { MemberTables } from './members.ts';

export function certificateTables(
  columns: Columns,
  { organisations, people }: MemberTables,
  { courses }: Pick<CourseTables, 'courses'>,
) {
  const { table, text, oneOf, count, instant, index, uniqueIndex } = columns;

  const certificates = table(
    'certificates',
    {
      id: text().primaryKey(),
      code: text().notNull(),
      course: text()
        .notNull()
        .references(() => courses.id),
      person: text()
        .notNull()
        .references(() => people.id),
      organisation: text()
        .notNull()
        .references(() => organisations.id),
      // As it was when the certificate was issued.
      name: text().notNull(),
      language: oneOf<Language>().notNull(),
      mark: oneOf<Exclude<AttendanceMark, 'no-show'>>().notNull(),
      // Zero where attendance was not marked by day.
      daysPresent: count('days_present').notNull(),
      daysMarked: count('days_marked').notNull(),
      hours: count(),
      issuedAt: instant('issued_at').notNull(),
      issuedBy: text('issued_by').notNull(),
      revokedAt: instant('revoked_at'),
      revokedBy: text('revoked_by'),
      revokedFor: oneOf<'issuer' | 'holder'>('revoked_for'),
      reason: text(),
    },
    (t) => [
      uniqueIndex('certificates_by_code').on(t.code),
      // One that stands for each person and course; another may follow one that was withdrawn.
      uniqueIndex('certificates_once').on(t.course, t.person).where(sql`revoked_at is null`),
      index('certificates_of_person').on(t.person, t.issuedAt),
    ],
  );

  const signingKeys = table('signing_keys', {
    id: text().primaryKey(),
    // Base64url of the 32 bytes of an Ed25519 key.
    publicKey: text('public_key').notNull(),
    // The private half, sealed under the operator's secret, and the id of the key that it is sealed under.
    sealed: text().notNull(),
    sealedBy: text('sealed_by').notNull(),
    madeAt: instant('made_at').notNull(),
  });

  return { certificates, signingKeys };
}
