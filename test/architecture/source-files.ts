// The project's own source files, for tests that hold the whole house to its law.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

export interface SourceFile {
  /** From the project's folder: `src/bot/bot.ts`. */
  readonly path: string;
  readonly text: string;
}

export function sourceFiles(...folders: readonly string[]): readonly SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map(
        (path) => `${folder}/${path}`,
      ),
    )
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }));
}

/** What a file imports, statically or not: the specifiers as they are written. */
export function importsOf(text: string): readonly string[] {
  const found = text.matchAll(
    /^(?:import|export)\b[^;'"]*?\bfrom\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm,
  );
  return [...found].map(([, from, bare, late]) => from ?? bare ?? late ?? '');
}
