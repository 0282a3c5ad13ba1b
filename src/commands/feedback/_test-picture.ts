// The picture of a test before and after a course: how many had how many right, and the change with its interval.
import type { ChangeRow, Chart, TestRow, WithheldRow } from '#bot/chart.ts';
import { plainText } from '#bot/plain-text.ts';
import { joined, type Text, value } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import type { ScoresSummary, TestSummary } from '#exchange/evaluation.ts';
import type { LearningGain } from '#exchange/learning-gain.ts';
import type { Subject } from './_evaluated.ts';
import { decimal, type FigureReader, gainText, scoresText, signed } from './_figures.ts';

type Plain = (text: Text) => string;

export function testPictureOf(
  { title, zone }: Subject,
  { before, after, gain }: TestSummary,
  reader: FigureReader,
): Block {
  const { say, language } = reader;
  const plain: Plain = (text) => plainText(text, { language, zone });
  const tests = [
    ...(before ? [{ label: say('chart.tests.before'), scores: before }] : []),
    ...(after ? [{ label: say('chart.tests.after'), scores: after }] : []),
  ];
  const change = gain && { label: say('chart.tests.change'), text: gainText(gain, reader) };
  const image: Chart = {
    kind: 'gain',
    language,
    title: plain(say('chart.tests.title', { title: value(title) })),
    headings: {
      scores: plain(say('chart.tests.scores')),
      middle: plain(say('chart.tests.middle')),
      n: plain(say('chart.tests.n')),
    },
    tests: tests.map(({ label, scores }) => testRow(plain(label), scores, reader, plain)),
    ...(gain && { change: changeRow(plain(say('chart.tests.change')), gain, reader, plain) }),
    note: gain?.figures ? plain(say('chart.tests.note', { pairs: gain.pairs })) : '',
  };
  const rows = joined(
    [
      ...tests.map(({ label, scores }) => say('line', { label, text: scoresText(scores, reader) })),
      ...(change ? [say('line', change)] : []),
    ],
    ' ',
  );
  return { image, alt: say('chart.tests.alt', { rows }) };
}

function testRow(
  label: string,
  scores: ScoresSummary,
  reader: FigureReader,
  plain: Plain,
): TestRow | WithheldRow {
  if (scores.kind !== 'figures') return { label, withheld: plain(scoresText(scores, reader)) };
  const { counts, median, questions } = scores;
  // Halves of an answer are said, wholes without a point.
  const middle = decimal(median, Number.isInteger(median) ? 0 : 1, reader.language);
  return { label, counts, middle: plain(reader.say('chart.tests.of', { median: middle, questions })) };
}

function changeRow(
  label: string,
  gain: LearningGain,
  reader: FigureReader,
  plain: Plain,
): ChangeRow | WithheldRow {
  const { figures } = gain;
  if (!figures) return { label, withheld: plain(gainText(gain, reader)) };
  const { low, high } = figures.interval;
  const { language, say } = reader;
  const points = [figures.gain, low, high].map((one) => signed(one, language));
  const [said = '', lowest = '', highest = ''] = points;
  return {
    label,
    points: { value: figures.gain, low, high },
    value: plain(say('chart.tests.changeValue', { gain: said, low: lowest, high: highest })),
  };
}
