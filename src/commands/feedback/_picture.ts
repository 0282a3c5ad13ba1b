// The picture of a set: one row for each rated question beside the last run, who would recommend it, and all of it in words.
import type { Chart, ChartRow, RecommendSection } from '#bot/chart.ts';
import { plainText } from '#bot/plain-text.ts';
import { day, joined, type Text, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import type { FullSummary, RatingSummary, RecommendSummary } from '#exchange/evaluation.ts';
import type { EvaluatedSet, Subject } from './_evaluated.ts';
import { endsOf, type FigureReader, keptBack, percentOf, recommendText } from './_figures.ts';
import { percent } from './_follow.ts';
import { itemText } from './words.ts';

type Plain = (text: Text) => string;
type Since = EvaluatedSet['since'];

/** Undefined for a set that asked no ratings. */
export function pictureOf(
  subject: Subject,
  summary: FullSummary,
  since: Since,
  reader: FigureReader,
): Block | undefined {
  const { say, language } = reader;
  const plain: Plain = (text) => plainText(text, { language, zone: subject.zone });
  const { answered, attended, ratings, recommend } = summary;
  if (ratings.length === 0) return undefined;
  const section = recommend && recommendSection(recommend, reader, plain);
  const rows = ratings.map((rating) => rowOf(rating, since, reader, plain));
  const image: Chart = {
    kind: 'distribution',
    language,
    title: plain(say('chart.title', { title: value(subject.title) })),
    scale: { low: plain(say('chart.low')), high: plain(say('chart.high')) },
    headings: { share: plain(say('chart.share')), n: plain(say('chart.n')) },
    rows: section && 'withheld' in section ? [...rows, section] : rows,
    note: plain(say('chart.note', { completed: answered, attended, rate: percent(answered, attended) ?? 0 })),
    ...(since && since.changes.length > 0 && { previous: plain(previousRun(since, reader)) }),
    ...(section && !('withheld' in section) && { recommend: section }),
  };
  return { image, alt: say('chart.alt', { rows: spoken(summary, since, reader) }) };
}

function previousRun({ run }: NonNullable<Since>, { say }: FigureReader): Text {
  return say('chart.previous', { title: value(run.title), ends: day(run.endsOn) });
}

function beforeOf(rating: RatingSummary, since: Since) {
  return since?.changes.find(({ item }) => item.id === rating.item.id)?.before;
}

function rowOf(rating: RatingSummary, since: Since, { say, language }: FigureReader, plain: Plain): ChartRow {
  const label = plain(itemText(rating.item, say, language));
  if (rating.kind !== 'figures') return { label, withheld: plain(keptBack(rating, say)) };
  const { counts, n, favourable } = rating;
  const before = beforeOf(rating, since);
  return {
    label,
    counts,
    n,
    ...(favourable.interval && { share: { value: favourable.share, ...favourable.interval } }),
    ...(before && { previous: { value: before.share, ...before.interval } }),
  };
}

function recommendSection(
  summary: RecommendSummary,
  { say, language }: FigureReader,
  plain: Plain,
): RecommendSection | Extract<ChartRow, { withheld: string }> {
  const label = plain(itemText(summary.item, say, language));
  if (summary.kind !== 'figures') return { label, withheld: plain(keptBack(summary, say)) };
  const { counts, groups, nps } = summary;
  const score = nps && { score: Math.round(nps.score), error: Math.round(nps.error) };
  return {
    label,
    counts,
    sentence: plain(say('summary.recommend', { ...groups })),
    ...(score && {
      score: { heading: plain(say('chart.score')), value: plain(say('chart.score.value', score)) },
    }),
  };
}

/** The same as the picture, question by question. */
function spoken({ ratings, recommend }: FullSummary, since: Since, reader: FigureReader): Text {
  const { say } = reader;
  const rows = ratings.map((rating) => spokenRow(rating, since, reader));
  const last = recommend && [spokenRecommend(recommend, reader)];
  const run =
    since && since.changes.length > 0 ? [say('chart.alt.previous', { run: previousRun(since, reader) })] : [];
  return joined([...rows, ...(last ?? []), ...run], ' ');
}

function spokenRow(rating: RatingSummary, since: Since, { say, language }: FigureReader): Text {
  const question = itemText(rating.item, say, language);
  if (rating.kind !== 'figures') return say('line', { label: question, text: keptBack(rating, say) });
  const { counts, n, favourable } = rating;
  const { count, share } = favourable;
  const ends = endsOf(favourable.interval);
  const said = { question, favourable: count, n, share: percentOf(share), counts: counts.join(' · ') };
  const row = ends ? say('chart.alt.row', { ...said, ...ends }) : say('chart.alt.rowAlone', said);
  const before = beforeOf(rating, since);
  return before ? joined([row, say('chart.alt.before', { share: percentOf(before.share) })], ' ') : row;
}

function spokenRecommend(summary: RecommendSummary, { say, language }: FigureReader): Text {
  const label = itemText(summary.item, say, language);
  const text = recommendText(summary, say);
  if (summary.kind !== 'figures') return say('line', { label, text });
  return say('chart.alt.recommend', { question: label, groups: text, counts: summary.counts.join(' · ') });
}
