// Tables come from any spreadsheet, in any encoding; what is too big, or would become so, is refused.
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readTable } from './read-table.ts';

const limits = { maxBytes: 100_000, maxRows: 5 };
const file = (bytes: Uint8Array) => ({
  name: 'members.csv',
  declaredType: 'text/csv',
  bytes: bytes.byteLength,
  open: async () => bytes,
});
const text = (csv: string) => file(new TextEncoder().encode(csv));

describe('a table', () => {
  it.each([
    ['commas', 'name,role\nAma,trainee\n'],
    ['semicolons and quotes', 'name;role\r\n"Ama";"trainee"\r\n'],
    ['tabs and a mark', '\uFEFFname\trole\nAma\ttrainee'],
    ['bars', 'name|role\nAma|trainee\n'],
    ['a line that names its separator', 'sep=;\r\nname;role\r\nAma;trainee\r\n'],
    ['several kinds of line ends', 'name;role\r\nAma;trainee\n'],
  ])('is read with %s', async (_, csv) => {
    expect(await readTable(text(csv), 'en', limits)).toMatchObject({
      rows: [
        ['name', 'role'],
        ['Ama', 'trainee'],
      ],
    });
  });

  it('is read in the encodings that spreadsheets write', async () => {
    const french = Uint8Array.from([...Buffer.from('nom\nRen'), 0xe9, ...Buffer.from('e\n')]);
    const arabic = Uint8Array.from([...Buffer.from('name\n'), 0xc7, 0xe3, 0xe1]);
    const wide = Uint8Array.from([0xff, 0xfe, ...Buffer.from('name\nÉva', 'utf16le')]);

    expect(await readTable(file(french), 'fr', limits)).toMatchObject({ rows: [['nom'], ['Renée']] });
    expect(await readTable(file(arabic), 'ar', limits)).toMatchObject({ rows: [['name'], ['امل']] });
    expect(await readTable(file(wide), 'en', limits)).toMatchObject({ rows: [['name'], ['Éva']] });
  });

  it('is read in an older encoding by its letters, where there are enough of them, whoever reads it', async () => {
    const remarks = 'الوضوح;التطبيق;ملاحظات\n4;5;دورة مفيدة جدا ونشكر المدربين\n';
    const arabic = Uint8Array.from(remarks, (letter) => windows1256.get(letter) ?? letter.charCodeAt(0));

    const read = await readTable(file(arabic), 'en', limits);

    expect(read).toMatchObject({
      rows: [
        ['الوضوح', 'التطبيق', 'ملاحظات'],
        ['4', '5', 'دورة مفيدة جدا ونشكر المدربين'],
      ],
    });
  });

  it('is read with two bytes to a letter also without the mark that says so', async () => {
    const little = Buffer.from('name;role\nأمل;trainee\n', 'utf16le');
    const big = Buffer.from(little).swap16();

    for (const bytes of [little, big])
      expect(await readTable(file(bytes), 'en', limits)).toMatchObject({
        rows: [
          ['name', 'role'],
          ['أمل', 'trainee'],
        ],
      });
  });

  it('keeps the separator by which most lines are even, the numbers of rows, and what is ragged', async () => {
    const csv = 'Clear, and useful;Level\n\n4,5;3\n;;\n5;He said "yes";more\n2,0\n';

    expect(await readTable(text(csv), 'en', limits)).toEqual({
      rows: [['Clear, and useful', 'Level'], ['4,5', '3'], ['5', 'He said "yes"', 'more'], ['2,0']],
      numbers: [1, 3, 5, 6],
    });
  });

  it('that is long is read beside everybody else, and is the same', async () => {
    const rows = Array.from({ length: 30_000 }, (_, at) => [`Ämne ${at}`, String(at % 5)]);
    const long = [['name', 'score'], ...rows].map((row) => row.join(';')).join('\n');
    const roomy = { maxBytes: 10_000_000, maxRows: 30_000 };

    const read = await readTable(text(long), 'en', roomy);
    const tooLong = await readTable(text(`${long}\nx;1`), 'en', roomy);

    expect('rows' in read && [read.rows.length, read.rows.at(-1), read.numbers.at(-1)]).toEqual([
      30_001,
      ['Ämne 29999', '4'],
      30_001,
    ]);
    expect(tooLong).toEqual({ problem: 'too many rows' });
  });

  it('is refused when it is empty, too long, too big, or nothing of the kind', async () => {
    const long = `name\n${'Ama\n'.repeat(6)}`;

    expect(await readTable(text('name\n'), 'en', limits)).toEqual({ problem: 'empty' });
    expect(await readTable(text(long), 'en', limits)).toEqual({ problem: 'too many rows' });
    expect(await readTable(text('x'.repeat(100_001)), 'en', limits)).toEqual({ problem: 'too big' });
    expect(await readTable(text('name\n"Ama'), 'en', limits)).toEqual({ problem: 'unreadable' });
  });

  it('is read from a workbook, whatever the file is called', async () => {
    const rows = [
      ['name', 'role'],
      ['أمل', 'trainee'],
    ];

    expect(await readTable(file(workbook(rows)), 'en', limits)).toEqual({ rows, numbers: [1, 2] });
  });

  it('that would unpack to more than a table can be is refused before it is unpacked', async () => {
    const bomb = zipOf([['xl/workbook.xml', Buffer.alloc(40_000_000)]], 10);

    expect(bomb.byteLength).toBeLessThan(limits.maxBytes);
    expect(await readTable(file(bomb), 'en', limits)).toEqual({ problem: 'too big' });
  });
});

