// Countries typed in a row: by name in any of the four languages, or by their two letters.
import { countryName } from '#bot/record-fields.ts';
import { type Language, languages } from '#exchange/languages.ts';
import { searchKey } from '#exchange/text-input.ts';

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
let known: ReadonlyMap<string, string> | undefined;

/** Names fold as people search: without accents, in one case. */
function byName(): ReadonlyMap<string, string> {
  if (known) return known;
  const names = new Map<string, string>();
  for (const code of letters.flatMap((first) => letters.map((second) => first + second))) {
    for (const language of languages) {
      const name = countryName(code, language);
      if (name !== code) names.set(searchKey(name), code).set(searchKey(code), code);
    }
  }
  known = names;
  return names;
}

/** ISO 3166-1 alpha-2, sorted, each once; and what could not be understood, as typed. */
export function readCountries(typed: string): {
  readonly codes: readonly string[];
  readonly unknown: readonly string[];
} {
  const parts = typed
    .split(/[,;،؛\n]/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const found = parts.map((part) => ({ part, code: byName().get(searchKey(part)) }));
  const codes = [...new Set(found.flatMap(({ code }) => code ?? []))].toSorted();
  return { codes, unknown: found.flatMap(({ part, code }) => (code === undefined ? [part] : [])) };
}

/** As they can be typed again. */
export function typedCountries(codes: readonly string[], language: Language): string {
  return codes.map((code) => countryName(code, language)).join(', ');
}
