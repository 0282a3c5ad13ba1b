// What may be said of a closed questionnaire: the one view that the channels get and /feedback summary shows.
import type { HouseSay } from '#bot/house-words.ts';
import { day, joined, type Text, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { locales } from '#bot/words.ts';
import {
  type EvaluationSummary,
  type FullSummary,
  type RatingSummary,
  summarise,
} from '#exchange/evaluation.ts';
import type { Language } from '#exchange/languages.ts';
import { namesSomebody } from '#exchange/personal-data.ts';
import { type Item, roundIdOf } from '#exchange/questionnaire.ts';
import type { Course } from '#store/records/courses.ts';
import type { Records } from '#store/store.ts';
import { percent } from './_follow.ts';
import { mostly, pictureOf } from './_picture.ts';
import { type FeedbackSay, itemText } from './words.ts';

/** Who reads: their words, and whether they may read comments that could name somebody (product §4.5 R6). */
export interface SummaryReader {
  readonly records: Records;
  readonly say: FeedbackSay;
  readonly house: HouseSay;
  readonly language: Language;
  readonly coordinates: boolean;
}

/** Undefined while the questionnaire is open: before its close there is no summary for anybody. */
export async function summaryOf(records: Records, course: Course): Promise<EvaluationSummary | undefined> {
  const round = await records.feedback.round(roundIdOf(course.id));
  if (round?.state !== 'closed') return undefined;
  const { invited, answered } = await records.feedback.participation(round.id);
  const items = (await records.questionnaires.items(round.questionnaire)) ?? [];
  const { released = 0, tallies = {} } = (await records.feedback.tally(round.id)) ?? {};
  return summarise({ items, released, tallies, completed: answered, attended: invited });
}

export async function summaryView(course: Course, reader: SummaryReader): Promise<View | undefined> {
  const { records, say } = reader;
  const summary = await summaryOf(records, course);
  if (!summary) return undefined;
  const heading: Block = { heading: say('summary.heading', { title: value(course.title) }) };
  const answered: [Text, Text] = [say('summary.responded'), answeredOf(summary, say)];
  const dates: [Text, Text] = [
    say('summary.dates'),
    say('summary.dates.value', { starts: day(course.startsOn), ends: day(course.endsOn) }),
  ];
  if (summary.kind === 'too-few') {
    return [heading, { facts: [dates, answered] }, { paragraph: say('summary.few') }];
  }
  const comments = await commentsFor(course, reader);
  return [
    heading,
    { facts: [dates, answered, [say('summary.adequacy'), say(`adequacy.${summary.adequacy}`)]] },
    pictureOf(course, summary, reader),
    {
      facts: [...summary.ratings.map((rating) => ratingFact(rating, reader)), ...recommendFact(summary, say)],
    },
    ...commentBlocks(course, comments, reader),
    ...withheldBlocks(summary, comments.hidden, say),
    { paragraph: say('summary.next') },
  ];
}

function answeredOf({ completed, attended }: EvaluationSummary, say: FeedbackSay): Text {
  const rate = percent(completed, attended);
  const facts = { answered: completed, invited: attended };
  return rate === undefined
    ? say('status.answered.value', facts)
    : say('status.answered.rate', { ...facts, rate });
}

function ratingFact(rating: RatingSummary, { say, language }: SummaryReader): [Text, Text] {
  const question = itemText(rating.item, say, language);
  if (rating.kind === 'too-few') return [question, say('summary.tooFew')];
  if (rating.kind === 'mostly') return [question, say(mostly(rating.towards))];
  const { distribution, favourable, mean } = rating;
  const decimal = new Intl.NumberFormat(locales[language], {
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const figures = say('summary.figures', {
    favourable: favourable.count,
    n: distribution.n,
    share: Math.round(100 * favourable.share),
    low: Math.round(100 * favourable.interval.low),
    high: Math.round(100 * favourable.interval.high),
    counts: distribution.counts.join(' · '),
    median: decimal.format(distribution.median ?? 0),
  });
  if (!mean) return [question, figures];
  const exact = {
    mean: decimal.format(mean.mean),
    low: decimal.format(mean.low),
    high: decimal.format(mean.high),
  };
  return [question, say('summary.withMean', { figures, mean: say('summary.mean', exact) })];
}

function recommendFact({ recommend }: FullSummary, say: FeedbackSay): readonly [Text, Text][] {
  const question = say('question.recommend');
  if (!recommend) return [[question, say('summary.tooFew')]];
  const { promoters, passives, detractors, nps } = recommend;
  const groups = say('summary.recommend', { promoters, passives, detractors });
  if (!nps) return [[question, groups]];
  const score = say('summary.nps', { score: Math.round(nps.score), error: Math.round(nps.error) });
  return [[question, [...groups, ' – ', ...score]]];
}

export interface Comment {
  readonly item: Item;
  readonly text: string;
}

export interface Comments {
  readonly shown: readonly Comment[];
  /** How many are kept from this reader because they may name somebody. */
  readonly hidden: number;
}

/** Coordinators read all; others those that hold no member's name. */
export async function commentsFor(
  course: Course,
  reader: Pick<SummaryReader, 'records' | 'coordinates'>,
): Promise<Comments> {
  const { feedback, questionnaires } = reader.records;
  const round = await feedback.round(roundIdOf(course.id));
  const items = round && (await questionnaires.items(round.questionnaire));
  const written = round ? await feedback.comments(round.id) : [];
  const all = (items ?? []).flatMap((item) =>
    written.filter((one) => one.item === item.id).map(({ text }) => ({ item, text })),
  );
  if (reader.coordinates || all.length === 0) return { shown: all, hidden: 0 };
  const members = await reader.records.people.search('', { organisation: undefined, most: mostNames });
  const names = members.map((person) => person.name);
  const shown = all.filter((comment) => !namesSomebody(comment.text, names));
  return { shown, hidden: all.length - shown.length };
}

const mostNames = 5_000;

/** As much as fits beside the rest in one message of either platform; whole comments only. */
const charactersShown = 1_500;

function commentBlocks(
  course: Course,
  { shown, hidden }: Comments,
  reader: Pick<SummaryReader, 'say' | 'language'>,
): readonly Block[] {
  const { say } = reader;
  if (shown.length === 0) return hidden > 0 ? [] : [{ paragraph: say('summary.commentsNone') }];
  let room = charactersShown;
  const fitting = shown.filter((comment) => {
    room -= comment.text.length;
    return room >= 0;
  });
  const rest = shown.length - fitting.length;
  const button = {
    label: say('summary.commentsButton'),
    route: route('feedback/summary/comments', course.id, '0'),
  };
  return [
    { paragraph: [{ bold: say('summary.comments') }] },
    ...(fitting.length > 0 ? [{ list: fitting.map((comment) => commentLine(comment, reader)) }] : []),
    ...(rest > 0 ? [{ paragraph: say('summary.commentsMore', { count: rest }) }, { buttons: [button] }] : []),
  ];
}

export function commentLine(
  { item, text }: Comment,
  { say, language }: Pick<SummaryReader, 'say' | 'language'>,
): Text {
  return say('line', { label: itemText(item, say, language), text: value(text) });
}

/** What is kept back, and why. */
function withheldBlocks(summary: FullSummary, hidden: number, say: FeedbackSay): readonly Block[] {
  const count = (kind: RatingSummary['kind']) =>
    summary.ratings.filter((rating) => rating.kind === kind).length;
  const tooFew = count('too-few') + (summary.recommend ? 0 : 1);
  const lines: Text[] = [
    ...(summary.completed < 10 ? [say('summary.withheld.means')] : []),
    ...(count('mostly') > 0 ? [say('summary.withheld.mostly', { count: count('mostly') })] : []),
    ...(tooFew > 0 ? [say('summary.withheld.tooFew', { count: tooFew })] : []),
    ...(hidden > 0 ? [say('summary.commentsHidden', { count: hidden })] : []),
  ];
  if (lines.length === 0) return [];
  return [
    { paragraph: say('line', { label: [{ bold: say('summary.withheld') }], text: joined(lines, ' ') }) },
  ];
}
