// npx attache backup [file|folder] [--keep N]: copies the record while Attaché runs, and proves the copy.
import { statSync } from 'node:fs';
import { contents, progress, readArguments, size } from './_words.ts';
import type { House } from './operation.ts';

const usage = 'npx attache backup [file or folder] [--keep number of copies]';

export default async function backup(given: readonly string[], house: House): Promise<void> {
  const { values, positionals } = readArguments(given, { keep: { type: 'string' } }, 1, usage);
  const tools = house.tools();
  if (!('backUp' in tools)) {
    throw new Error(
      `The record is in PostgreSQL, which copies it itself: pg_dump --format=custom --exclude-schema=pgboss --file=attache-${today()}.dump "$DATABASE_URL"`,
    );
  }
  const keep = keepOf(values.keep);
  const target = positionals[0] ?? house.backups().folder;
  const isFolder = positionals[0] === undefined || target.endsWith('/') || isDirectory(target);
  if (!isFolder && keep !== undefined) throw new Error(`--keep goes with a folder. Usage: ${usage}`);
  const say = progress();
  const copying = (done: number, all: number) => say(done, all, `${done} of ${all} pages copied`);
  const copy = isFolder
    ? await tools.backUpInto(target, keep, Date.now(), copying)
    : { ...(await tools.backUp(target, copying)), removed: [] };
  console.log(`Wrote ${copy.file} (${size(copy.bytes)}), opened it and checked it: ${contents(copy)}.`);
  for (const old of copy.removed) console.log(`Removed the older copy ${old}.`);
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function keepOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new Error(`--keep wants a number from 1 on, not ${text}.`);
  return Number(text);
}

function today(): string {
  return new Date().toISOString().slice(0, 10);
}