/** Bytes by letter; TextDecoder knows only the other way. */
const windows1256 = new Map(
  Array.from({ length: 128 }, (_, at) => [
    new TextDecoder('windows-1256').decode(Uint8Array.of(at + 128)),
    at + 128,
  ]),
);

/** An archive of these parts; it may say that they are smaller than they are. */
function zipOf(
  parts: readonly (readonly [name: string, content: Uint8Array])[],
  claimed?: number,
): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [named, content] of parts) {
    const name = Buffer.from(named);
    const packed = deflateRawSync(content);
    const sums = (bytes: Buffer, at: number) => {
      bytes.writeUInt16LE(8, at);
      bytes.writeUInt32LE(crc32(content), at + 6);
      bytes.writeUInt32LE(packed.byteLength, at + 10);
      bytes.writeUInt32LE(claimed ?? content.byteLength, at + 14);
      bytes.writeUInt16LE(name.byteLength, at + 18);
      return bytes;
    };
    const local = sums(begun(0x04034b50, 30), 8);
    const entry = sums(begun(0x02014b50, 46), 10);
    entry.writeUInt32LE(offset, 42);
    locals.push(local, name, packed);
    directory.push(entry, name);
    offset += local.byteLength + name.byteLength + packed.byteLength;
  }
  const end = begun(0x06054b50, 22);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).byteLength, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

function begun(signature: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(signature, 0);
  return bytes;
}

/** A workbook of one sheet, as small as one can be. */
function workbook(rows: readonly (readonly string[])[]): Uint8Array {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const packages = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const cells = rows.map((row, at) => {
    const inRow = row.map(
      (cell, column) => `<c r="${'ABC'[column]}${at + 1}" t="inlineStr"><is><t>${cell}</t></is></c>`,
    );
    return `<row r="${at + 1}">${inRow.join('')}</row>`;
  });
  const parts = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>',
    '_rels/.rels': `<Relationships xmlns="${packages}"><Relationship Id="r1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Members" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}"><Relationship Id="r1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${cells.join('')}</sheetData></worksheet>`,
  };
  return zipOf(Object.entries(parts).map(([name, xml]) => [name, Buffer.from(xml)]));
}
