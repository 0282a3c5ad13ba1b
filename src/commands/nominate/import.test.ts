// Many nominations from one file: shown before anything is kept, kept once, and what is wrong comes back to be corrected.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Attachment } from '#bot/attachment.ts';
import { readTable } from '#bot/read-table.ts';
import { workbookFile } from '#bot/table-file.ts';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { standingPass } from '../../../test/support/gate-papers.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

const header = 'course,name,rank,unit,years,reason,reserve,visa';

describe('nominate import', () => {
  let bench: Bench;
  let exchange: SampleExchange;
  let course: string;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
    course = (await exchange.course()).id;
  });
  afterEach(() => bench.close());

  const inHand = (bytes: Uint8Array, name = 'nominations.csv'): Attachment => ({
    name,
    declaredType: 'text/csv',
    bytes: bytes.byteLength,
    open: async () => bytes,
  });
  const table = (...rows: readonly string[]) =>
    inHand(new TextEncoder().encode([header, ...rows].join('\n')));
  const kept = () => bench.arrange((records) => records.nominations.list({ course }));
  const files = (kofi: ReturnType<Bench['as']>) =>
    (kofi.drawing()?.view ?? []).flatMap((block) => ('file' in block ? [block.file] : []));

  const good = 'Digital evidence,Ama Boateng,Inspector,Cyber,7,Leads the first seizures,no,yes';
  const fresh = 'digital EVIDENCE,Esi Tawiah,Sergeant,CID,3,Will train her station,yes,';

  it('shows what was understood before anything is kept, and keeps the good rows once', async () => {
    const kofi = bench.as('practice:kofi');

    const shown = await kofi.runs('nominate import', {
      file: table(good, fresh, 'Digital evidence,Nobody,Sergeant,CID,many,Reason,,'),
    });
    const before = await kept();
    const [draft] = await bench.arrange((records) => records.drafts.of(['practice:kofi']));
    const done = await kofi.presses('Nominate 2');
    const [wrong] = files(kofi);
    const again = await kofi.pressesRoute(`nominate/import/keep|${draft?.id}`);
    await bench.sendDue();

    expect(shown).toContain('3 rows were understood');
    expect(shown).toContain('Ama Boateng · Digital evidence – can be nominated');
    expect(shown).toContain('Esi Tawiah · Digital evidence – can be nominated · becomes a new member');
    expect(shown).toContain('Nobody · Digital evidence – Years of service are a whole number from 0 to 60');
    expect(before).toEqual([]);
    expect(done).toContain('2 nominations are handed in');
    expect(again).toContain('has been dealt with or has expired');
    const [first, second] = (await kept()).toSorted(
      (one, other) => Number(one.asReserve) - Number(other.asReserve),
    );
    expect(first).toMatchObject({ needsVisa: true, asReserve: false, consent: 'asked', release: 'asked' });
    expect(second).toMatchObject({ needsVisa: false, asReserve: true });
    const back = await readTable(inHand(wrong?.bytes ?? new Uint8Array()), 'en', {
      maxBytes: 10_000,
      maxRows: 5,
    });
    expect('rows' in back && back.rows[1]?.slice(0, 5)).toEqual([
      'Digital evidence',
      'Nobody',
      'Sergeant',
      'CID',
      'many',
    ]);
    expect(bench.delivered.filter((one) => one.to === 'practice:abena')).toHaveLength(2);
    expect(bench.errors).toEqual([]);
  });

  it('reads a workbook, with its columns named in another language and in another order', async () => {
    const kofi = bench.as('practice:kofi');
    const made = await workbookFile('n', {
      header: ['nombre', 'curso', 'motivo', 'años de servicio', 'unidad', 'rango', 'reserva'],
      rows: [['Ama Boateng', 'Digital evidence', 'Dirige', 7, 'CID', 'Inspector', 'sí']],
    });

    const shown = await kofi.runs('nominate import', { file: inHand(made.bytes, 'n.xlsx') });
    await kofi.presses('Nominate 1');

    expect(shown).toContain('Ama Boateng · Digital evidence – can be nominated');
    expect(await kept()).toMatchObject([{ nominee: exchange.people.ama.id, asReserve: true }]);
  });

  it('says of every row what is wrong and how to write it', async () => {
    const other = await exchange.course({ title: 'Twice', startsOn: '2027-05-03', endsOn: '2027-05-07' });
    await exchange.course({ title: 'Twice', startsOn: '2027-06-07', endsOn: '2027-06-11' });
    await bench.arrange(async ({ people }) => {
      for (const name of ['Akua Two', 'Akua Two'])
        await people.add({ name, organisation: exchange.accra, membership: 'confirmed' });
      await people.add({ name: 'Pending One', organisation: exchange.accra, membership: 'pending' });
    });
    const kofi = bench.as('practice:kofi');
    const rest = 'Inspector,CID,7,Reason,,';

    const first = await kofi.runs('nominate import', {
      file: table(
        `=1+1,Ama Boateng,${rest}`,
        `,Ama Boateng,${rest}`,
        `Unknown,Ama Boateng,${rest}`,
        `Twice,Ama Boateng,${rest}`,
        `Twice 2027-05-03,Ama Boateng,${rest}`,
        `Digital evidence,,${rest}`,
        `Digital evidence,Akua Two,${rest}`,
        `Digital evidence,Pending One,${rest}`,
        `Digital evidence,Kofi Mensah,${rest}`,
        `Digital evidence,Esi New,,CID,7,Reason,,`,
      ),
    });
    const second = await kofi.runs('nominate import', {
      file: table(
        `Digital evidence,Esi New,Inspector,,7,Reason,,`,
        `Digital evidence,Esi New,Inspector,CID,7,,,`,
        `Digital evidence,Esi New,Inspector,CID,7,Reason,perhaps,`,
        `Digital evidence,${'x'.repeat(81)},${rest}`,
        `Digital evidence,Yaw Darko,${rest}`,
        `Digital evidence,YAW DARKO,${rest}`,
        `Digital evidence,Darko Yaw,${rest}`,
      ),
    });

    for (const problem of [
      'A cell begins like a formula',
      'The course is missing',
      'No course of this title takes nominations now',
      'Several courses have this title; write the first day behind it',
      'Ama Boateng · Twice – can be nominated',
      'The name is missing',
      'Several members bear this name',
      'This member is not confirmed yet',
      'Nobody nominates themselves',
      'The rank is missing, and none is on record',
    ])
      expect(first).toContain(problem);
    for (const problem of [
      'The unit is missing',
      'The reason is missing',
      'Reserve and visa are answered with yes or no',
      'is too long',
      'The same person stands further up',
      'Darko Yaw · Digital evidence – looks like somebody who is nominated for it already',
    ])
      expect(second).toContain(problem);
    expect(await bench.arrange((records) => records.nominations.list({ course: other.id }))).toEqual([]);
  });

  it('sees who is nominated or has a seat already, and what is shut', async () => {
    const { id: beside } = await exchange.course({ title: 'Beside' });
    const kofi = bench.as('practice:kofi');
    await kofi.runs('nominate import', { file: table(good) });
    await kofi.presses('Nominate 1');
    await bench.arrange(async (records) => {
      const [one] = await records.nominations.list({ course });
      await records.nominations.grantSeat(one?.id ?? '', await standingPass(records, course));
    });

    const seen = await kofi.runs('nominate import', {
      file: table(good, good.replace('Digital evidence', 'Beside')),
    });

    expect(seen).toContain('is nominated for the course already');
    expect(seen).toContain('has a seat in a course on some of these days');
    expect(await bench.arrange((records) => records.nominations.list({ course: beside }))).toEqual([]);
  });

  it('keeps late and doubtful rows only when that is pressed', async () => {
    bench.clock.set('2027-03-02T09:00:00Z');
    const kofi = bench.as('practice:kofi');

    const seen = await kofi.runs('nominate import', { file: table(good) });
    await kofi.presses('Also the doubtful: 1');

    expect(seen).toContain('late: nominations have closed');
    expect(seen).not.toContain('[Nominate');
    expect(await kept()).toMatchObject([{ isLate: true }]);
  });

  it('gives a file to fill in where none is given, which comes back as the table that it asks for', async () => {
    const kofi = bench.as('practice:kofi');

    const seen = await kofi.runs('nominate import');
    const [template] = files(kofi);
    await kofi.presses('Hand over a file');
    const read = await kofi.fills({ file: inHand(template?.bytes ?? new Uint8Array()) });

    expect(seen).toContain('[file: nominations.csv]');
    expect(kofi.form()?.path ?? 'nominate import').toBe('nominate import');
    expect(read).toContain('Full name · Title of the course – No course of this title takes nominations now');
  });

  it('is the importer’s own, of their own organisation, and nobody’s who has no right to it', async () => {
    const kofi = bench.as('practice:kofi');
    await kofi.runs('nominate import', { file: table(good) });
    const [draft] = await bench.arrange((records) => records.drafts.of(['practice:kofi']));

    const karim = await bench.as('practice:karim').pressesRoute(`nominate/import/keep|${draft?.id}`);
    const foreign = await bench.as('practice:karim').runs('nominate import', { file: table(good) });
    const trainee = await bench.as('practice:ama').runs('nominate import', { file: table(good) });

    expect(karim).toContain('has been dealt with or has expired');
    expect(foreign).toContain('becomes a new member');
    expect(trainee).toContain('is for: Liaison officer');
    expect(await kept()).toEqual([]);
  });

  it('takes hostile text as text, and 500 rows at once', async () => {
    const kofi = bench.as('practice:kofi');
    const many = Array.from(
      { length: 500 },
      (_, at) =>
        `Digital evidence,Officer ${at} <b>&</b> *_${at}_*,Sergeant,CID,3,"[x](https://example.org) ""q""",,`,
    );

    const seen = await kofi.runs('nominate import', { file: table(...many) });
    await kofi.presses('Nominate 500');
    await kofi.runs('nominate import', { file: table(...many, ...many) });
    const [over] = kofi.form()?.pages[0]?.fields ?? [];

    expect(seen).toContain('Officer 0 <b>&</b> *_0_*');
    expect(seen).toContain('Page 1 of 50');
    expect(await kept()).toHaveLength(500);
    expect(over?.problem?.join('')).toContain('There are more than');
  }, 60_000);
});
