// What the types of PostgreSQL allow and SQLite lacks stays out of the queries that both databases run.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const folder = new URL('../../src/store/records/', import.meta.url);

const banned: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\.for\(/, 'SQLite has no row locks: change conditionally'],
  [/\bn?ilike\b|notIlike/, 'SQLite has no ilike: search on folded keys'],
  [/\bdb\.query\b/, 'relational queries are reworked in the next Drizzle'],
  [/\bsql\.raw\b/, 'what people wrote must never become SQL'],
  [/\barray(Contains|Contained|Overlaps)\b|@>|<@|&&\s*\$\{/, 'SQLite has no arrays'],
  [/->>?['"\s]*\$\{|\bjsonb?_/, 'JSON is kept, not queried'],
  [/(?<!get )\bnow\(\)|current_timestamp/i, 'time is passed in'],
  [/\b(rowCount|rowsAffected)\b/, 'rows affected are told by returning()'],
  [/\b(Date\.now|Math\.random)\b/, 'time and ids are passed in'],
  [
    /from '(better-sqlite3|pg|drizzle-orm\/(better-sqlite3|node-postgres|sqlite-core|pg-core))'/,
    'records know no driver',
  ],
];

describe('the queries of records/', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));

  test.each(files)('%s asks nothing that only one database can answer', (name) => {
    const code = readFileSync(new URL(name, folder), 'utf8').replace(/^\s*(\/\/|\*|\/\*\*).*$/gm, '');

    const found = banned
      .filter(([pattern]) => pattern.test(code))
      .map(([pattern, why]) => `${pattern}: ${why}`);

    expect(found).toEqual([]);
  });

  test('would be caught', () => {
    const faults = [
      ".for('update')",
      'ilike(a, b)',
      'db.query.courses',
      'sql.raw(x)',
      'arrayContains(a, b)',
      'now()',
    ];

    for (const fault of faults) expect(banned.some(([pattern]) => pattern.test(fault))).toBe(true);
  });
});
