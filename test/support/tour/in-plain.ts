// What a screen reader would say of a drawing or a form: something, all of it filled in, and none of our own keys.

import { plainText } from '#bot/plain-text.ts';
import type { Text } from '#bot/text.ts';
import type { Language } from '#exchange/languages.ts';
import { wordingOf } from './readings.ts';
import type { Wording } from './wording.ts';

export interface Said {
  readonly texts: readonly Text[];
  readonly language: Language;
  readonly zone: string;
}

/** `keys` are those of every words file. */
export function problemsInPlain(
  { texts, ...reader }: Said,
  keys: ReadonlySet<string>,
  manner: Wording['manner'],
): readonly string[] {
  const problems: string[] = texts.length === 0 ? ['says nothing'] : [];
  for (const text of texts) {
    const said = plainText(text, reader);
    const own = wordingOf(text);
    const wrong = [
      said.trim() === '' && 'empty',
      /undefined|\[object |NaN|Invalid Date/u.test(said) && 'not filled in',
      /[{}<>]/u.test(own) && 'a gap or a tag is left',
      own.split(/[\s“”"«»()،,;:]+/u).some((word) => keys.has(word)) && 'a raw key',
      manner === 'hostile' && /😀|@everyone|javascript:/u.test(own) && 'typed words pass for ours',
    ].filter((one) => one !== false);
    problems.push(...wrong.map((what) => `${what}: ${said}`));
  }
  return problems;
}
