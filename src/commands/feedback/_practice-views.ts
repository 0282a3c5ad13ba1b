// What is said of what came of commitments: figures of stages that are over, and whom to talk with.
import { instant, joined, type Text, value } from '#bot/text.ts';
import { locales } from '#bot/words.ts';
import { type Barrier, barriers, type Stage, type ToolUse, toolUses, useItems } from '#exchange/follow-up.ts';
import type { Language } from '#exchange/languages.ts';
import type { Agreement, ObservedFigures, OwnFigures } from '#exchange/practice.ts';
import type { FeedbackSay } from './words.ts';

export interface PracticeReader {
  readonly say: FeedbackSay;
  readonly language: Language;
  /** How many made commitments: what those who answered are a part of. */
  readonly people: number;
}

type Fact = readonly [Text, Text];

/** A stage that can still be answered: its figures do not change once they are told, so that none can be compared. */
export function laterFact(
  stage: Stage,
  closes: { readonly at: number; readonly zone: string },
  say: FeedbackSay,
): Fact {
  return [
    say(`practice.${stage}`),
    say('practice.later', { closes: instant(closes.at, closes.zone, 'day') }),
  ];
}

export function ownFacts(
  stage: '90d' | '180d',
  figures: OwnFigures,
  reader: PracticeReader,
): readonly Fact[] {
  const { say, people } = reader;
  const label = say(`practice.${stage}`);
  const { answered } = figures;
  if (figures.kind === 'too-few') return [[label, say('practice.few', { answered, people })]];
  if (figures.kind === 'mostly')
    return [[label, say('practice.mostly', { answered, people, said: say(`reading.${figures.said}`) })]];
  const { done, partly, 'not-yet': notYet } = figures.readings;
  const share = Math.round(100 * figures.applied);
  return [
    [
      label,
      say('practice.own', {
        ...{ answered, people, commitments: figures.commitments },
        ...{ done, partly, notYet, share },
      }),
    ],
    [say('practice.barriers'), barriersIn(figures.barriers, reader)],
    [say('practice.tools'), toolsIn(figures.tools, reader)],
  ];
}

export function observedFacts(figures: ObservedFigures, reader: PracticeReader): readonly Fact[] {
  const { say, people } = reader;
  const label = say('practice.100d');
  const { answered } = figures;
  if (figures.kind === 'too-few') return [[label, say('practice.few', { answered, people })]];
  if (figures.kind === 'mostly')
    return [[label, say('practice.mostly', { answered, people, said: say(`seen.${figures.said}`) })]];
  const { yes, partly, no } = figures.seen;
  const use = useItems.map((item) => counted(say(`use.${item}`), figures.use[item], reader));
  return [
    [label, say('practice.seen', { answered, people, yes, partly, no })],
    [say('practice.barriers'), barriersIn(figures.barriers, reader)],
    [say('practice.use'), joined(use, ' · ')],
  ];
}

export function agreementFact(figures: Agreement, { say, language }: PracticeReader): Fact {
  const label = say('practice.agreement');
  if (figures.kind === 'too-few') return [label, say('practice.agreement.few')];
  const { alike, answered, kappa } = figures;
  if (kappa === undefined) return [label, say('practice.alike', { alike, answered })];
  const shown = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 2 }).format(kappa);
  return [label, say('practice.kappa', { alike, answered, kappa: value(shown) })];
}

function barriersIn(counts: Readonly<Record<Barrier, number>>, reader: PracticeReader): Text {
  const named = barriers.filter((barrier) => counts[barrier] > 0);
  return joined(
    named.map((barrier) => counted(reader.say(`barrier.${barrier}`), counts[barrier], reader)),
    ' · ',
  );
}

function toolsIn(counts: Readonly<Record<ToolUse, number>>, reader: PracticeReader): Text {
  return joined(
    toolUses.map((use) => counted(reader.say(`tools.${use}`), counts[use], reader)),
    ' · ',
  );
}

function counted(label: Text, count: number, { say }: PracticeReader): Text {
  return say('line', { label, text: [String(count)] });
}
