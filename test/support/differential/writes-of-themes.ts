// The writes of themes, with what they may be given, and their reads.
import { type Given, invited } from './given.ts';
import type { World } from './world.ts';

const themeOf = (w: World) => w.pick(['practice', 'time', w.row('themes')?.id ?? 'thm-none']);

const counts = (w: World) => ({
  wrote: w.number(0, 30),
  quotable: w.number(0, 30),
  confidential: w.number(0, 3),
  themes: w.pick<object>([{}, { practice: w.number(1, 9) }, { time: 3, [themeOf(w)]: w.number(1, 9) }]),
});

/** Each with how often it is chosen. */
export const writesOfThemes = {
  'themes.set': [
    1,
    (w) => [
      {
        id: w.pick([undefined, themeOf(w)]),
        names: { en: w.text(), fr: w.text(), es: w.text(), ar: w.text() },
        keywords: { en: [w.text()], fr: [], es: [w.text(), w.text()], ar: [] },
        dropped: w.often(0.3),
      },
    ],
  ],
  'themes.count': [2, (w) => [invited(w)[0], w.number(5, 12), counts(w)]],
  'themes.paraphrase': [
    2,
    (w) => [
      invited(w)[0],
      themeOf(w),
      w.pick<object>([{}, { en: w.text() }, { ar: w.text(), fr: w.text() }]),
    ],
  ],
} satisfies Readonly<Record<string, readonly [weight: number, given: Given]>>;

export const readsOfThemes: Readonly<Record<string, Given>> = {
  'themes.changed': () => [],
  'themes.ofRound': (w) => [w.row('commentCounts')?.round ?? invited(w)[0]],
  'themes.uncounted': (w) => [w.most()],
};
