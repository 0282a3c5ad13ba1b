// How operations word what they did: sizes, sums and progress, for whoever reads a terminal or a service's log.
import { type ParseArgsConfig, parseArgs } from 'node:util';
import type { Contents, Doubted } from './operation.ts';

export function size(bytes: number): string {
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1000)} kB`;
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`;
  return `${(bytes / 1_000_000_000).toFixed(1)} GB`;
}

export function number(of: number): string {
  return of.toLocaleString('en');
}

/** `27 tables with 1,204 rows; the audit chain is whole: 80 entries, head 0a1b2c…`. */
export function contents({ rows, audit }: Contents): string {
  const all = Object.values(rows).reduce((sum, one) => sum + one, 0);
  return `${Object.keys(rows).length} tables with ${number(all)} rows; ${chain(audit)}`;
}

export function chain({ count, head }: Contents['audit']): string {
  return `the audit chain is whole: ${number(count)} entries, head ${head}`;
}

/** What became of the deliveries that may have been said since the copy. */
export function doubted({ held, lookedFor }: Doubted): readonly string[] {
  return [
    ...(lookedFor > 0
      ? [
          `${number(lookedFor)} deliveries to channels were due: each is looked for there before it is said again.`,
        ]
      : []),
    ...(held > 0
      ? [
          `${number(held)} deliveries to people were due and may have arrived: they wait in /exchange undelivered, where a coordinator decides.`,
        ]
      : []),
  ];
}

/** Says how far it is, at the first call after every five seconds: short work says nothing. */
export function progress(): (done: number, all: number, what: string) => void {
  let last = performance.now();
  return (done, all, what) => {
    if (performance.now() - last < 5_000) return;
    last = performance.now();
    console.log(`${all === 0 ? 100 : Math.floor((done / all) * 100)} % – ${what}`);
  };
}

/** What was typed after the name of an operation. Throws a sentence with the usage for what is not known. */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  given: readonly string[],
  options: Options,
  most: number,
  usage: string,
) {
  try {
    const read = parseArgs({ args: [...given], options, allowPositionals: true, strict: true });
    if (read.positionals.length > most) throw new Error('That is one name too many.');
    return read;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${why.replace(/\. To specify.*$/s, '.')} Usage: ${usage}`);
  }
}

/** The address without its password, for a screen that others may see. */
export function withoutPassword(address: string): string {
  const url = URL.parse(address);
  if (!url) return 'the address given';
  url.password = '';
  url.search = '';
  return url.href;
}
