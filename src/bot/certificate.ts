// A certificate as its holder gets it: the sheet that is printed, the badge that is signed, each made when it is asked for.
import { directionOf, type Language } from '#exchange/languages.ts';
import type { BadgeFacts } from '#exchange/open-badge.ts';
import type { Certificate } from '#store/records/certificates.ts';
import type { Course } from '#store/records/courses.ts';
import type { CertificateOffice } from './certificate-office.ts';
import { certificateWords } from './certificate-words.ts';
import { dayInWords, plainText } from './plain-text.ts';
import type { CertificateSheet } from './set-certificate.ts';
import { day, type Text, value } from './text.ts';
import type { FileContent } from './view.ts';

export interface CertificateParts {
  readonly certificate: Certificate;
  readonly course: Course;
  /** Of the hub. */
  readonly issuer: string;
  readonly organisation: string | undefined;
}

const withoutIsolates = (text: string) => text.replaceAll(/[\u2066-\u2069]/gu, '');

/** Everything in the language of the certificate, whoever looks at it. */
export function sheetOf(
  { certificate, course, issuer, organisation }: CertificateParts,
  publicUrl: string | undefined,
): CertificateSheet {
  const { language, code } = certificate;
  const say = certificateWords.in(language);
  const plain = (text: Text) => plainText(text, { language, zone: course.zone });
  const bare = (text: Text) => withoutIsolates(plain(text));
  return {
    language,
    direction: directionOf(language),
    title: bare(say('sheet.title')),
    issuer,
    certifies: bare(say('sheet.certifies')),
    name: certificate.name,
    organisation: organisation ?? null,
    took: bare(say(`sheet.took.${certificate.mark}`)),
    course: course.title,
    lines: [
      plain(say('sheet.dates', { start: day(course.startsOn), end: day(course.endsOn) })),
      ...(course.place === undefined ? [] : [plain([value(course.place)])]),
      ...extentFor(certificate, language).map(plain),
    ],
    issued: plain(say('sheet.issued', { day: value(issuedOn(certificate, course)) })),
    codeLabel: bare(say('sheet.code')),
    code,
    address: publicUrl === undefined ? null : addressOf(publicUrl, code),
  };
}

function issuedOn({ issuedAt, language }: Certificate, { zone }: Course): string {
  const date = Temporal.Instant.fromEpochMilliseconds(issuedAt).toZonedDateTimeISO(zone).toPlainDate();
  return dayInWords(date.toString(), language);
}

/** How much of the course it was, as far as it is known. */
export function extentFor(
  { daysPresent, daysMarked, hours }: Certificate,
  language: Language,
): readonly Text[] {
  const say = certificateWords.in(language);
  return [
    ...(daysMarked > 0 ? [say('sheet.days', { present: daysPresent, count: daysMarked })] : []),
    ...(hours === null ? [] : [say('sheet.hours', { count: hours })]),
  ];
}

export function addressOf(publicUrl: string, code: string): string {
  return `${publicUrl}/verify/${code}`;
}

/** The PDF, set once the answer leaves. */
export function certificateFile(parts: CertificateParts, office: CertificateOffice): FileContent {
  return {
    name: `certificate-${parts.certificate.code}.pdf`,
    mediaType: 'application/pdf',
    bytes: new Uint8Array(),
    async later() {
      const { setCertificate } = await import('./set-certificate.ts');
      return setCertificate(sheetOf(parts, office.publicUrl));
    },
  };
}

/** What is signed. */
export function badgeFactsOf({ certificate, course }: CertificateParts): Omit<BadgeFacts, 'issuer'> {
  const { language } = certificate;
  const say = certificateWords.in(language);
  const bare = (text: Text) => withoutIsolates(plainText(text, { language, zone: course.zone }));
  const took = bare(say(`sheet.took.${certificate.mark}`));
  return {
    certificate: certificate.id,
    name: certificate.name,
    language,
    issuedAt: certificate.issuedAt,
    course,
    title: bare(say('sheet.title')),
    description: [took, course.title, ...extentFor(certificate, language).map(bare)].join(' · '),
    criteria: bare(say(`badge.criteria.${certificate.mark}`)),
  };
}

/** The signed credential as a file; undefined where nothing can be signed. */
export function badgeFile(parts: CertificateParts, { sign }: CertificateOffice): FileContent | undefined {
  if (sign === undefined) return undefined;
  return {
    name: `open-badge-${parts.certificate.code}.jwt`,
    mediaType: 'application/vc+jwt',
    bytes: new Uint8Array(),
    later: async () => new TextEncoder().encode(await sign(badgeFactsOf(parts), parts.issuer)),
  };
}
