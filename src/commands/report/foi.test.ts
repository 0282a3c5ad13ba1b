import { inflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WithholdReason } from '#exchange/disclosure.ts';
import type { Course } from '#store/records/courses.ts';
import { courseIn } from '../../../test/attacks/guarded-exchange.ts';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';

describe('/report foi', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  async function deliver(changes: Partial<Course>, withheld: readonly WithholdReason[] = []): Promise<void> {
    const host = { proposedBy: scene.id('kofi'), organisation: scene.id('ghana'), startsOn: '2025-06-02' };
    await scene.bench.arrange(async (records) => {
      const course = await courseIn(records, 'call-open', { ...host, endsOn: '2025-06-06', ...changes });
      for (const nominee of ['ama', 'youssef']) {
        const { id } = await records.nominations.add({
          course: course.id,
          nominee: scene.id(nominee),
          organisation: scene.id(nominee === 'ama' ? 'ghana' : 'egypt'),
          nominatedBy: scene.id('kofi'),
          rank: 'Sergeant',
          unit: nominee === 'ama' ? '=HYPERLINK("http://x")' : 'Cyber unit',
          yearsOfService: 3,
          reason: 'Works on such cases.',
          state: 'submitted',
        });
        await records.nominations.grantSeat(id, await standingPass(records, course.id));
      }
      const steps = ['call-closed', 'selecting', 'confirmed', 'running', 'delivered'] as const;
      const pass = await standingPass(records, course.id);
      for (const to of steps)
        await records.courses.move(course.id, ['call-open', ...steps], to, undefined, pass);
      await records.courses.withhold(course.id, withheld);
    });
  }
  async function report(year: number) {
    const vera = scene.bench.as(account('vera'));
    const said = await vera.runs('report foi', { year: String(year) });
    const files = (vera.drawing()?.view ?? []).flatMap((block) => ('file' in block ? [block.file] : []));
    return { said, files };
  }
  /** Every text of a workbook, taken out of its archive. */
  function textsIn(workbook: Uint8Array): string {
    const bytes = Buffer.from(workbook);
    const texts: string[] = [];
    for (let at = bytes.indexOf('PK\u0001\u0002'); at >= 0; at = bytes.indexOf('PK\u0001\u0002', at + 4)) {
      const packed = bytes.readUInt32LE(at + 20);
      const local = bytes.readUInt32LE(at + 42);
      const begins = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const part = bytes.subarray(begins, begins + packed);
      texts.push(bytes.readUInt16LE(at + 10) === 0 ? part.toString() : inflateRawSync(part).toString());
    }
    return texts.join('\n');
  }

  it('gives a row for each course that may be disclosed, with numbers and papers, in both files', async () => {
    await deliver({ title: 'Digital evidence', country: 'GH' });

    const { said, files } = await report(2025);
    const [csv, workbook] = files;
    const rows = Buffer.from(csv?.bytes ?? []).toString('utf8');
    const cells = textsIn(workbook?.bytes ?? new Uint8Array());

    expect(said).toContain('Assistance in 2025: 1 course to disclose');
    expect(said).toContain('No course of that year is withheld.');
    expect(files.map((file) => file.name)).toEqual(['assistance-2025.csv', 'assistance-2025.xlsx']);
    for (const text of [
      'Funding source',
      'Digital evidence',
      'Egypt; Ghana',
      'Sergeant: 2',
      'Cyber unit: 1',
      'under 2 weeks',
      'yes, decided on 2026-12-01; it went to the head of department, who decided on 4 January 2027',
      'not recorded',
    ]) {
      expect(rows).toContain(text);
      expect(cells).toContain(text);
    }
  });

  it('says which kinds of payer are noted, and neither who they are nor how much', async () => {
    await deliver({ title: 'Digital evidence' });
    await scene.bench.arrange(async ({ courses, funding }) => {
      const course = (await courses.list({}))[0]?.id ?? '';
      const line = { course, country: 'EG', payer: 'A fund', currency: 'GBP', notedBy: scene.id('vera') };
      for (const payerKind of ['donor', 'beneficiary'] as const)
        await funding.note({ ...line, payerKind, amount: 7_654_321, share: 33 });
    });

    const { files } = await report(2025);
    const rows = Buffer.from(files[0]?.bytes ?? []).toString('utf8');

    expect(rows).toContain('Beneficiary; Donor');
    expect(rows).not.toMatch(/A fund|7.?654|GBP|33/u);
  });

  it('names nobody, and lets nothing that was written become a formula', async () => {
    await deliver({ title: '=1+1', aims: '+44 call', place: '@SUM(A1)' });

    const { files } = await report(2025);
    const rows = Buffer.from(files[0]?.bytes ?? []).toString('utf8');
    const cells = textsIn(files[1]?.bytes ?? new Uint8Array());

    for (const name of ['ama', 'youssef', 'kofi', scene.id('ama'), scene.id('youssef')]) {
      expect(rows).not.toContain(name);
      expect(cells).not.toContain(name);
    }
    expect(rows).toContain("'=1+1");
    expect(rows).not.toMatch(/(?:^|,)"?[=+@]/mu);
    expect(cells).not.toMatch(/<f[ >]/u);
  });

  it('counts what is withheld once in the whole and under each of its reasons, and says nothing else of it', async () => {
    await deliver({ title: 'Secret one' }, ['counter-terrorism']);
    await deliver({ title: 'Secret two' }, ['counter-terrorism', 'deployed-citizens-at-risk']);

    const { said, files } = await report(2025);

    expect(said).toContain('No course that may be disclosed ended in 2025.');
    expect(said).toContain('2 courses are withheld.');
    expect(said).toContain('Deployed citizens at risk: 1');
    expect(said).toContain('Counter-terrorism and protection of citizens: 2');
    expect(said).not.toContain('Exploitable');
    expect(said).not.toContain('Secret');
    expect(files).toEqual([]);
  });

  it('counts by the year of the hub’s calendar, and is for those who answer for the exchange', async () => {
    await deliver({ startsOn: '2025-12-31', endsOn: '2025-12-31', zone: 'Pacific/Pago_Pago' });

    const kofi = await scene.bench.as(account('kofi')).runs('report foi', { year: '2026' });

    expect((await report(2025)).said).toContain('No course that may be disclosed ended in 2025.');
    expect((await report(2026)).said).toContain('Assistance in 2026: 1 course to disclose');
    expect(kofi).not.toContain('Assistance');
  });
});
