// A file that somebody handed over, on any platform.
import type { Language } from '#exchange/languages.ts';
import type { Fields } from './field.ts';
import { readTable } from './read-table.ts';

/** The declared type is the platform's word, not the truth; `open` fetches the bytes while they can be had. */
export interface Attachment {
  readonly name: string;
  readonly declaredType: string;
  readonly bytes: number;
  open(): Promise<Uint8Array>;
}

export function isAttachment(raw: unknown): raw is Attachment {
  return typeof raw === 'object' && raw !== null && 'open' in raw;
}

/**
 * With the files among the answers fetched, and those that are tables read: a handler in a transaction must not keep
 * others waiting for a platform, nor for a long table.
 */
export async function inHand(
  values: Readonly<Record<string, unknown>>,
  fields: Fields,
  language: Language,
): Promise<Readonly<Record<string, unknown>>> {
  const fetched = await Promise.all(
    Object.entries(values).map(async ([name, answer]) => {
      if (!isAttachment(answer)) return [name, answer] as const;
      const field = fields[name];
      if (field?.kind === 'file' && field.table)
        return [name, await readTable(answer, language, field.table)] as const;
      const bytes = await answer.open();
      const { declaredType } = answer;
      return [
        name,
        { name: answer.name, declaredType, bytes: bytes.byteLength, open: async () => bytes },
      ] as const;
    }),
  );
  return Object.fromEntries(fetched);
}
