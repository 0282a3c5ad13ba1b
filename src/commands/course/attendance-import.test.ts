import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workbookFile } from '#bot/table-file.ts';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import type { Typist } from '../../../test/support/exchange-bench.ts';

describe('/course attendance-import', () => {
  let scene: Scene;
  let course: string;
  beforeEach(async () => {
    scene = await openCourseScene();
    course = await scene.publish();
    for (const name of ['ama', 'esi', 'youssef']) await scene.nominate(course, name, 'seat');
    scene.bench.clock.set('2027-03-03T12:00:00Z');
    await scene.bench.sweep();
  });
  afterEach(() => scene.bench.close());

  function file(bytes: Uint8Array, name = 'attendance.csv') {
    return { name, declaredType: 'text/csv', bytes: bytes.byteLength, open: async () => bytes };
  }
  const csv = (...lines: string[]) => file(new TextEncoder().encode(lines.join('\r\n')));

  function keepRoute(who: Typist): string {
    const buttons = who.drawing()?.view.flatMap((block) => ('buttons' in block ? block.buttons : []));
    return buttons?.find(({ route }) => route.includes('/keep'))?.route ?? '';
  }

  const marks = () =>
    scene.bench.store.read({ kind: 'process' }, async ({ attendanceDays }) =>
      (await attendanceDays.of(course)).map(
        ({ person, day, presence }) =>
          `${Object.entries(scene.ids).find(([, id]) => id === person)?.[0]} ${day.slice(-2)} ${presence}`,
      ),
    );

  it('shows row by row what was understood, and keeps the good rows when others are bad', async () => {
    const kofi = scene.bench.as(account('kofi'));

    const seen = await kofi.runs('course attendance-import', {
      course,
      file: csv(
        'Name;2027-03-01;2/3;2027-03-04;Remarks',
        'Ama;present;excused;present;late',
        'ESI;1;maybe;;',
        'Nobody;1;1;;',
        'youssef;;;;',
        'ama;0;0;;',
      ),
    });
    const before = await marks();
    const keep = keepRoute(kofi);
    const kept = await kofi.presses('Keep 1 row');
    const again = await kofi.pressesRoute(keep);

    expect(seen).toContain('“Digital evidence”: 5 rows understood');
    expect(seen).toContain('stand there twice: 2027-03-04 · Remarks');
    expect(seen).toContain('• ama – present 1, absent 0, excused 1');
    expect(seen).toContain('• esi – “maybe” is neither present, absent nor excused');
    expect(seen).toContain('• Nobody – Nobody of this code or name has a seat');
    expect(seen).toContain('• youssef – nothing is marked');
    expect(seen).toContain('• ama – The same person stands further up in this file');
    expect(seen).toContain('[file: not-kept.csv]');
    expect(before).toEqual([]);
    expect(kept).toContain('1 row was kept.');
    expect(again).toContain('has been dealt with');
    expect((await marks()).toSorted()).toEqual(['ama 01 present', 'ama 02 excused']);
  });

  it('takes back the file that the sheet gives, filled in, also as a workbook, and replaces only what it says', async () => {
    const kofi = scene.bench.as(account('kofi'));
    await kofi.runs('course attendance', { course });
    await kofi.presses('Everybody is here');
    const given = await kofi.presses('As a file');
    const block = kofi.drawing()?.view.find((one) => 'file' in one);
    const text =
      'file' in (block ?? {})
        ? new TextDecoder().decode((block as { file: { bytes: Uint8Array } }).file.bytes)
        : '';
    const [header = [], ...rows] = text
      .replace('\uFEFF', '')
      .trim()
      .split('\r\n')
      .map((line) => line.split(','));
    const filled = rows.map((row) => row.map((cell, at) => (header[at] === '2027-03-03' ? 'غائب' : cell)));
    const workbook = await workbookFile('attendance', { header, rows: filled });

    const seen = await kofi.runs('course attendance-import', {
      course,
      file: file(workbook.bytes, 'a.xlsx'),
    });
    const kept = await kofi.presses('Keep 3 rows');

    expect(given).toContain('[file: attendance.csv]');
    expect(header).toEqual([
      'code',
      'name',
      'organisation',
      ...['01', '02', '03', '04', '05'].map((one) => `2027-03-${one}`),
    ]);
    expect(seen).toContain('Marks that replace others: 3');
    expect(kept).toContain('3 March 2027, day 3 of 5');
    expect(kept).toContain('ama · Ghana Police Service – Absent');
    expect((await marks()).toSorted()).toEqual(['ama 03 absent', 'esi 03 absent', 'youssef 03 absent']);
  });

  it('asks for the code where two people have one name', async () => {
    const twin = await scene.bench.arrange(({ people }) =>
      people.add({ name: 'Ama', organisation: scene.id('egypt'), membership: 'confirmed' }),
    );
    const kofi = scene.bench.as(account('kofi'));
    Object.assign(scene.ids, { twin: twin.id });
    const { id: other } = await scene
      .publish({ title: 'Twins', startsOn: '2027-04-05', endsOn: '2027-04-06', deadline: '2027-04-01' })
      .then((id) => ({ id }));
    await scene.nominate(other, 'ama', 'seat');
    const { id: code } = await scene.nominate(other, 'twin', 'seat');
    scene.bench.clock.set('2027-04-05T12:00:00Z');
    await scene.bench.sweep();

    const seen = await kofi.runs('course attendance-import', {
      course: other,
      file: csv('code,name,organisation,2027-04-05', ',Ama,,1', `${code},,,1`, ',ama,Ghana Police Service,0'),
    });

    expect(seen).toContain('• ama – Several people have this name: give the code');
    expect(seen).toContain('[Keep 2 rows]');
  });

  it('says what is missing of a file that is no such table, and keeps nothing', async () => {
    const kofi = scene.bench.as(account('kofi'));

    await kofi.runs('course attendance-import', { course, file: csv('rank,2027-03-01', 'a,1') });
    const noNames = kofi.form() !== undefined;
    await kofi.runs('course attendance-import', { course, file: csv('name,2027-05-01', 'ama,1') });
    const discarded = await kofi
      .runs('course attendance-import', { course, file: csv('name,2027-03-01', 'ama,1') })
      .then(() => kofi.presses('Discard'));

    expect(noNames).toBe(true);
    expect(discarded).toContain('Nothing was marked');
    expect(await marks()).toEqual([]);
    expect(scene.bench.errors).toEqual([]);
  });

  it('is for whoever may mark the course, and what was understood for the importer alone', async () => {
    const table = { course, file: csv('name,2027-03-01', 'ama,1') };
    const kofi = scene.bench.as(account('kofi'));

    const refused = await scene.bench.as(account('salma')).runs('course attendance-import', table);
    await kofi.runs('course attendance-import', table);
    const foreign = await scene.bench.as(account('vera')).pressesRoute(keepRoute(kofi));

    expect(refused).toContain('is run by Ghana Police Service');
    expect(foreign).toContain('This import has been dealt with or has expired.');
    expect(await marks()).toEqual([]);
  });
});
