// A certificate as whoever checks its code may see it.
import { extentFor } from '#bot/certificate.ts';
import { certificateWords } from '#bot/certificate-words.ts';
import type { Desk } from '#bot/command.ts';
import { day, instant, joined, type Text, value } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import { readCertificateCode, standingOf } from '#exchange/certificate.ts';
import type { Certificate } from '#store/records/certificates.ts';
import type { Key } from './words.ts';

export async function certificateOfCode(
  typed: string,
  { records }: Pick<Desk<Key>, 'records'>,
): Promise<Certificate | undefined> {
  const code = readCertificateCode(typed);
  return code === undefined ? undefined : records.certificates.byCode(code);
}

export async function checkedView(typed: string, desk: Desk<Key>): Promise<View> {
  const { records, asker } = desk;
  const say = certificateWords.in(asker.language);
  const certificate = await certificateOfCode(typed, desk);
  if (certificate === undefined) return [{ paragraph: say('check.unknown') }];
  const standing = standingOf(certificate);
  const says = { paragraph: say(`check.${standing}`) };
  if (standing === 'withdrawn') return [says];
  const course = await records.courses.byId(certificate.course);
  const named: readonly (readonly [Text, Text])[] = [[say('check.name'), [value(certificate.name)]]];
  if (course === undefined) return [says, { facts: named }, { paragraph: say('check.undisclosed') }];
  const extent = extentFor(certificate, asker.language);
  return [
    says,
    {
      facts: [
        ...named,
        [say('check.course'), [value(course.title)]],
        [say('check.dates'), say('sheet.dates', { start: day(course.startsOn), end: day(course.endsOn) })],
        ...(extent.length > 0 ? [[say('check.extent'), joined(extent, ' · ')] as const] : []),
        [say('check.issued'), [instant(certificate.issuedAt, course.zone, 'day')]],
        [say('check.code'), [value(certificate.code)]],
      ],
    },
  ];
}
