// The law of directions (design §2): who may import whom, read off the import lines themselves.
import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles } from './source-files.ts';

interface Law {
  readonly room: RegExp;
  /** Own rooms by subpath import (`#bot/…`). */
  readonly rooms: readonly RegExp[];
  /** Packages and `node:` modules. */
  readonly packages: readonly RegExp[];
}

const anyPackage = [/^[@a-z]/, /^node:/];
const noDriver = [/^node:(crypto|fs|url|path)/, /^intl-messageformat$/, /^ical-generator$/];
/** What reads and writes tables that people hand over. */
const tables = [
  /^chardet$/,
  /^csv-(parse|stringify)\/sync$/,
  /^read-excel-file\/universal$/,
  /^write-excel-file\/node$/,
];
const contract = [/^#bot\/(?!platforms\/)/, /^#exchange\//, /^#store\/(store|records\/[a-z-]+)\.ts$/];

/** The first law whose room a file stands in is its law. */
const laws: readonly Law[] = [
  // A matching in a graph is a pure function too, which a library does better than we would.
  {
    room: /^src\/exchange\//,
    rooms: [],
    packages: [
      /^node:(crypto|module)$/,
      /^date-holidays$/,
      /^edmonds-blossom-fixed$/,
      /^eld\//,
      /^@orama\/stemmers\//,
      /^@orama\/stopwords\//,
      /^jstat$/,
    ],
  },
  {
    room: /^src\/bot\/platforms\/slack\//,
    rooms: [/^#bot\/(?!platforms\/)/, /^#exchange\//],
    packages: [/^@slack\//, /^node:/],
  },
  {
    room: /^src\/bot\/platforms\/discord\//,
    rooms: [/^#bot\/(?!platforms\/)/, /^#exchange\//],
    packages: [/^@discordjs\//, /^discord-api-types/, /^node:/],
  },
  {
    room: /^src\/bot\/platforms\/practice\//,
    rooms: [/^#bot\/(?!platforms\/)/, /^#exchange\//],
    packages: [/^hono/, /^@hono\//, /^node:/],
  },
  {
    room: /^src\/bot\//,
    rooms: contract,
    packages: [
      ...noDriver,
      /^vega/,
      /^@resvg\//,
      /^@expo-google-fonts\//,
      /^@myriaddreamin\/typst-ts-node-compiler$/,
      /^jose$/,
      /^node:/,
      ...tables,
    ],
  },
  {
    room: /^src\/(commands|jobs)\//,
    rooms: [...contract, /^#jobs\/job\.ts$/],
    packages: [...noDriver, /^node-cron$/],
  },
  {
    room: /^src\/store\//,
    rooms: [/^#exchange\//],
    packages: [/^drizzle-orm/, /^better-sqlite3$/, /^pg$/, /^pg-boss$/, /^node:/],
  },
  { room: /^src\/operations\//, rooms: contract, packages: [/^node:/] },
  {
    room: /^src\/http\//,
    rooms: contract,
    packages: [/^hono$/, /^@hono\/node-server$/, /^prom-client$/, /^node:/],
  },
  { room: /^src\/practice\//, rooms: [/^#/], packages: anyPackage },
  { room: /^src\/[a-z-]+\.ts$/, rooms: [/^#/], packages: anyPackage },
];

const files = sourceFiles('src').filter(({ path }) => !path.endsWith('.test.ts'));

describe('imports', () => {
  it.each(files.map((file) => [file.path, file] as const))(
    '%s keeps to the directions of the house',
    (path, file) => {
      const law = laws.find(({ room }) => room.test(path));

      const broken = importsOf(file.text).filter((specifier) => {
        if (specifier.startsWith('.')) return leavesItsRoom(path, specifier);
        const allowed = specifier.startsWith('#') ? law?.rooms : law?.packages;
        return !allowed?.some((pattern) => pattern.test(specifier));
      });

      expect(law, `${path} stands in no room of the house`).toBeDefined();
      expect(broken, `${path} imports what its room may not`).toEqual([]);
    },
  );

  it('takes nothing from the clock or from chance in the rules', () => {
    const rules = files.filter(({ path }) => path.startsWith('src/exchange/'));

    const offenders = rules.filter(({ text }) =>
      /Date\.now\(|Math\.random\(|new Date\(\)|Temporal\.Now|randomBytes|randomUUID/.test(text),
    );

    expect(offenders.map(({ path }) => path)).toEqual([]);
  });

  it('reads the environment in one place', () => {
    const readers = files.filter(({ text }) => /process\.env/.test(text)).map(({ path }) => path);

    expect(readers).toEqual(['src/run-operation.ts']);
  });

  it('knows a planted trespass', () => {
    const [, , discord] = laws;

    expect(leavesItsRoom('src/commands/course/show.ts', '../nominate/add.ts')).toBe(true);
    expect(discord?.rooms.some((pattern) => pattern.test('#store/store.ts'))).toBe(false);
    expect(importsOf("import { a } from '#store/sqlite.ts';\nawait import('pg');")).toEqual([
      '#store/sqlite.ts',
      'pg',
    ]);
  });
});

/** A relative import stays inside its folder (of commands and jobs: inside the family), or climbs to the room's contract. */
function leavesItsRoom(path: string, specifier: string): boolean {
  const target = new URL(specifier, `file:///${path}`).pathname.slice(1);
  const home =
    /^src\/(?:bot\/platforms\/[a-z]+|commands\/[a-z-]+|jobs\/[a-z-]+|[a-z]+)\//.exec(path)?.[0] ?? 'src/';
  if (target.startsWith(home)) return false;
  // The composition root says which version it is.
  if (target === 'package.json') return path !== 'src/main.ts';
  // A job's own contract stands one step up; the practice room is assembled like the real one.
  return !(['src/jobs/job.ts', 'src/assemble.ts'].includes(target) && /^src\/(jobs|practice)\//.test(path));
}
