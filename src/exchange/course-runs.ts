// Which earlier course one is a further run of, so that the two can be compared: by itself, or as somebody has said.
import { foldDigits } from './local-time.ts';

/** A course that may be a run of another. Days are `2027-06-01`. */
export interface Run {
  readonly id: string;
  readonly title: string;
  readonly startsOn: string;
  readonly endsOn: string;
}

/**
 * What stays of a title when everything goes that tells one run from another: years, numbers with their endings, Roman
 * numerals that stand alone, signs and capitals.
 */
export function seriesTitle(title: string): string {
  const plain = foldDigits(title.normalize('NFKC')).toLowerCase();
  const words = plain
    .replaceAll(numbered, ' ')
    .split(/[^\p{L}\p{M}]+/u)
    .filter((word, at) => word !== '' && !(at > 0 && romanNumeral.test(word)));
  return words.length > 0 ? words.join(' ') : plain.trim();
}

const numbered = /\p{N}+(?:st|nd|rd|th|er|re|e|ème|eme|\.?[ao])?(?![\p{L}\p{M}])/gu;
const romanNumeral = /^(?:x{0,3})(?:ix|iv|v?i{0,3})$/;

/** The latest of the same series that was over before this one began; `earlier` are courses of the same organisation. */
export function previousRunOf(course: Run, earlier: readonly Run[]): Run | undefined {
  const series = seriesTitle(course.title);
  return earlier
    .filter(
      ({ id, title, endsOn }) =>
        id !== course.id && endsOn < course.startsOn && seriesTitle(title) === series,
    )
    .toSorted((one, other) =>
      one.endsOn === other.endsOn ? (one.id < other.id ? -1 : 1) : one.endsOn < other.endsOn ? 1 : -1,
    )[0];
}
