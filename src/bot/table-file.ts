// Tables as files: CSV and an Excel workbook, in which whatever people wrote stays text and never becomes a formula.
import type { FileContent } from './view.ts';

export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

/** With a mark of its encoding and the line ends of RFC 4180, as Excel opens it best; formulas are quoted away. */
export async function csvFile(name: string, { header, rows }: Table): Promise<FileContent> {
  const { stringify } = await import('csv-stringify/sync');
  const text = stringify(
    [header, ...rows].map((row) => [...row]),
    {
      bom: true,
      record_delimiter: 'windows',
      escape_formulas: true,
    },
  );
  return { name: `${name}.csv`, mediaType: 'text/csv', bytes: new TextEncoder().encode(text) };
}

export async function workbookFile(name: string, { header, rows }: Table): Promise<FileContent> {
  const { default: writeXlsx } = await import('write-excel-file/node');
  // A type of its own for every cell: without one a text that begins like a formula might be taken for one.
  const cell = (written: string | number) =>
    typeof written === 'number' ? { value: written, type: Number } : { value: written, type: String };
  const heads = header.map((written) => ({ value: written, type: String, fontWeight: 'bold' as const }));
  const bytes = await writeXlsx([heads, ...rows.map((row) => row.map(cell))]).toBuffer();
  const mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return { name: `${name}.xlsx`, mediaType, bytes: new Uint8Array(bytes) };
}
