// /my certificates: one's own, each as a PDF in its language, and as a signed credential.
import type { Answer } from '#bot/answer.ts';
import { badgeFile, type CertificateParts, certificateFile, extentFor } from '#bot/certificate.ts';
import { certificateWords } from '#bot/certificate-words.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { day, joined, value } from '#bot/text.ts';
import { type Block, type Button, type FileContent, route, type View } from '#bot/view.ts';
import { standingOf } from '#exchange/certificate.ts';
import type { Certificate } from '#store/records/certificates.ts';
import type { Course } from '#store/records/courses.ts';
import { type Key, words } from './words.ts';

const shownAtOnce = 5;

export default defineCommand({
  path: 'my certificates',
  words,
  who: 'member',
  access: 'read',
  gathers: 'certificates',
  asks: {},
  pages: [],
  run: async (_values, desk) => ({ reply: await listView(desk, 0) }),
  buttons: {
    page: {
      who: 'member',
      access: 'read',
      press: async ([page], desk) => ({ update: await listView(desk, Number(page) || 0) }),
    },
    pdf: { who: 'member', access: 'read', press: ([id = ''], desk) => hand(desk, id, 'pdf') },
    badge: { who: 'member', access: 'read', press: ([id = ''], desk) => hand(desk, id, 'badge') },
  },
});

async function listView(desk: Desk<Key>, page: number): Promise<View> {
  const { records, asker, say } = desk;
  const all = asker.person === undefined ? [] : await records.certificates.of(asker.person.id);
  if (all.length === 0) return [{ paragraph: say('certificates.none') }];
  const pages = Math.ceil(all.length / shownAtOnce);
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = all.slice(at * shownAtOnce, (at + 1) * shownAtOnce);
  const courses = await records.courses.byIds(shown.map(({ course }) => course));
  const turn = (to: number, label: Button['label']): Button => ({
    label,
    route: route('my/certificates/page', String(to)),
  });
  const turning = [
    ...(at > 0 ? [turn(at - 1, say('certificates.newer'))] : []),
    ...(at < pages - 1 ? [turn(at + 1, say('certificates.older'))] : []),
  ];
  return [
    { heading: say('certificates.heading') },
    ...shown.flatMap((one): readonly Block[] => {
      const course = courses.find(({ id }) => id === one.course);
      return course === undefined ? [] : blocksOf(one, course, desk);
    }),
    ...(turning.length > 0 ? [{ buttons: turning }] : []),
  ];
}

function blocksOf(certificate: Certificate, course: Course, desk: Desk<Key>): readonly Block[] {
  const { say, asker, gathered } = desk;
  const standing = standingOf(certificate);
  const line = say('certificates.line', {
    title: value(course.title),
    start: day(course.startsOn),
    end: day(course.endsOn),
    code: value(certificate.code),
  });
  if (standing !== 'valid') {
    const check = certificateWords.in(asker.language)(`check.${standing}`);
    return [{ paragraph: joined([line, check], ' ') }];
  }
  const badge = { label: say('certificates.badge'), route: route('my/certificates/badge', certificate.id) };
  return [
    { paragraph: joined([line, ...extentFor(certificate, asker.language)], ' · ') },
    {
      buttons: [
        {
          label: say('certificates.pdf'),
          route: route('my/certificates/pdf', certificate.id),
          look: 'primary',
        },
        ...(gathered.certificates.sign === undefined ? [] : [badge]),
      ],
    },
  ];
}

/** The holder's own alone, and only while it stands. */
async function hand(desk: Desk<Key>, id: string, as: 'pdf' | 'badge'): Promise<Answer> {
  const { records, asker, say } = desk;
  const certificate = await records.certificates.byId(id);
  if (certificate === undefined || certificate.person !== asker.person?.id)
    return desk.refuse('certificates.gone');
  const standing = standingOf(certificate);
  if (standing !== 'valid')
    return { reply: [{ paragraph: certificateWords.in(asker.language)(`check.${standing}`) }] };
  const parts = await partsOf(desk, certificate);
  if (parts === undefined) return desk.refuse('certificates.gone');
  const file = fileOf(parts, desk, as);
  if (file === undefined) return desk.refuse('certificates.noKey');
  return {
    reply: [
      { file, label: say(`certificates.${as}.label`, { title: value(parts.course.title) }) },
      ...(as === 'badge' ? [{ paragraph: say('certificates.badge.how') }] : []),
    ],
  };
}

function fileOf(
  parts: CertificateParts,
  { gathered }: Desk<Key>,
  as: 'pdf' | 'badge',
): FileContent | undefined {
  const { certificates: office } = gathered;
  return as === 'pdf' ? certificateFile(parts, office) : badgeFile(parts, office);
}

async function partsOf(
  { records }: Desk<Key>,
  certificate: Certificate,
): Promise<CertificateParts | undefined> {
  const course = await records.courses.byId(certificate.course);
  const hub = await records.organisations.hub();
  const organisation = await records.organisations.byId(certificate.organisation);
  if (course === undefined) return undefined;
  return { certificate, course, issuer: hub?.name ?? '–', organisation: organisation?.name };
}
