// npx attache move --to postgres://… [--from file]: copies a stopped embedded record into PostgreSQL, and proves it equal.
import { contents, number, progress, readArguments, withoutPassword } from './_words.ts';
import type { House } from './operation.ts';

const usage = 'npx attache move --to postgres://user:password@host/database [--from file]';

export default async function move(given: readonly string[], house: House): Promise<void> {
  const { values } = readArguments(given, { to: { type: 'string' }, from: { type: 'string' } }, 0, usage);
  // An address in the settings stands in no list of processes, where others can read the password.
  const to = values.to ?? house.databaseUrl();
  if (to === undefined || !/^postgres(ql)?:\/\//.test(to)) throw new Error(`Say where to. Usage: ${usage}`);
  const tools = house.toolsFor(values.from);
  const file = tools.place.sqliteFile;
  const say = progress();
  const moved = await tools.moveTo(to, (doing, done, all, table) =>
    say(done, all, `${number(done)} of ${number(all)} rows ${doing}, now ${table}`),
  );
  console.log(`Moved ${file} to ${withoutPassword(to)}, and compared every row: ${contents(moved)}.`);
  console.log(
    `Now set DATABASE_URL to that address, with its password, and start Attaché. ${file} stays as it was; start nothing on it any more, or there are two exchanges.`,
  );
}
