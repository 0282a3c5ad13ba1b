// What may be said of a closed questionnaire, on one screen: the view that the hub and managers get and /feedback summary shows.
import { day, joined, type Text, value } from '#bot/text.ts';
import { type Block, type Button, route, type View } from '#bot/view.ts';
import { type Change, type FullSummary, type RatingSummary, standingOut } from '#exchange/evaluation.ts';
import type { Records } from '#store/store.ts';
import { actionLine, ownersOf } from './_actions.ts';
import { type EvaluatedSet, type Evaluation, evaluationOf, previousOf, type Subject } from './_evaluated.ts';
import {
  choiceFact,
  type FigureReader,
  gainDetails,
  gainText,
  percentOf,
  ratingFact,
  ratingLine,
  recommendText,
  scoresText,
} from './_figures.ts';
import { percent } from './_follow.ts';
import { pictureOf } from './_picture.ts';
import { testPictureOf } from './_test-picture.ts';
import { notShown, type ThemesPart, themesPart } from './_themes.ts';
import { type FeedbackSay, itemText } from './words.ts';

export interface SummaryReader extends FigureReader {
  readonly records: Records;
  readonly now: number;
  readonly zone: string;
}

/** Undefined while nothing has closed. */
export async function summaryView(subject: Subject, reader: SummaryReader): Promise<View | undefined> {
  const { records, say } = reader;
  const evaluation = await evaluationOf(records, subject);
  if (!evaluation) return undefined;
  const { sets, tests } = evaluation;
  const themes = await themesIn(evaluation, reader);
  const full = sets.some(({ summary }) => summary.kind === 'full') || tests !== undefined;
  return [
    { heading: say('summary.heading', { title: value(subject.title) }) },
    ...dateBlocks(subject, say),
    ...sets.flatMap((set) => setBlocks(subject, set, sets.length > 1, reader)),
    ...(tests ? [testPictureOf(subject, tests, reader), { facts: [learned(evaluation, reader)] }] : []),
    ...themes.blocks,
    ...(await actionBlocks(subject, reader)),
    ...withheldBlocks(evaluation, themes, say),
    ...(full ? [{ buttons: buttonsOf(subject, say) }] : []),
  ];
}

export function dateBlocks({ startsOn, endsOn }: Subject, say: FeedbackSay): readonly Block[] {
  if (startsOn === undefined || endsOn === undefined) return [];
  const days = say('summary.dates.value', { starts: day(startsOn), ends: day(endsOn) });
  return [{ facts: [[say('summary.dates'), days]] }];
}

function setBlocks(
  subject: Subject,
  set: EvaluatedSet,
  isOneOfSeveral: boolean,
  reader: SummaryReader,
): readonly Block[] {
  const { say } = reader;
  const { round, summary, since } = set;
  const name: readonly Block[] = isOneOfSeveral ? [{ paragraph: [{ bold: say(setName(round.set)) }] }] : [];
  const answered: [Text, Text] = [say('summary.responded'), answeredOf(summary, say)];
  if (summary.kind === 'too-few') return [...name, { facts: [answered] }, { paragraph: say('summary.few') }];
  const picture = pictureOf(subject, summary, since, reader);
  const carries: [Text, Text] = [say('summary.adequacy'), say(`adequacy.${summary.adequacy}`)];
  return [
    ...name,
    { facts: [answered, carries] },
    ...(picture ? [picture] : []),
    ...standingBlocks(summary, reader),
    { facts: [...recommendFacts(summary, reader), ...sinceFacts(since, reader)] },
  ].filter((block) => !('facts' in block) || block.facts.length > 0);
}

function setName(set: EvaluatedSet['round']['set']) {
  return set === 'after-action' ? 'summary.set.after-action' : 'summary.set.reaction';
}

export function answeredOf(
  { answered, attended }: { readonly answered: number; readonly attended: number },
  say: FeedbackSay,
): Text {
  const rate = percent(answered, attended);
  const facts = { answered, invited: attended };
  return rate === undefined
    ? say('status.answered.value', facts)
    : say('status.answered.rate', { ...facts, rate });
}

function standingBlocks({ ratings }: FullSummary, reader: SummaryReader): readonly Block[] {
  const { strongest, weakest } = standingOut(ratings);
  const part = (key: 'summary.strongest' | 'summary.weakest', some: typeof strongest): readonly Block[] =>
    some.length === 0
      ? []
      : [
          { paragraph: [{ bold: reader.say(key) }] },
          { list: some.map((rating) => ratingLine(rating, reader)) },
        ];
  return [...part('summary.strongest', strongest), ...part('summary.weakest', weakest)];
}

function recommendFacts(
  { recommend }: FullSummary,
  { say, language }: FigureReader,
): readonly [Text, Text][] {
  return recommend ? [[itemText(recommend.item, say, language), recommendText(recommend, say)]] : [];
}

