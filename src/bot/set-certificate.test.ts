import { describe, expect, it } from 'vitest';
import { languages } from '#exchange/languages.ts';
import type { Certificate } from '#store/records/certificates.ts';
import type { Course } from '#store/records/courses.ts';
import { sheetOf } from './certificate.ts';
import { setCertificate, setCertificateAsSvg } from './set-certificate.ts';

const course = {
  ...{ id: 'crs-1', title: 'Digital evidence', startsOn: '2027-03-01', endsOn: '2027-03-05' },
  ...{ zone: 'Africa/Accra', place: 'Accra' },
} as Course;

function sheet(language: Certificate['language'], changes: Partial<Certificate> = {}, title = course.title) {
  const certificate = {
    ...{ id: 'crt-1', code: '7K3M-9Q2W-5XYZ-ABCD-EFGH', name: 'Ama Mensah', language, mark: 'attended' },
    ...{ daysPresent: 4, daysMarked: 5, hours: 30, issuedAt: Date.UTC(2027, 2, 6, 12) },
    ...changes,
  } as Certificate;
  const parts = { certificate, course: { ...course, title }, issuer: 'National Unit', organisation: 'Ghana' };
  return sheetOf(parts, 'https://attache.example');
}

describe('a certificate as a PDF', () => {
  it.each(languages)('is set in %s, on one page, and the same bytes every time', async (language) => {
    const [once, again] = [await setCertificate(sheet(language)), await setCertificate(sheet(language))];
    const text = Buffer.from(once ?? []).toString('latin1');

    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    expect(once).toEqual(again);
  });

  it.each([
    '#panic("x")',
    '$x^2$ *bold* _it_ `raw` @ref <label> #eval("1") \\ // /* ',
    '"quote" \\u{41} ]) #import "/etc/passwd"',
    'Wolfeschlegelsteinhausenbergerdorff '.repeat(2),
    'محمد بن عبد الله El Amrani 𝒜',
    '\u202eevil\u202c',
  ])('takes what people wrote as text and nothing else: %s', async (name) => {
    const svg = await setCertificateAsSvg(sheet('en', { name }, name));
    const pdf = await setCertificate(sheet('ar', { name }, name));

    expect(svg).toContain('<svg');
    expect(
      Buffer.from(pdf ?? [])
        .toString('latin1')
        .match(/\/Type\s*\/Page\b/g),
    ).toHaveLength(1);
  });

  it('says what it says: how much was attended, when it was issued, and where it is checked', () => {
    const english = sheet('en', { mark: 'partial', hours: null });

    expect(english).toMatchObject({
      took: 'attended part of the course',
      address: 'https://attache.example/verify/7K3M-9Q2W-5XYZ-ABCD-EFGH',
      direction: 'ltr',
    });
    expect(english.lines.join('\n').replaceAll(/[\u2066-\u2069]/g, '')).toBe(
      '1 March 2027 to 5 March 2027\nAccra\nPresent on 4 of 5 days',
    );
    expect(sheet('ar').direction).toBe('rtl');
  });
});
