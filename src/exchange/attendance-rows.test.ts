import { describe, expect, it } from 'vitest';
import { type AttendanceColumn, attendanceCells, attendanceHeader, presencesIn } from './attendance-rows.ts';
import { searchKey } from './text-input.ts';

const known = new Map<string, AttendanceColumn>([
  ['code', 'code'],
  ['name', 'name'],
  ['nom', 'name'],
]);
const course = { startsOn: '2027-03-01', endsOn: '2027-03-05' };
const named = new Map([
  ['present', 'present'],
  [searchKey('غائب'), 'absent'],
] as const);

function header(...cells: string[]) {
  return attendanceHeader(cells, known, course, '2027-03-03');
}

describe('a file of attendance', () => {
  it('names people by code or name, and days as people write them', () => {
    const read = header('Nom :', '2027-03-01', '2/3', '٣/٣/٢٠٢٧');

    expect(read?.columns.get('name')).toBe(0);
    expect([...(read?.days.keys() ?? [])]).toEqual(['2027-03-01', '2027-03-02', '2027-03-03']);
  });

  it('leaves out what is no day of the course, has not come, or stands there twice, and says so', () => {
    const read = header('code', '2027-02-28', '2027-03-04', '1.3.2027', '2027-03-01', 'rank', '');

    expect([...(read?.days.keys() ?? [])]).toEqual(['2027-03-01']);
    expect(read?.leftOut).toEqual(['2027-02-28', '2027-03-04', '2027-03-01', 'rank']);
  });

  it('is none when nobody is named', () => {
    expect(header('rank', '2027-03-01')).toBeUndefined();
  });

  it('says what each cell means, in any language and by signs, and guesses nothing', () => {
    const read = header('name', '1/3', '2/3', '3/3');
    if (!read) throw new Error('No header.');
    const meaning = (...row: string[]) => presencesIn(attendanceCells(row, read), named);

    expect(meaning('Ama', 'Present', '', 'غائب')).toEqual({
      marks: new Map([
        ['2027-03-01', 'present'],
        ['2027-03-03', 'absent'],
      ]),
    });
    expect(meaning('Ama', '1', '0', '✓')).toMatchObject({ marks: { size: 3 } });
    expect(meaning('Ama', '1', 'A', 'x')).toEqual({ unclear: 'A' });
  });
});
