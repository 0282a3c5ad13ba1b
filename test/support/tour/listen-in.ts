// Hears which sentences of the words files are said, by whoever says them.
import type { Words } from '#bot/words.ts';

/** For each of the words, the keys that are said from now on. */
export function listenIn(all: ReadonlySet<Words>): ReadonlyMap<Words, ReadonlySet<string>> {
  const heard = new Map<Words, ReadonlySet<string>>();
  for (const words of all) {
    const keys = new Set<string>();
    const inLanguage = words.in;
    const listening: Words['in'] = (language) => (key, facts) => {
      keys.add(key);
      return inLanguage(language)(key, facts);
    };
    Object.assign(words, { in: listening });
    heard.set(words, keys);
  }
  return heard;
}
