// Certificates of attendance: issued once for each person and course, found by their codes, withdrawn but never changed.
import { and, asc, desc, eq, inArray, isNull } from 'drizzle-orm';
import { maySeeNomination } from '#exchange/disclosure.ts';
import type { Language } from '#exchange/languages.ts';
import { erasedName } from '#exchange/people.ts';
import type { RecordContext } from './context.ts';
import type { AttendanceMark } from './nominations.ts';

export interface Certificate {
  readonly id: string;
  /** As it is printed: five groups of four. */
  readonly code: string;
  readonly course: string;
  readonly person: string;
  readonly organisation: string;
  /** As it was when the certificate was issued. */
  readonly name: string;
  readonly language: Language;
  readonly mark: Exclude<AttendanceMark, 'no-show'>;
  /** Of how many days that were marked: both zero where none was. */
  readonly daysPresent: number;
  readonly daysMarked: number;
  readonly hours: number | null;
  readonly issuedAt: number;
  readonly issuedBy: string;
  readonly revokedAt: number | null;
  readonly revokedBy: string | null;
  /** Withdrawn by the hub, or because its holder was forgotten. */
  readonly revokedFor: 'issuer' | 'holder' | null;
  readonly reason: string | null;
}

export type NewCertificate = Omit<
  Certificate,
  'id' | 'issuedAt' | 'revokedAt' | 'revokedBy' | 'revokedFor' | 'reason'
>;

export interface CertificateRecords {
  /** Issues those whose person has none that stands for the course; the others are left out of what comes back. */
  issue(certificates: readonly NewCertificate[]): Promise<readonly Certificate[]>;
  /** For whoever has the code: it is the key, whoever asks. */
  byCode(code: string): Promise<Certificate | undefined>;
  byId(id: string): Promise<Certificate | undefined>;
  /** Newest first. */
  of(person: string): Promise<readonly Certificate[]>;
  /** Of a course, also withdrawn ones, in the order in which they were issued. */
  list(course: string): Promise<readonly Certificate[]>;
  /** Withdraws one that stands; undefined when it does not (any more). */
  revoke(id: string, by: string, reason: string): Promise<Certificate | undefined>;
}

export function certificateRecords(context: RecordContext): CertificateRecords {
  const isSeen = ({ certificate, organiser }: { certificate: Certificate; organiser: string }) =>
    maySeeNomination(context.viewer, {
      nominee: certificate.person,
      organisation: certificate.organisation,
      state: 'certified',
      organiser,
      course: certificate.course,
    });

  async function found(where: ReturnType<typeof and>, newestFirst = false): Promise<readonly Certificate[]> {
    const { certificates, courses } = context.tables;
    const order = newestFirst ? desc : asc;
    const rows = await context.db
      .select({ certificate: certificates, organiser: courses.organisation })
      .from(certificates)
      .innerJoin(courses, eq(courses.id, certificates.course))
      .where(where)
      .orderBy(order(certificates.issuedAt), order(certificates.id));
    return rows.filter(isSeen).map(({ certificate }) => certificate);
  }

  return {
    async issue(wanted) {
      const { certificates } = context.tables;
      const issued: Certificate[] = [];
      for (const one of wanted) {
        const [row] = await context.db
          .insert(certificates)
          .values({ ...one, id: context.newId('crt'), issuedAt: context.now })
          .onConflictDoNothing()
          .returning();
        if (row === undefined) continue;
        issued.push(row);
        const { course, person, mark, issuedBy } = row;
        context.audit('certificate.issue', row.id, { course, person, mark, by: issuedBy });
      }
      return issued;
    },

    async byCode(code) {
      const { certificates } = context.tables;
      const [row] = await context.db.select().from(certificates).where(eq(certificates.code, code));
      return row;
    },

    async byId(id) {
      const [one] = await found(eq(context.tables.certificates.id, id));
      return one;
    },

    of: (person) => found(eq(context.tables.certificates.person, person), true),
    list: (course) => found(eq(context.tables.certificates.course, course)),

    async revoke(id, by, reason) {
      const { certificates } = context.tables;
      const [row] = await context.db
        .update(certificates)
        .set({ revokedAt: context.now, revokedBy: by, revokedFor: 'issuer', reason })
        .where(and(eq(certificates.id, id), isNull(certificates.revokedAt)))
        .returning();
      if (row !== undefined) context.audit('certificate.revoke', id, { by });
      return row;
    },
  };
}

/** Of somebody who is forgotten: whoever has a code learns that it was withdrawn at their wish, and no name. */
export async function forgetCertificates({ db, tables, now }: RecordContext, person: string): Promise<void> {
  const { certificates } = tables;
  await db
    .update(certificates)
    .set({ revokedAt: now, revokedFor: 'holder' })
    .where(and(eq(certificates.person, person), isNull(certificates.revokedAt)));
  await db
    .update(certificates)
    .set({ name: erasedName, reason: null })
    .where(eq(certificates.person, person));
}

/** Of two people who are one: where both have one that stands for the same course, the second's does. */
export async function moveCertificates(
  { db, tables, now }: RecordContext,
  from: string,
  into: string,
): Promise<void> {
  const { certificates } = tables;
  const standing = db
    .select({ course: certificates.course })
    .from(certificates)
    .where(and(eq(certificates.person, into), isNull(certificates.revokedAt)));
  await db
    .update(certificates)
    .set({ revokedAt: now, revokedFor: 'issuer' })
    .where(
      and(
        eq(certificates.person, from),
        isNull(certificates.revokedAt),
        inArray(certificates.course, standing),
      ),
    );
  await db.update(certificates).set({ person: into }).where(eq(certificates.person, from));
  await db.update(certificates).set({ issuedBy: into }).where(eq(certificates.issuedBy, from));
  await db.update(certificates).set({ revokedBy: into }).where(eq(certificates.revokedBy, from));
}
