// The model of certificates and of the keys that sign them.
import { maySeeNomination } from '#exchange/disclosure.ts';
import { erasedName } from '#exchange/people.ts';
import type { CertificateRecords } from '#store/records/certificates.ts';
import type { SigningKey, SigningKeyRecords } from '#store/records/signing-keys.ts';
import { by, type ModelContext, type Row } from './model-state.ts';

export function certificateModel(context: ModelContext): CertificateRecords {
  const { certificates, courses } = context.state;
  const oldestFirst = by<Row<'certificates'>>(
    (row) => row.issuedAt,
    (row) => row.id,
  );
  const sees = (row: Row<'certificates'>) =>
    maySeeNomination(context.viewer, {
      nominee: row.person,
      organisation: row.organisation,
      state: 'certified',
      organiser: courses.get(row.course)?.organisation ?? '',
      course: row.course,
    });
  const all = () => [...certificates.values()].sort(oldestFirst);

  return {
    issue: async (wanted) => {
      const issued: Row<'certificates'>[] = [];
      for (const one of wanted) {
        const id = context.newId('crt');
        const isTaken = all().some(
          (row) =>
            row.code === one.code ||
            (row.course === one.course && row.person === one.person && row.revokedAt === null),
        );
        if (isTaken) continue;
        context.need('courses', one.course);
        context.need('people', one.person);
        context.need('organisations', one.organisation);
        const open = { revokedAt: null, revokedBy: null, revokedFor: null, reason: null };
        const row = context.put('certificates', id, { ...one, id, issuedAt: context.now, ...open });
        issued.push(row);
        const { course, person, mark, issuedBy } = row;
        context.audit('certificate.issue', id, { course, person, mark, by: issuedBy });
      }
      return issued;
    },
    byCode: async (code) => all().find((row) => row.code === code),
    byId: async (id) => all().find((row) => row.id === id && sees(row)),
    of: async (person) =>
      all()
        .filter((row) => row.person === person && sees(row))
        .reverse(),
    list: async (course) => all().filter((row) => row.course === course && sees(row)),
    revoke: async (id, revokedBy, reason) => {
      const row = certificates.get(id);
      if (row === undefined || row.revokedAt !== null) return undefined;
      const ended = { revokedAt: context.now, revokedBy, revokedFor: 'issuer', reason } as const;
      const kept = context.put('certificates', id, { ...row, ...ended });
      context.audit('certificate.revoke', id, { by: revokedBy });
      return kept;
    },
  };
}

export function forgetCertificatesIn(context: ModelContext, person: string): void {
  for (const [id, row] of context.state.certificates) {
    if (row.person !== person) continue;
    const ended = row.revokedAt === null ? ({ revokedAt: context.now, revokedFor: 'holder' } as const) : {};
    context.put('certificates', id, { ...row, ...ended, name: erasedName, reason: null });
  }
}

/** Of two people who are one: where both have one that stands for a course, the second's does. */
export function moveCertificatesIn(context: ModelContext, from: string, into: string): void {
  const { certificates } = context.state;
  const standing = [...certificates.values()]
    .filter((row) => row.person === into && row.revokedAt === null)
    .map(({ course }) => course);
  for (const [id, row] of certificates) {
    const isSecond = row.person === from && row.revokedAt === null && standing.includes(row.course);
    const own = (of: string | null) => (of === from ? into : of);
    context.put('certificates', id, {
      ...row,
      ...(isSecond ? ({ revokedAt: context.now, revokedFor: 'issuer' } as const) : {}),
      person: own(row.person) ?? '',
      issuedBy: own(row.issuedBy) ?? '',
      revokedBy: own(row.revokedBy),
    });
  }
}

export function signingKeyModel(context: ModelContext): SigningKeyRecords {
  const { signingKeys } = context.state;
  const from = ({ sealed, sealedBy, ...row }: Row<'signingKeys'>): SigningKey => ({
    ...row,
    sealed: { key: sealedBy, token: sealed },
  });
  const all = () =>
    [...signingKeys.values()]
      .sort(
        by(
          (row) => row.madeAt,
          (row) => row.id,
        ),
      )
      .map(from);
  return {
    all: async () => all(),
    keep: async ({ id, publicKey, sealed }) => {
      const kept = signingKeys.get(id);
      if (kept !== undefined) return from(kept);
      const row = { id, publicKey, sealed: sealed.token, sealedBy: sealed.key, madeAt: context.now };
      context.audit('signingKey.keep', id, { publicKey });
      return from(context.put('signingKeys', id, row));
    },
    reseal: async (id, before, sealed) => {
      const row = signingKeys.get(id);
      if (row === undefined || row.sealed !== before) return false;
      context.put('signingKeys', id, { ...row, sealed: sealed.token, sealedBy: sealed.key });
      context.audit('signingKey.reseal', id, { by: sealed.key });
      return true;
    },
  };
}

/** Whoever has a certificate that stands is not purged. */
export function isCertified(context: ModelContext, person: string): boolean {
  return [...context.state.certificates.values()].some(
    (row) => row.person === person && row.revokedAt === null,
  );
}
