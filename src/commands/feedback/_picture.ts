// The picture of a summary: one row for each rated question, with its words for those who cannot see it.
import type { Chart, ChartRow } from '#bot/chart.ts';
import { plainText } from '#bot/plain-text.ts';
import { joined, type Text, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import type { FullSummary, RatingSummary } from '#exchange/evaluation.ts';
import type { Language } from '#exchange/languages.ts';
import type { Course } from '#store/records/courses.ts';
import { percent } from './_follow.ts';
import { type FeedbackSay, itemText } from './words.ts';

interface PictureReader {
  readonly say: FeedbackSay;
  readonly language: Language;
}

export function pictureOf(course: Course, summary: FullSummary, { say, language }: PictureReader): Block {
  const plain = (text: Text) => plainText(text, { language, zone: course.zone });
  const { completed, attended, ratings } = summary;
  const image: Chart = {
    kind: 'distribution',
    language,
    title: plain(say('chart.title', { title: value(course.title) })),
    scale: { low: plain(say('chart.low')), high: plain(say('chart.high')) },
    headings: { share: plain(say('chart.share')), n: plain(say('chart.n')) },
    rows: ratings.map((rating) => rowOf(rating, { say, language }, plain)),
    note: plain(say('chart.note', { completed, attended, rate: percent(completed, attended) ?? 0 })),
  };
  const rows = joined(
    ratings.map((rating) => spokenRow(rating, { say, language })),
    ' ',
  );
  return { image, alt: say('chart.alt', { rows }) };
}

function rowOf(
  rating: RatingSummary,
  { say, language }: PictureReader,
  plain: (text: Text) => string,
): ChartRow {
  const label = plain(itemText(rating.item, say, language));
  if (rating.kind === 'too-few') return { label, withheld: plain(say('chart.withheld')) };
  if (rating.kind === 'mostly') return { label, withheld: plain(say(mostly(rating.towards))) };
  const { counts, n } = rating.distribution;
  const { share, interval } = rating.favourable;
  return { label, counts, n, share: { value: share, low: interval.low, high: interval.high } };
}

function spokenRow(rating: RatingSummary, { say, language }: PictureReader): Text {
  const question = itemText(rating.item, say, language);
  if (rating.kind === 'too-few') return say('line', { label: question, text: say('chart.withheld') });
  if (rating.kind === 'mostly') return say('line', { label: question, text: say(mostly(rating.towards)) });
  return say('chart.alt.row', { question, favourable: rating.favourable.count, n: rating.distribution.n });
}

export function mostly(towards: 'favourable' | 'unfavourable') {
  return towards === 'favourable' ? 'summary.mostlyFavourable' : 'summary.mostlyUnfavourable';
}
