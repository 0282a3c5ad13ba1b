// What an import of members has to know of the record: who is there already under the same name.
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { storable } from '../columns.ts';
import type { RecordContext } from './context.ts';
import { type Person, personFrom } from './people.ts';
import { nameKey } from './search.ts';

export interface ImportRecords {
  /** Those of the names that somebody of this organisation bears already, however they are written; removed people left out. */
  namesakes(organisation: string, names: readonly string[]): Promise<readonly string[]>;
  /** Whoever of this organisation bears one of these names, however it is written, by id; removed people left out. */
  members(organisation: string, names: readonly string[]): Promise<readonly Person[]>;
}

/** SQLite takes 32,766 values in one statement. */
const askedAtOnce = 1_000;

export function importRecords({ db, tables }: RecordContext): ImportRecords {
  return {
    async namesakes(organisation, names) {
      const { people } = tables;
      const keys = [...new Set(names.map(nameKey))];
      const taken = new Set<string>();
      for (let at = 0; at < keys.length; at += askedAtOnce) {
        const rows = await db
          .select({ key: people.nameKey })
          .from(people)
          .where(
            and(
              eq(people.organisation, organisation),
              inArray(people.nameKey, keys.slice(at, at + askedAtOnce)),
              ne(people.membership, 'removed'),
            ),
          )
          .orderBy(asc(people.nameKey));
        for (const { key } of rows) taken.add(key);
      }
      return names.filter((name) => taken.has(storable(nameKey(name))));
    },

    async members(organisation, names) {
      const { people } = tables;
      const keys = [...new Set(names.map(nameKey))];
      const found: Person[] = [];
      for (let at = 0; at < keys.length; at += askedAtOnce) {
        const rows = await db
          .select()
          .from(people)
          .where(
            and(
              eq(people.organisation, organisation),
              inArray(people.nameKey, keys.slice(at, at + askedAtOnce)),
              ne(people.membership, 'removed'),
            ),
          )
          .orderBy(asc(people.id));
        found.push(...rows.map(personFrom));
      }
      return found.sort((one, other) => (one.id < other.id ? -1 : 1));
    },
  };
}
