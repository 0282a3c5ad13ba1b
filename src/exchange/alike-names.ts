// Whether two names may be one person's: whatever the case, the accents, the order of the words, or the script.
import { searchKey } from './text-input.ts';

/**
 * What Arabic letters and Latin ones have in common once vowels are left out, which nobody transcribes twice alike:
 * `محمد`, `Mohammed` and `Muhamad` are one. Coarse on purpose: it only ever asks whether somebody is meant twice.
 */
const sounds: Readonly<Record<string, string>> = {
  ...{ ب: 'b', ت: 't', ث: 't', ج: 'j', ح: 'h', خ: 'k', د: 'd', ذ: 'd', ر: 'r', ز: 'z', س: 's', ش: 's' },
  ...{ ص: 's', ض: 'd', ط: 't', ظ: 'z', غ: 'g', ف: 'f', ق: 'k', ك: 'k', ل: 'l', م: 'm', ن: 'n', ه: 'h' },
  ...{ q: 'k', c: 'k', v: 'f', p: 'b' },
};
const digraphs: readonly (readonly [written: RegExp, sound: string])[] = [
  [/kh/g, 'k'],
  [/gh/g, 'g'],
  [/sh|ch/g, 's'],
  [/th/g, 't'],
  [/dh/g, 'd'],
  [/dj/g, 'j'],
];
const article = /^(?:[ae]l(?:[-']|$)|ال)/;
const arabic = /\p{Script=Arabic}/u;

export function mayBeOne(one: string, other: string): boolean {
  if (wordsOf(one).join(' ') === wordsOf(other).join(' ')) return wordsOf(one).length > 0;
  // Within one script whoever is spelt otherwise is called otherwise.
  if (arabic.test(one) === arabic.test(other)) return false;
  const skeleton = skeletonOf(one);
  return skeleton.length >= shortestSkeleton && skeleton === skeletonOf(other);
}

/** Fewer consonants stand in too many names. */
const shortestSkeleton = 4;

/** In no order: some put the family first. */
function wordsOf(name: string): readonly string[] {
  return searchKey(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .sort();
}

function skeletonOf(name: string): string {
  return searchKey(name)
    .split(/[\s.,]+/u)
    .map((word) => consonantsOf(word))
    .filter((word) => word !== '')
    .sort()
    .join(' ');
}

function consonantsOf(word: string): string {
  const latin = digraphs.reduce(
    (text, [written, sound]) => text.replace(written, sound),
    word.replace(article, ''),
  );
  const heard = [...latin].map((letter) => sounds[letter] ?? letter).join('');
  // Neither vowels, nor what may be written as one, nor whatever is written double; a last h is heard as a vowel.
  return heard
    .replace(/[^bdfghjklmnrstz]/g, '')
    .replace(/(.)\1+/g, '$1')
    .replace(/(?<=.)h$/, '');
}