function sinceFacts(since: EvaluatedSet['since'], reader: FigureReader): readonly [Text, Text][] {
  if (!since) return [];
  const { say } = reader;
  const { run, changes } = since;
  const compared = { title: value(run.title), ends: day(run.endsOn), count: changes.length };
  const found = changes.filter(({ verdict }) => verdict !== 'not-detectable');
  if (found.length === 0) {
    const text = changes.length === 0 ? 'summary.since.nothing' : 'summary.since.none';
    return [[say('summary.since'), say(text, compared)]];
  }
  const said = joined(
    found.map((change) => changeText(change, reader)),
    ' · ',
  );
  return [[say('summary.since'), say('summary.since.some', { ...compared, changes: said })]];
}

function changeText(change: Change, { say, language }: FigureReader): Text {
  const { share } = change.before;
  return say(change.verdict === 'up' ? 'summary.since.up' : 'summary.since.down', {
    question: itemText(change.item, say, language),
    before: percentOf(share),
    now: percentOf(share + change.difference),
  });
}

function learned({ tests }: Evaluation, reader: FigureReader): readonly [Text, Text] {
  const { say } = reader;
  return [say('summary.learned'), tests?.gain ? gainText(tests.gain, reader) : say('summary.gain.none')];
}

async function themesIn({ sets }: Evaluation, reader: SummaryReader): Promise<ThemesPart> {
  const [first] = sets.filter(({ summary }) => summary.kind === 'full');
  return first ? themesPart(first.round, reader) : { blocks: [], withheld: [] };
}

/** What is agreed on after this course, and what became of what was agreed on after its previous run. */
async function actionBlocks({ course }: Subject, reader: SummaryReader): Promise<readonly Block[]> {
  if (!course) return [];
  const { records, say } = reader;
  const run = await previousOf(records, course);
  const [own, before] = [await records.actions.of(course.id), run ? await records.actions.of(run.id) : []];
  const names = await ownersOf([...own, ...before], records);
  const list = (some: typeof own) => ({ list: some.map((one) => actionLine(one, names, reader)) });
  return [
    ...(before.length > 0 ? [{ paragraph: [{ bold: say('summary.actionsBefore') }] }, list(before)] : []),
    ...(own.length > 0
      ? [{ paragraph: [{ bold: say('summary.actions') }] }, list(own)]
      : [{ paragraph: say('summary.next') }]),
  ];
}

function withheldBlocks({ sets, tests }: Evaluation, themes: ThemesPart, say: FeedbackSay): readonly Block[] {
  const full = sets.map(({ summary }) => summary).filter((summary) => summary.kind === 'full');
  const shown = full.flatMap(({ ratings, choices, recommend }) => [
    ...ratings,
    ...choices,
    ...(recommend ? [recommend] : []),
  ]);
  const count = (kind: RatingSummary['kind']) => shown.filter((one) => one.kind === kind).length;
  const alike =
    count('mostly') + [tests?.before, tests?.after].filter((test) => test?.kind === 'alike').length;
  const lines: Text[] = [
    ...(full.some(({ answered }) => answered < 10) ? [say('summary.withheld.means')] : []),
    ...(alike > 0 ? [say('summary.withheld.mostly', { count: alike })] : []),
    ...(count('too-few') > 0 ? [say('summary.withheld.tooFew', { count: count('too-few') })] : []),
    ...themes.withheld,
  ];
  return notShown(lines, say);
}

function buttonsOf({ id, course }: Subject, say: FeedbackSay): readonly Button[] {
  return [
    { label: say('summary.all'), route: route('feedback/summary/all', id) },
    ...(course
      ? [
          { label: say('summary.compare'), route: route('feedback/compare/start', id) },
          { label: say('actions.button.add'), route: route('feedback/action-add/start', id) },
        ]
      : []),
  ];
}

/** Every figure in words, for whoever wants more than stands out, or cannot see the picture. */
export async function allFiguresView(subject: Subject, reader: SummaryReader): Promise<View | undefined> {
  const { say } = reader;
  const evaluation = await evaluationOf(reader.records, subject);
  if (!evaluation) return undefined;
  const { sets, tests } = evaluation;
  const several = sets.length > 1;
  return [
    { heading: say('summary.allHeading', { title: value(subject.title) }) },
    ...sets.flatMap(({ round, summary }): readonly Block[] => [
      ...(several ? [{ paragraph: [{ bold: say(setName(round.set)) }] }] : []),
      ...(summary.kind === 'too-few'
        ? [{ paragraph: say('summary.few') }]
        : [
            {
              facts: [
                ...summary.ratings.map((rating) => ratingFact(rating, reader)),
                ...summary.choices.map((choice) => choiceFact(choice, reader)),
                ...recommendFacts(summary, reader),
              ],
            },
          ]),
    ]),
    ...(tests
      ? [
          {
            facts: [
              ...(tests.before
                ? [[say('chart.tests.before'), scoresText(tests.before, reader)] as const]
                : []),
              ...(tests.after ? [[say('chart.tests.after'), scoresText(tests.after, reader)] as const] : []),
              learned(evaluation, reader),
            ],
          },
          ...(tests.gain?.figures
            ? [{ paragraph: joined(gainDetails(tests.gain.figures, reader), ' ') }]
            : []),
        ]
      : []),
  ];
}
