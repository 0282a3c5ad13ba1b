// npx attache restore <copy> [--say-again] [--forget id,id]: puts a copy in the place of the record, and says what that means.
import { basename } from 'node:path';
import { chain, doubted, number, readArguments } from './_words.ts';
import type { House } from './operation.ts';

const usage =
  'npx attache restore <copy> [--say-again] [--forget id,id]; with PostgreSQL: npx attache restore --after-pg-restore [--say-again] [--forget id,id]';

export default async function restore(given: readonly string[], house: House): Promise<void> {
  const flag = { type: 'boolean', default: false } as const;
  const { values, positionals } = readArguments(
    given,
    { 'say-again': flag, 'after-pg-restore': flag, forget: { type: 'string', default: '' } },
    1,
    usage,
  );
  const forget = values.forget.split(/[\s,]+/).filter((id) => id !== '');
  const wish = { sayAgain: values['say-again'], now: Date.now(), forget };
  const tools = house.tools();
  const [copy] = positionals;
  if ('afterPgRestore' in tools) {
    if (copy !== undefined || !values['after-pg-restore']) {
      throw new Error(
        `The record is in PostgreSQL: stop every Attaché, bring the copy back into an empty database with pg_restore --no-owner --dbname="$DATABASE_URL" ${copy ?? '<copy>'}, then type: npx attache restore --after-pg-restore`,
      );
    }
    const done = await tools.afterPgRestore(wish);
    console.log(`The record is whole: ${number(done.entries)} audit entries.`);
    for (const line of [...doubted(done), forgotten(done.forgotten)]) console.log(line);
    console.log(meaning);
    return;
  }
  if (copy === undefined || values['after-pg-restore']) throw new Error(`Usage: ${usage}`);
  const file = tools.place.sqliteFile;
  const done = await tools.restore(copy, wish);
  console.log(`${file} is now what ${basename(copy)} holds; ${chain(done.audit)}.`);
  if (done.migrated > 0)
    console.log(`An older Attaché had made it: ${done.migrated} migrations brought its tables up to date.`);
  console.log(
    done.aside === undefined
      ? 'There was no record before.'
      : `The record that was there is ${done.aside} now; remove it when you need it no more.`,
  );
  for (const line of [...doubted(done), forgotten(done.forgotten)]) console.log(line);
  console.log(meaning);
}

const meaning =
  'What was changed after the copy was made has been forgotten; a reminder that was decided on only after it may be said once more. Start Attaché again.';

function forgotten(people: number | undefined): string {
  if (people === undefined)
    return 'The record that was there cannot be read: whoever was forgotten since the copy was made is to be forgotten again, with /exchange member-forget or --forget.';
  return `People forgotten again who had been since the copy was made: ${number(people)}.`;
}
