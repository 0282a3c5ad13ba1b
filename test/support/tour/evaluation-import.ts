// Evaluations from files on the tour: with everything in them that can be understood, left out, or read as nothing.
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse } from './papers.ts';

/** After the last day of the main course: two courses whose evaluations were made on paper. */
export async function importEvaluations(tour: Tour, company: Company): Promise<void> {
  const { kofi, otto, salma, organisations } = company;
  const by = await tour.person(kofi.account);
  const host = { by, of: organisations.host, startsOn: '2027-03-01', endsOn: '2027-03-05' } as const;
  const course = await arrangeCourse(tour, 'On paper', { ...host, state: 'closed' });
  const other = await arrangeCourse(tour, 'On paper too', { ...host, state: 'delivered' });
  const running = await arrangeCourse(tour, 'Not over', { ...host, state: 'running' });
  const manager = { person: await tour.person(salma.account), role: 'courseManager', scope: other } as const;
  await tour.arrange(({ people }) => people.grant(manager));

  await otto.runs('feedback import');
  await otto.fills({ course: running, file: table([['Level'], ...five]) });
  await salma.runs('feedback import', { course, file: table([['Level'], ...five]) });
  await importBadFiles(company, course);
  await otto.runs('feedback import', { course, file: table(everything(tour)), attended: 30 });
  await otto.presses('feedback/import/page', '|1');
  await otto.presses('feedback/import/page', '|0');
  await otto.presses('feedback/import/leave', '', '2');
  const keep = otto.sees('feedback/import/keep');
  await otto.presses('feedback/import/keep');
  await otto.pressesRoute(keep);
  await otto.presses('feedback/summary/show', course);
  await otto.runs('feedback import', { course, file: table([['Level'], ...five]) });
  await salma.runs('feedback import', { course: other, file: table([['Level'], ...five]) });
  await salma.presses('feedback/import/discard');
  await tour.arrange(({ people }) => people.revoke(manager));
}

const five = [['5'], ['4'], ['3'], ['5'], ['2']];

async function importBadFiles({ otto }: Company, course: string): Promise<void> {
  await otto.runs('feedback import', { course, file: text('Level\n') });
  await otto.corrects({ course, file: text(`Level\n${'5\n'.repeat(150_001)}`) });
  await otto.corrects({ course, file: text('Level\n"5') });
  await otto.corrects({ course, file: text('PK\u0003\u0004 but no archive') });
  await otto.corrects({ course, file: text('name;score\nA;4,7\nB;3,1') });
  await otto.corrects({ course, file: table([['Level'], ...five.slice(1)]) });
}

/** Columns of all kinds, more of them than can be shown, and cells that are no answers. */
function everything(tour: Tour): readonly (readonly string[])[] {
  const own = (number: number) => tour.wording.line(`Room ${number}`, 120);
  const sheets = Array.from({ length: 16 }, (_, at) => [
    ...['officer', '2027-03-05', 'GH', '3.7', '40', at % 2 === 0 ? 'north' : 'south', '', '5'],
    ...[at < 3 ? '4,5' : String(1 + (at % 5)), at === 8 ? '7' : '4', words[at % words.length] ?? ''],
    ...[at === 9 ? 'perhaps' : String(at % 11), at === 10 ? 'x '.repeat(600) : remark(tour, at)],
    ...[at % 2 === 0 ? 'yes' : 'no', ...Array.from({ length: 14 }, () => String(1 + (at % 5)))],
  ]);
  return [
    ['Evaluation'],
    [
      ...['Name', 'Date', 'Country', 'Mean', 'Class size', 'Hall', 'Empty', ''],
      ...['Apply', 'Level', own(0), 'Recommend (0-10)', 'Remarks', 'May be quoted'],
      ...Array.from({ length: 14 }, (_, at) => own(at + 1)),
    ],
    ...sheets.map((row, at) => (at < 12 ? row : row.map((cell, column) => (column === 8 ? '3' : cell)))),
    ['nobody', ...Array.from({ length: 27 }, () => '')],
    ['Total', '', '', '3.7'],
  ];
}

const words = ['Strongly agree', 'Agree', 'Neutral', 'Disagree', 'Strongly disagree', 'n/a'];

function remark(tour: Tour, at: number): string {
  if (at === 0) return 'Call me: +233 24 412 3456';
  return at % 3 === 0 ? tour.wording.text('More practice next time, please.', 900) : '';
}

function table(rows: readonly (readonly string[])[]) {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  return text(rows.map((row) => row.map(quoted).join(';')).join('\n'));
}

function text(written: string) {
  const bytes = new TextEncoder().encode(written);
  return { name: 'a.csv', declaredType: 'text/csv', bytes: bytes.byteLength, open: async () => bytes };
}
