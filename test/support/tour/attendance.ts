// Attendance by day on the tour: a course of many people, marked by its manager on each of its days, and from files.
import { standingPass } from '../gate-papers.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse, arrangeNomination, nominee } from './papers.ts';

const people = [...Array.from({ length: 12 }, (_, at) => at + 2)];

/** While the main course runs (2 to 5 March): its first day is marked, of its second one person alone. */
export async function markFirstDays(tour: Tour, company: Company, main: string): Promise<void> {
  const { kofi, salma, vera } = company;
  await kofi.presses('course/attendance/presence', main, 'excused');
  await kofi.presses('course/attendance/here', main);
  await kofi.pressesRoute(`course/attendance/page|${main}|0`);
  await salma.runs('course attendance', { course: main });
  await tour.at('2027-03-03T21:30:00Z');
  await kofi.presses('course/attendance/day', main);
  await kofi.presses('course/attendance/day', `${main}|2027-03-02`);
  await kofi.presses('course/attendance/file', main);
  await kofi.runs('course attendance', { course: main, day: '2027-03-05' });
  await vera.runs('course attendance', { course: main, day: '2027-03-03' });
  await vera.presses('course/attendance/presence', main, 'absent');
}

function table(text: string) {
  const bytes = new TextEncoder().encode(text);
  return { name: 'a.csv', declaredType: 'text/csv', bytes: bytes.byteLength, open: async () => bytes };
}

/** A course of many, after its end: from a file with everything in it that can be right and wrong. */
export async function importAttendance(tour: Tour, { kofi, salma, organisations }: Company): Promise<void> {
  const by = await tour.person(kofi.account);
  const days = { startsOn: '2027-03-06', endsOn: '2027-03-12' } as const;
  const early = await arrangeCourse(tour, 'Not begun', {
    ...{ by, of: organisations.host, state: 'running' },
    ...{ startsOn: '2027-03-20', endsOn: '2027-03-21' },
  });
  await kofi.runs('course attendance', { course: early });
  await kofi.runs('course attendance-import', { course: early, file: table('name,2027-03-20\nA,1') });
  const course = await arrangeCourse(tour, 'Many', {
    ...{ by, of: organisations.host, seats: 20, ...days, state: 'call-open' },
  });
  const codes: string[] = [];
  for (const number of people) {
    const seat = { by, of: organisations.guest, seat: true };
    codes.push(await arrangeNomination(tour, course, `practice:officer-${number}`, seat));
  }
  const names = await tour.arrange(async (records) => {
    for (const to of ['call-closed', 'selecting', 'confirmed'] as const)
      await records.courses.move(course, [(await records.courses.byId(course))?.state ?? 'draft'], to);
    const seated = await records.nominations.list({ course });
    return (await records.people.byIds(seated.map(({ nominee }) => nominee))).map(({ name }) => name);
  });
  await seatTwin(tour, course, { by, of: organisations.guest, name: names[5] ?? '' });
  await giveStart(tour, course);
  const manager = await tour.person(salma.account);
  await tour.arrange(({ people: members }) =>
    members.grant({ person: manager, role: 'courseManager', scope: course }),
  );
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = [
    ['code', 'name', 'organisation', '2027-03-06', '2027-03-07', '2027-03-12', 'rank'],
    [codes[0], '', '', '1', 'excused', '', ''],
    [codes[1], '', '', '0', '', '', ''],
    [codes[1], '', '', '1', '', '', ''],
    [codes[2], '', '', 'perhaps', '', '', ''],
    [codes[3], '', '', '', '', '', ''],
    ['', 'Nobody of this name', '', '1', '', '', ''],
    ['', names[5] ?? '', '', '1', '1', '', ''],
    ...codes.slice(6).map((code) => [code, '', '', '1', '1', '', '']),
  ].map((row) => row.map((cell) => quoted(cell ?? '')).join(','));
  await salma.runs('course attendance-import');
  await salma.fills({ course, file: table('name\n') });
  await salma.corrects({ course, file: table(`name\n${'Ama\n'.repeat(501)}`) });
  await salma.corrects({ course, file: table('name\n"Ama') });
  await salma.corrects({ course, file: table('PK\u0003\u0004 but no archive') });
  await salma.corrects({ course, file: table('rank;unit\na;b') });
  await salma.corrects({ course, file: table('name;unit\na;b') });
  await salma.corrects({ course, file: table(rows.join('\n')) });
  await salma.presses('course/attendance-import/page', '|1');
  await salma.presses('course/attendance-import/page', '|0');
  const route = salma.sees('course/attendance-import/keep');
  await salma.presses('course/attendance-import/keep');
  await salma.pressesRoute(route);
  await salma.runs('course attendance-import', { course, file: table(rows.slice(0, 2).join('\n')) });
  await salma.presses('course/attendance-import/discard');
  await salma.presses('course/attendance/day', `${course}|2027-03-07|1`);
  await salma.presses('course/attendance/day', `${course}|2027-03-07|0`);
  await salma.runs('course attendance', { course });
  await kofi.runs('my tasks');
}

/** Somebody else of the same name. */
async function seatTwin(
  tour: Tour,
  course: string,
  { by, of, name }: { readonly by: string; readonly of: string; readonly name: string },
): Promise<void> {
  await tour.arrange(async (records) => {
    const twin = await records.people.add({ name, organisation: of, membership: 'confirmed' });
    const added = await records.nominations.add({
      ...{ course, nominee: twin.id, organisation: of, nominatedBy: by, state: 'submitted' },
      ...nominee(tour),
    });
    await records.nominations.grantSeat(added.id, await standingPass(records, course));
  });
}

/** It begins; nobody is told. */
async function giveStart(tour: Tour, course: string): Promise<void> {
  await tour.arrange(async (records) => {
    await records.courses.move(
      course,
      ['confirmed'],
      'running',
      undefined,
      await standingPass(records, course),
    );
  });
}
