// The summary for those who need less of it: three lines for everybody, and for participants what came of what they said.
import { day, joined, type Text, value } from '#bot/text.ts';
import type { Block, View } from '#bot/view.ts';
import { type PlacedRating, standingOut } from '#exchange/evaluation.ts';
import type { ImprovementAction } from '#store/records/actions.ts';
import type { Records } from '#store/store.ts';
import { evaluationOf, mainOf, type Subject } from './_evaluated.ts';
import { type FigureReader, shareText } from './_figures.ts';
import { percent } from './_follow.ts';
import { type FeedbackSay, itemText } from './words.ts';

interface ShortReader extends FigureReader {
  readonly records: Records;
}

/** As many actions as stand in a line. */
const mostInLine = 2;

/** Undefined while nothing has closed. Never who sees to an action: everybody reads this. */
export async function threeLines(subject: Subject, reader: ShortReader): Promise<View | undefined> {
  const { records, say } = reader;
  const evaluation = await evaluationOf(records, subject);
  const [first] = evaluation?.sets ?? [];
  if (!evaluation || !first) return undefined;
  const { answered, attended } = first.summary;
  const { startsOn, endsOn, title } = subject;
  if (startsOn === undefined || endsOn === undefined) return undefined;
  const days = { starts: day(startsOn), ends: day(endsOn) };
  const rate = percent(answered, attended) ?? 0;
  return [
    { paragraph: say('lines.first', { title: value(title), ...days, answered, attended, rate }) },
    { paragraph: secondLine(mainOf(evaluation), reader) },
    { paragraph: thirdLine(await actionsOf(subject, records), say) },
  ];
}

function secondLine(summary: ReturnType<typeof mainOf>, reader: FigureReader): Text {
  const { say } = reader;
  if (!summary) return say('lines.few');
  const { strongest, weakest } = standingOut(summary.ratings, 1);
  const [best, least] = [strongest[0], weakest[0]];
  if (!best || !least) return say('lines.alike');
  return say('lines.second', {
    best: named(best, reader),
    bestShare: shareText(best, say),
    least: named(least, reader),
    leastShare: shareText(least, say),
  });
}

function thirdLine(actions: readonly ImprovementAction[], say: FeedbackSay): Text {
  const agreed = actions.filter(({ state }) => state !== 'dropped').slice(0, mostInLine);
  if (agreed.length === 0) return say('lines.thirdNone');
  return say('lines.third', {
    actions: joined(
      agreed.map(({ what }) => [value(what)]),
      ' · ',
    ),
  });
}

function named({ item }: PlacedRating, { say, language }: FigureReader): Text {
  return itemText(item, say, language);
}

async function actionsOf({ course }: Subject, records: Records): Promise<readonly ImprovementAction[]> {
  return course ? await records.actions.of(course.id) : [];
}

/** Undefined while nothing is agreed on: there is nothing yet that came of it. */
export async function whatCameOfIt(subject: Subject, reader: ShortReader): Promise<View | undefined> {
  const { records, say } = reader;
  const actions = await actionsOf(subject, records);
  const did = actions.filter(({ state }) => state === 'done');
  const will = actions.filter(({ state }) => state === 'open');
  const evaluation = await evaluationOf(records, subject);
  if (!evaluation || did.length + will.length === 0) return undefined;
  return [
    { heading: say('we-did.heading', { title: value(subject.title) }) },
    ...part(say('we-did.said'), saidBy(mainOf(evaluation), reader)),
    ...part(
      say('we-did.did'),
      did.map(({ what, effect }) => say('line', { label: [value(what)], text: [value(effect ?? '')] })),
    ),
    ...part(
      say('we-did.will'),
      will.map(({ what, dueOn }) => say('we-did.by', { what: value(what), due: day(dueOn) })),
    ),
  ];
}

function part(title: Text, lines: readonly Text[]): readonly Block[] {
  return lines.length === 0 ? [] : [{ paragraph: [{ bold: title }] }, { list: lines }];
}

function saidBy(summary: ReturnType<typeof mainOf>, reader: FigureReader): readonly Text[] {
  const { say } = reader;
  if (!summary) return [say('lines.few')];
  const { strongest, weakest } = standingOut(summary.ratings, 2);
  const line = (key: 'we-did.most' | 'we-did.least') => (rating: PlacedRating) =>
    say(key, { question: named(rating, reader), share: shareText(rating, say) });
  const lines = [...strongest.map(line('we-did.most')), ...weakest.map(line('we-did.least'))];
  return lines.length > 0 ? lines : [say('lines.alike')];
}
