// All tables of a bench as they lie in its file, read from outside the store: to see that nothing has changed.
import Sqlite from 'better-sqlite3';

/** Every row of every table as JSON, by table; claims, drafts and counted tries are left out unless they are asked for. */
export function dumpTables(
  file: string,
  without: readonly string[] = ['claims', 'drafts', 'guesses'],
): Record<string, string> {
  const client = new Sqlite(file, { readonly: true });
  try {
    const names = client
      .prepare(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
      )
      .pluck()
      .all() as readonly string[];
    const kept = names.filter((name) => !without.includes(name));
    return Object.fromEntries(
      kept.map((name) => [name, JSON.stringify(client.prepare(`select * from "${name}"`).all())]),
    );
  } finally {
    client.close();
  }
}
