// The rows of the evaluation as a table: one for each question of each round, as far as any reader may be shown it.
import { plainText } from '#bot/plain-text.ts';
import type { Text } from '#bot/text.ts';
import type { Say } from '#bot/words.ts';
import { type RatingSummary, summarise } from '#exchange/evaluation.ts';
import type { Language } from '#exchange/languages.ts';
import { itemsTold, type Published, published } from '#exchange/publication.ts';
import type { Item } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { ClosedRound } from '#store/records/digest-figures.ts';
import type { FeedbackTally } from '#store/records/feedback.ts';
import { sumOf } from './_digest-people.ts';
import { percentOf } from './_digests.ts';
import type { Key } from './words.ts';

export const columns = [
  'course',
  'title',
  'firstDay',
  'lastDay',
  'set',
  'invited',
  'answered',
  'rate',
  'question',
  'shown',
  'n',
  'favourable',
  'share',
  'low',
  'high',
  'counts',
] as const;

type Cells = Partial<Record<(typeof columns)[number], string | number>>;

interface RowReader {
  readonly say: Say<Key>;
  readonly language: Language;
  /** Below it nothing but how many answered is shown. */
  readonly minimum: number;
}

export function rowsOf(
  round: ClosedRound,
  course: Course,
  { items, tally }: { readonly items: readonly Item[]; readonly tally: FeedbackTally | undefined },
  reader: RowReader,
): readonly (readonly (string | number)[])[] {
  const written = (text: Text) => plainText(text, { language: reader.language, zone: course.zone });
  const { invited, answered } = sumOf([...round.responses.values()]);
  const about: Cells = {
    course: course.id,
    title: course.title,
    firstDay: course.startsOn,
    lastDay: course.endsOn,
    set: written(reader.say(`set.${round.set}`)),
    invited,
    answered,
    rate: percentOf(answered, invited),
  };
  const summary = tally && summarise({ items, tally, answered, attended: invited }, reader.minimum);
  const ratings = new Map(
    summary?.kind === 'full' ? summary.ratings.map((rating) => [rating.item.id, rating]) : [],
  );
  const questions = tally === undefined ? [] : itemsTold(tally);
  const cells = questions.map((id): Cells => {
    const figures =
      tally === undefined ? ({ kind: 'too-few' } as const) : published({ id }, tally, reader.minimum);
    return {
      question: id,
      shown: written(reader.say(`export.shown.${figures.kind}`)),
      ...figuresOf(figures, ratings.get(id)),
    };
  });
  const none: Cells = { shown: written(reader.say('export.shown.too-few')) };
  return (cells.length > 0 ? cells : [none]).map((one) => {
    const row = { ...about, ...one };
    return columns.map((column) => row[column] ?? '');
  });
}

/** Of a rating also how many were favourable, with the interval that the summary gives. */
function figuresOf(figures: Published, rating: RatingSummary | undefined): Cells {
  if (figures.kind === 'too-few') return {};
  if (figures.kind === 'mostly') return { n: figures.n };
  const told: Cells = { n: figures.n, counts: figures.counts.join(' ') };
  if (rating?.kind !== 'figures') return told;
  const { count, share, interval } = rating.favourable;
  const percent = (part: number) => Math.round(1000 * part) / 10;
  return {
    ...told,
    favourable: count,
    share: percent(share),
    ...(interval && { low: percent(interval.low), high: percent(interval.high) }),
  };
}
