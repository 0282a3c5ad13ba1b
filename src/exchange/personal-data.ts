// Finds in what people wrote freely what may say who somebody is: ways to reach them, numbers that stand for them, names.
import { foldDigits } from './local-time.ts';
import { searchKey } from './text-input.ts';

const mailAddress = /[^\s@<>]+@[^\s@<>]+\.[^\s@<>.,;:!?()؟،؛»”"']{2,}/u;

/** Nine digits or more with the signs that people write between them: a day or two years have eight. */
const phoneNumber = /\+?\d(?:[\s().\-/\u2010-\u2015]{0,2}\d){8,}/u;

/** The first e-mail address or telephone number in a text, as it was written; undefined when there is none. */
export function contactDetailIn(text: string): string | undefined {
  const folded = foldDigits(text.normalize('NFKC'));
  return mailAddress.exec(folded)?.[0] ?? phoneNumber.exec(folded)?.[0];
}

/** Numbers of a person, each with the word that says so; a word between them is borne. */
const numberOfPerson =
  /(?<!\p{L})(?:passport|badge|warrant card|service|staff|employee|force|collar|national id|id card|identity card|passeport|matricule|carte d['’]identité|pièce d['’]identité|pasaporte|c[ée]dula|dni|nie|curp|carn[ée]|placa|legajo|documento de identidad|جواز(?: السفر)?|الهوية|هويتي|الرقم الوطني|الرقم الوظيفي|الرقم العسكري|رقمي)(?:[ .:#-]|n[°ºo]\.?|no\.?|number|num[ée]ro|núm\.?|nr\.?|رقم|is|was|est|es|هو){0,4}[ :#]*(?=[a-z\d/.-]*\d{4})[a-z\d][a-z\d/.-]{3,}/iu;

/** An account at a bank, and what stands on passports and identity cards: letters and at least six digits. */
const numberOfPaper =
  /(?<![\p{L}\p{N}])(?:[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,4})?|[A-Z]{1,3}[ -]?\d{6,9}[A-Z]?|\d{7,8}[ -]?[A-Z])(?![\p{L}\p{N}])/u;

/** Where somebody shows themselves. */
const ownPage =
  /(?:https?:\/\/|www\.|(?<![\p{L}\p{N}.]))(?:[a-z]{2}\.)?(?:linkedin|facebook|instagram|twitter|tiktok|x|t|wa)\.(?:com|me)\/\S+/iu;

/** How somebody is called on a platform; taken out, and never in the way of whoever writes. */
const handle = /(?<![\p{L}\p{N}.])@\w[\w.]+\w|<@!?\w+>/u;

const identities = [numberOfPerson, numberOfPaper, ownPage];

/** The first number or page that stands for one person, as it was written; undefined when there is none. */
export function identityIn(text: string): string | undefined {
  const folded = foldDigits(text.normalize('NFKC'));
  return identities.map((pattern) => pattern.exec(folded)?.[0]).find((found) => found !== undefined);
}

/** Where something stood that leads to somebody; the same in every language. */
export const removedDetail = '[•••]';

/** The text without ways to reach somebody and numbers that stand for them; the same text where there are none. */
export function withoutDetails(text: string): string {
  const folded = foldDigits(text.normalize('NFKC'));
  const clean = [mailAddress, phoneNumber, ...identities, handle].reduce(
    (left, pattern) => left.replace(new RegExp(pattern, `${pattern.flags}g`), removedDetail),
    folded,
  );
  return clean === folded ? text : clean;
}

/** A part of a name so short is also a word, or part of many names. */
const shortestPart = 4;

/**
 * Says of texts whether they hold one of the names, or one of its longer parts, as a word of its own. It would rather
 * find a name that is only a word than miss one: what it finds is shown to fewer people, never thrown away.
 */
export function nameFinder(names: readonly string[]): (text: string) => boolean {
  const telling = new Set<string>();
  const short: (readonly string[])[] = [];
  for (const name of names) {
    const parts = wordsOf(name);
    const long = parts.filter((part) => part.length >= shortestPart);
    for (const part of long) telling.add(part);
    if (long.length === 0 && parts.length > 0) short.push(parts);
  }
  return (text) => {
    const words = wordsOf(text);
    if (words.some((word) => telling.has(word))) return true;
    if (short.length === 0) return false;
    const there = new Set(words);
    return short.some((parts) => parts.every((part) => there.has(part)));
  };
}

export function namesSomebody(text: string, names: readonly string[]): boolean {
  return nameFinder(names)(text);
}

function wordsOf(text: string): readonly string[] {
  return searchKey(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}
