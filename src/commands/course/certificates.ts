// /course certificates: once attendance is complete, a certificate for everybody who attended, or attended in part.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand } from '#bot/command.ts';
import { ask, optional } from '#bot/field.ts';
import { hasRole } from '#bot/identify.ts';
import { askCourse } from '#bot/record-fields.ts';
import { command, joined, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { noPresence } from '#exchange/attendance.ts';
import { certificateCode, standingOf } from '#exchange/certificate.ts';
import type { CourseState } from '#exchange/course.ts';
import type { Certificate } from '#store/records/certificates.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { refuseUnseen } from './_rights.ts';
import { type Key, words } from './words.ts';

const issuers = ['coordinator', 'courseManager'] as const;
/** Attendance is complete. */
const completeStates: readonly CourseState[] = ['evaluating', 'closed'];
const mostHours = 2_000;
const mostNamed = 20;

export default defineCommand({
  path: 'course certificates',
  words,
  who: issuers,
  access: 'read',
  asks: {
    course: askCourse(completeStates, (course, { asker }) => mayIssue(asker, course.id)),
    hours: optional(ask.number({ min: 1, max: mostHours })),
  },
  pages: [['course', 'hours']],
  run: ({ course, hours }, desk) => look(desk, course, hours ?? 0),
  buttons: {
    issue: {
      who: issuers,
      access: 'write',
      press: ([course = '', hours], desk) => issue(desk, course, Number(hours) || 0),
    },
  },
});

function mayIssue(asker: Desk<Key>['asker'], course: string): boolean {
  return hasRole(asker, 'coordinator') || hasRole(asker, 'courseManager', course);
}

interface Standing {
  readonly course: Course;
  /** Who is to have one now, and as what. */
  readonly due: readonly { readonly nomination: Nomination; readonly mark: Certificate['mark'] }[];
  readonly issued: readonly Certificate[];
  readonly absent: number;
}

async function standingFor(desk: Desk<Key>, id: string): Promise<Standing | { refused: Answer }> {
  const { records, asker } = desk;
  const course = await records.courses.byId(id);
  if (!course) return { refused: refuseUnseen(desk) };
  const title = value(course.title);
  if (!mayIssue(asker, id)) return { refused: desk.refuse('certificates.notYours', { title }) };
  if (!completeStates.includes(course.state))
    return {
      refused: desk.refuse('certificates.notComplete', {
        title,
        state: desk.house(`courseState.${course.state}`),
        command: command('course attendance'),
      }),
    };
  const issued = await records.certificates.list(id);
  const standing = new Set(issued.filter((one) => one.revokedAt === null).map(({ person }) => person));
  // A certificate that was withdrawn keeps what somebody had attended.
  const before = new Map(issued.map((one) => [one.person, one.mark]));
  const nominations = await records.nominations.list({
    course: id,
    states: ['attended', 'partial', 'no-show', 'certified'],
  });
  const due = nominations.flatMap((nomination) => {
    const { state, nominee } = nomination;
    const mark = state === 'attended' || state === 'partial' ? state : before.get(nominee);
    return mark === undefined || standing.has(nominee) || state === 'no-show' ? [] : [{ nomination, mark }];
  });
  return { course, due, issued, absent: nominations.filter(({ state }) => state === 'no-show').length };
}

async function look(desk: Desk<Key>, id: string, hours: number): Promise<Answer> {
  const found = await standingFor(desk, id);
  return 'refused' in found ? found.refused : { reply: viewOf(found, hours, desk) };
}

function viewOf({ course, due, issued, absent }: Standing, hours: number, { say }: Desk<Key>): View {
  const number = (mark: Certificate['mark']) => due.filter((one) => one.mark === mark).length;
  const withdrawn = issued.filter((one) => one.revokedAt !== null).length;
  const inNumbers = (count: number) => [String(count)];
  return [
    { heading: say('certificates.heading', { title: value(course.title) }) },
    {
      facts: [
        [say('certificates.attended'), inNumbers(number('attended'))],
        [say('certificates.partial'), inNumbers(number('partial'))],
        [say('certificates.absent'), inNumbers(absent)],
        [say('certificates.issued'), inNumbers(issued.length - withdrawn)],
        [say('certificates.withdrawn'), inNumbers(withdrawn)],
      ],
    },
    ...(due.length === 0
      ? [{ paragraph: say('certificates.nobody') }]
      : [
          {
            paragraph:
              hours > 0 ? say('certificates.withHours', { count: hours }) : say('certificates.noHours'),
          },
          {
            buttons: [
              {
                label: say('certificates.issue', { count: due.length }),
                route: route('course/certificates/issue', course.id, String(hours)),
                look: 'primary' as const,
              },
            ],
          },
        ]),
    ...codesOf(issued, say),
  ];
}

/** Whoever wants to withdraw one needs its code. */
function codesOf(issued: readonly Certificate[], say: Desk<Key>['say']): readonly Block[] {
  if (issued.length === 0) return [];
  const lines = issued
    .slice(0, mostNamed)
    .map((one) =>
      say(`certificates.line.${standingOf(one)}`, { name: value(one.name), code: value(one.code) }),
    );
  const more = issued.length - lines.length;
  return [{ list: lines }, ...(more > 0 ? [{ paragraph: say('certificates.more', { count: more }) }] : [])];
}

async function issue(desk: Desk<Key>, id: string, asked: number): Promise<Answer | readonly Answer[]> {
  const { records, say, asker } = desk;
  const found = await standingFor(desk, id);
  if ('refused' in found) return found.refused;
  const { course, due } = found;
  const hours = asked >= 1 && asked <= mostHours ? Math.floor(asked) : null;
  const tally = await records.attendanceDays.tally(id);
  const people = new Map(
    (await records.people.byIds(due.map(({ nomination }) => nomination.nominee))).map((one) => [one.id, one]),
  );
  const organisations = new Map((await records.organisations.all()).map((one) => [one.id, one]));
  const issued = await records.certificates.issue(
    due.flatMap(({ nomination, mark }) => {
      const person = people.get(nomination.nominee);
      if (person === undefined) return [];
      const days = tally.people.get(person.id) ?? noPresence;
      return [
        {
          code: newCode(desk),
          course: id,
          person: person.id,
          organisation: nomination.organisation,
          name: person.name,
          language: person.language ?? organisations.get(nomination.organisation)?.language ?? asker.language,
          mark,
          daysPresent: days.present,
          daysMarked: tally.days.length,
          hours,
          issuedBy: asker.person?.id ?? asker.account,
        },
      ];
    }),
  );
  for (const { nomination } of due)
    await records.nominations.move(nomination.id, ['attended', 'partial'], 'certified');
  const names = joined(
    issued.slice(0, mostNamed).map((one) => [value(one.name)]),
    ' · ',
  );
  return [
    {
      update: [
        { paragraph: say('certificates.done', { count: issued.length, title: value(course.title) }) },
        ...(issued.length > 0 ? [{ paragraph: names }] : []),
      ],
    },
    ...issued.map((certificate) => ({
      tell: certificate.person,
      message: 'course/certified',
      facts: { certificate: certificate.id },
      key: `certificate · ${certificate.id}`,
    })),
  ];
}

/** Drawn again where its check would be a sign that addresses do not carry. */
function newCode(desk: Pick<Desk<Key>, 'newCode'>): string {
  for (;;) {
    const code = certificateCode(desk.newCode() + desk.newCode());
    if (code !== undefined) return code;
  }
}
