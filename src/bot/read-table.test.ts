// Tables come from any spreadsheet, in any encoding; what is too big, or would become so, is refused.
import { deflateRawSync } from 'node:zlib';
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
  ])('is read with %s', async (_, csv) => {
    expect(await readTable(text(csv), 'en', limits)).toEqual({
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

    expect(await readTable(file(french), 'fr', limits)).toEqual({ rows: [['nom'], ['Renée']] });
    expect(await readTable(file(arabic), 'ar', limits)).toEqual({ rows: [['name'], ['امل']] });
    expect(await readTable(file(wide), 'en', limits)).toEqual({ rows: [['name'], ['Éva']] });
  });

  it('is refused when it is empty, too long, too big, or nothing of the kind', async () => {
    const long = `name\n${'Ama\n'.repeat(6)}`;

    expect(await readTable(text('name\n'), 'en', limits)).toEqual({ problem: 'empty' });
    expect(await readTable(text(long), 'en', limits)).toEqual({ problem: 'too many rows' });
    expect(await readTable(text('x'.repeat(100_001)), 'en', limits)).toEqual({ problem: 'too big' });
    expect(await readTable(text('name\n"Ama'), 'en', limits)).toEqual({ problem: 'unreadable' });
  });

  it('that would unpack to more than a table can be is refused before it is unpacked', async () => {
    const bomb = zipOf(deflateRawSync(Buffer.alloc(40_000_000)), 10);

    expect(bomb.byteLength).toBeLessThan(limits.maxBytes);
    expect(await readTable(file(bomb), 'en', limits)).toEqual({ problem: 'too big' });
  });
});

/** An archive of one part that says it is smaller than it is. */
function zipOf(content: Uint8Array, claimed: number): Uint8Array {
  const name = Buffer.from('xl/workbook.xml');
  const head = (signature: number, extra: number) => {
    const bytes = Buffer.alloc(extra);
    bytes.writeUInt32LE(signature, 0);
    return bytes;
  };
  const local = head(0x04034b50, 30);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(content.byteLength, 18);
  local.writeUInt32LE(claimed, 22);
  local.writeUInt16LE(name.byteLength, 26);
  const directory = head(0x02014b50, 46);
  directory.writeUInt16LE(8, 10);
  directory.writeUInt32LE(content.byteLength, 20);
  directory.writeUInt32LE(claimed, 24);
  directory.writeUInt16LE(name.byteLength, 28);
  const end = head(0x06054b50, 22);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(46 + name.byteLength, 12);
  end.writeUInt32LE(30 + name.byteLength + content.byteLength, 16);
  return Buffer.concat([local, name, content, directory, name, end]);
}
