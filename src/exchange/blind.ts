// What a reviewer may know of a nominee: a band instead of a rank, and a reason without the names that stand in it.
import { countrySearchKeys } from './countries.ts';
import { searchKey } from './text-input.ts';

/** Where names stood; the same in every language. */
export const removedName = '[•••]';

/** Words of an organisation's name that say what it is, not which one. Folded, in the four languages. */
const generic = new Set(
  (
    'police policing service services national force forces department academy institute school college training office unit ' +
    'ministry interior justice general directorate directorat state federal royal republic customs immigration border guard ' +
    'security public criminal investigation investigations bureau agency command centre center the and for ' +
    'nationale nationaux direction generale ministere interieur ecole academie institut surete gendarmerie securite publique des les aux ' +
    'policia nacional direccion ministerio escuela academia instituto guardia civil seguridad publica federal del las los ' +
    'الشرطه شرطه الامن امن العام وزاره الداخليه المديريه العامه مديريه اكاديميه الاكاديميه المعهد معهد كليه الوطني الوطنيه الملكي المملكه جمهوريه'
  )
    .split(' ')
    .map(searchKey),
);

/** Shorter parts of a person's name are words of some language. */
const shortestPart = 3;

export interface Named {
  /** Names of people, such as the nominee and the nominator. */
  readonly people: readonly string[];
  readonly organisations: readonly string[];
  /** Country codes of the organisations. */
  readonly countries: readonly string[];
}

/**
 * The text with the mark in the place of every name, or part of one, that leads to somebody: whatever the case, the marks
 * on letters, or what Arabic writes before a word. Rather takes out too much. What is spelt in another script is not
 * found: that is for whoever nominates to leave out.
 */
export function withoutNames(text: string, { people, organisations, countries }: Named): string {
  const parts = new Set([
    ...people.flatMap(wordsOf).filter((word) => word.length >= shortestPart),
    ...organisations.flatMap(wordsOf).filter((word) => word.length >= shortestPart && !generic.has(word)),
  ]);
  const wholes = [...people, ...organisations, ...countries.flatMap((code) => countrySearchKeys(code))]
    .map(wordsOf)
    .filter((words) => words.join('').length >= shortestPart);
  const words = [...text.matchAll(word)].map((found) => ({
    from: found.index,
    until: found.index + found[0].length,
    keys: keysOf(found[0]),
  }));
  const taken = words.map(({ keys }) => keys.some((key) => parts.has(key)));
  for (const whole of wholes)
    for (let at = 0; at + whole.length <= words.length; at += 1)
      if (whole.every((part, next) => words[at + next]?.keys.includes(part)))
        taken.fill(true, at, at + whole.length);

  let clean = '';
  let copied = 0;
  for (const [at, { from, until }] of words.entries()) {
    if (!taken[at]) continue;
    const isJoined = at > 0 && taken[at - 1] && /^[\s\p{P}]*$/u.test(text.slice(copied, from));
    if (!isJoined) clean += text.slice(copied, from) + removedName;
    copied = until;
  }
  return clean + text.slice(copied);
}

const word = /[\p{L}\p{N}\p{M}]+/gu;

function wordsOf(name: string): readonly string[] {
  return searchKey(name).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** As it is, and without what Arabic joins to the beginning of a word: and, so, by, for, like, and the article. */
function keysOf(written: string): readonly string[] {
  const key = searchKey(written);
  const bare = key.replace(/^[وف]?[بلك]?(?:ال)?/u, '');
  const keepsArticle = key.replace(/^[وف]?[بلك]?(?=ال)/u, '');
  return [...new Set([key, bare, keepsArticle, `ال${bare}`])].filter((one) => one !== '' && one !== 'ال');
}

/** Wide enough that a band leads to nobody. */
export const rankBands = ['constable', 'supervisor', 'inspector', 'senior', 'other'] as const;

export type RankBand = (typeof rankBands)[number];

/** Beginnings of words, folded. The first band that fits from the top: a deputy commissioner is senior. */
const bands: readonly (readonly [RankBand, string])[] = [
  [
    'senior',
    'superintend|commission|colonel|lieutenant colonel|brigadier|general|director|chief|major|commandant|prefet|controleur|coronel|comisari|jefe|directeur|عقيد|عميد|لواء|فريق|مقدم|رائد|مدير|مفوض',
  ],
  ['inspector', 'inspect|captain|lieutenant|capitaine|capitan|teniente|oficial|officier|نقيب|ملازم|مفتش'],
  [
    'supervisor',
    'sergeant|sergent|sargento|subinspect|sub-inspect|corporal|brigadier-chef|cabo|caporal|subofficial|suboficial|رقيب|عريف|مساعد',
  ],
  ['constable', 'constable|officer|agent|gardien|policia|guardia|private|trooper|patrol|شرطي|جندي|وكيل'],
];

const readBands = bands.map(([band, words]): readonly [RankBand, RegExp] => [
  band,
  new RegExp(`(?:^|[^\\p{L}])(?:ال)?(?:${searchKeys(words)})`, 'u'),
]);

function searchKeys(words: string): string {
  return words.split('|').map(searchKey).join('|');
}

/** Which band a rank lies in, as it was written; `other` where it cannot be told. */
export function rankBandOf(rank: string): RankBand {
  const key = searchKey(rank);
  // A sub-inspector is none yet, and a lieutenant colonel one no more.
  if (/(?:^|[^\p{L}])sub-? ?inspect/u.test(key)) return 'supervisor';
  return readBands.find(([, pattern]) => pattern.test(key))?.[0] ?? 'other';
}
