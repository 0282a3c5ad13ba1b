// How the figures of an evaluation are said: one line each, with what they leave out.
import { type Text, value } from '#bot/text.ts';
import { locales } from '#bot/words.ts';
import type {
  ChoiceSummary,
  PlacedRating,
  RatingSummary,
  RecommendSummary,
  ScoresSummary,
} from '#exchange/evaluation.ts';
import type { Language } from '#exchange/languages.ts';
import type { GainFigures, LearningGain } from '#exchange/learning-gain.ts';
import type { Item } from '#exchange/questionnaire.ts';
import { type FeedbackSay, itemText, type Key } from './words.ts';

export interface FigureReader {
  readonly say: FeedbackSay;
  readonly language: Language;
}

export function percentOf(share: number): number {
  return Math.round(100 * share);
}

/** With as many digits after the point, in the reader's language. */
export function decimal(number: number, digits: number, language: Language): string {
  const form = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locales[language], form).format(number);
}

/** With its sign. */
export function signed(number: number, language: Language): string {
  return new Intl.NumberFormat(locales[language], {
    signDisplay: 'exceptZero',
    maximumFractionDigits: 0,
  }).format(number);
}

const lies = {
  favourable: 'summary.mostlyFavourable',
  'not-favourable': 'summary.mostlyUnfavourable',
  'one-answer': 'summary.mostlyOne',
  divided: 'summary.mostlyDivided',
} as const satisfies Record<Extract<RatingSummary, { kind: 'mostly' }>['towards'], Key>;

const recommends = {
  ...lies,
  favourable: 'summary.mostlyWould',
  'not-favourable': 'summary.mostlyWouldNot',
} as const satisfies Record<keyof typeof lies, Key>;

/** Why there are no figures. */
export function keptBack(
  summary: Exclude<RatingSummary, { readonly kind: 'figures' }>,
  say: FeedbackSay,
): Text {
  if (summary.kind === 'too-few') return say('summary.tooFew');
  return say((summary.item.kind === 'recommend' ? recommends : lies)[summary.towards]);
}

function withAside(figures: Text, aside: number, say: FeedbackSay): Text {
  return aside === 0 ? figures : say('summary.aside', { figures, count: aside });
}

/** For the few that stand out: the share alone, with its interval. */
export function ratingLine(rating: PlacedRating, { say, language }: FigureReader): Text {
  const question = itemText(rating.item, say, language);
  if (rating.kind !== 'figures') return say('line', { label: question, text: shareText(rating, say) });
  const { count, share, interval } = rating.favourable;
  const said = { question, favourable: count, n: rating.n, share: percentOf(share) };
  const ends = endsOf(interval);
  return ends ? say('summary.line', { ...said, ...ends }) : say('summary.lineAlone', said);
}

/** In per cent; undefined where nothing is uncertain, because everybody answered. */
export function endsOf(
  interval: { readonly low: number; readonly high: number } | undefined,
): { readonly low: number; readonly high: number } | undefined {
  if (!interval || interval.low === interval.high) return undefined;
  return { low: percentOf(interval.low), high: percentOf(interval.high) };
}

/** The favourable share in a word. */
export function shareText(rating: PlacedRating, say: FeedbackSay): Text {
  if (rating.kind === 'figures') return say('summary.share', { share: percentOf(rating.favourable.share) });
  return say(rating.towards === 'favourable' ? 'summary.high' : 'summary.low');
}

/** Everything that may be said of a rating. */
export function ratingFact(rating: RatingSummary, { say, language }: FigureReader): [Text, Text] {
  const question = itemText(rating.item, say, language);
  if (rating.kind !== 'figures') return [question, keptBack(rating, say)];
  const { counts, n, aside, favourable, median, mean } = rating;
  const said = {
    favourable: favourable.count,
    n,
    share: percentOf(favourable.share),
    counts: counts.join(' · '),
    median: decimal(median ?? 0, 1, language),
  };
  const ends = endsOf(favourable.interval);
  const figures = ends ? say('summary.figures', { ...said, ...ends }) : say('summary.figuresAlone', said);
  if (!mean) return [question, withAside(figures, aside, say)];
  const exact = {
    mean: decimal(mean.mean, 1, language),
    low: decimal(mean.low, 1, language),
    high: decimal(mean.high, 1, language),
  };
  return [question, say('summary.withMean', { figures, mean: say('summary.mean', exact) })];
}

export function recommendText(summary: RecommendSummary, say: FeedbackSay): Text {
  if (summary.kind !== 'figures') return keptBack(summary, say);
  const { groups, nps, aside } = summary;
  const said = say('summary.recommend', { ...groups });
  if (!nps) return withAside(said, aside, say);
  const score = say('summary.nps', { score: Math.round(nps.score), error: Math.round(nps.error) });
  return [...said, ' – ', ...score];
}

export function choiceFact(choice: ChoiceSummary, { say, language }: FigureReader): [Text, Text] {
  const { item } = choice;
  const question = itemText(item, say, language);
  if (choice.kind !== 'figures') return [question, keptBack(choice, say)];
  const chosen = (item.options ?? []).map((_, at) =>
    say('summary.chosen', { option: optionText(item, at, say, language), count: choice.counts[at] ?? 0 }),
  );
  const figures = chosen.flatMap((text, at) => (at === 0 ? text : [' · ', ...text]));
  return [question, withAside(figures, choice.aside, say)];
}

function optionText(item: Item, at: number, say: FeedbackSay, language: Language): Text {
  const option = item.options?.[at] ?? '';
  const worded = item.texts?.[language].options?.[at];
  return worded === undefined ? itemText({ id: `${item.id}.${option}` }, say, language) : [value(worded)];
}

export function scoresText(scores: ScoresSummary, { say, language }: FigureReader): Text {
  if (scores.kind === 'too-few') return say('summary.tooFew');
  if (scores.kind === 'alike') return say('summary.mostlyOne');
  const { n, median, questions, counts, aside } = scores;
  const said = { n, median: decimal(median, 1, language), questions, counts: counts.join(' · ') };
  return withAside(say('summary.scores', said), aside, say);
}

/** The one line of a summary; the signs alone under six pairs. */
export function gainText({ pairs, signs, figures }: LearningGain, { say, language }: FigureReader): Text {
  if (!figures) return say('summary.gain.signs', { ...signs, pairs });
  return say('summary.gain', {
    before: Math.round(figures.before),
    after: Math.round(figures.after),
    gain: signed(figures.gain, language),
    low: signed(figures.interval.low, language),
    high: signed(figures.interval.high, language),
    pairs,
  });
}

/** What whoever knows statistics asks for besides, and Hake's gain with its caution. */
export function gainDetails(
  { effect, wilcoxon, normalised }: GainFigures,
  { say, language }: FigureReader,
): readonly Text[] {
  return [
    ...(effect === undefined ? [] : [say('summary.gain.effect', { effect: decimal(effect, 2, language) })]),
    ...(wilcoxon === undefined ? [] : [say('summary.gain.p', { p: decimal(wilcoxon, 3, language) })]),
    ...(normalised === undefined
      ? []
      : [
          say('summary.gain.normalised', {
            value: decimal(normalised.value, 2, language),
            band: say(`summary.band.${normalised.band}`),
          }),
        ]),
  ];
}
