// Lists of names that somebody types into one field, such as “police 10, customs”: understood in any of the four languages.
import { countryCodes, countryNamed } from '#exchange/countries.ts';
import { isLanguage, type Language, languages } from '#exchange/languages.ts';
import { foldDigits } from '#exchange/local-time.ts';
import { type Sector, sectors } from '#exchange/profile.ts';
import { searchKey } from '#exchange/text-input.ts';
import { houseWords } from './house-words.ts';
import { plainText } from './plain-text.ts';
import { comma } from './punctuation.ts';
import { countryName } from './record-fields.ts';

/** What was understood, each once and in the order typed; or the part that was not. */
export type NameList<Id extends string> =
  | { readonly ids: readonly Id[]; readonly numbers: Readonly<Partial<Record<Id, number>>> }
  | { readonly unknown: string };

export function readSectors(typed: string): NameList<Sector> {
  return readNames(typed, (name) => sectorsByName().get(searchKey(name)));
}

export function readLanguages(typed: string): NameList<Language> {
  return readNames(typed, (name) => languagesByName().get(searchKey(name)));
}

export function readCountries(typed: string): NameList<string> {
  return readNames(typed, (name) => {
    const code = name.toUpperCase();
    return countryCodes.includes(code) ? code : countryNamed(name);
  });
}

/** As it would be typed: what a form shows. */
export function writeSectors(
  all: readonly Sector[],
  targets: Readonly<Partial<Record<Sector, number>>>,
  language: Language,
): string {
  return written(
    all.map((sector) => {
      const wanted = targets[sector];
      return `${sectorName(sector, language)}${wanted === undefined ? '' : ` ${wanted}`}`;
    }),
    language,
  );
}

export function writeLanguages(all: readonly Language[], language: Language): string {
  return written(
    all.map((one) => languageName(one, language)),
    language,
  );
}

export function writeCountries(all: readonly string[], language: Language): string {
  return written(
    all.map((code) => countryName(code, language)),
    language,
  );
}

/** Parted by commas, semicolons or lines; a number behind a name is how many of it. */
function readNames<Id extends string>(typed: string, find: (name: string) => Id | undefined): NameList<Id> {
  const ids: Id[] = [];
  const numbers: Partial<Record<Id, number>> = {};
  const parts = typed.split(/[,;،؛\n]/u).map((part) => part.trim());
  for (const part of parts.filter((one) => one !== '')) {
    const [, name = part, number] = /^(.*?)\s*:?\s*(\d{1,3})?$/u.exec(foldDigits(part)) ?? [];
    const id = find(name) ?? find(part);
    if (id === undefined) return { unknown: part };
    if (!ids.includes(id)) ids.push(id);
    if (number !== undefined && find(name) !== undefined) numbers[id] = Number(number);
  }
  return { ids, numbers };
}

function written(names: readonly string[], language: Language): string {
  return names.join(comma(language));
}

let knownSectors: ReadonlyMap<string, Sector> | undefined;
let knownLanguages: ReadonlyMap<string, Language> | undefined;

function sectorsByName(): ReadonlyMap<string, Sector> {
  knownSectors ??= byName(sectors, sectorName);
  return knownSectors;
}

function languagesByName(): ReadonlyMap<string, Language> {
  knownLanguages ??= byName(languages.filter(isLanguage), languageName);
  return knownLanguages;
}

function byName<Id extends string>(
  ids: readonly Id[],
  name: (id: Id, language: Language) => string,
): ReadonlyMap<string, Id> {
  return new Map(
    ids.flatMap((id) => [
      [searchKey(id), id] as const,
      ...languages.map((language) => [searchKey(name(id, language)), id] as const),
    ]),
  );
}

function sectorName(sector: Sector, language: Language): string {
  return plainText(houseWords.in(language)(`sector.${sector}`), { language, zone: 'UTC' });
}

function languageName(one: Language, language: Language): string {
  return plainText(houseWords.in(language)(`language.${one}`), { language, zone: 'UTC' });
}
