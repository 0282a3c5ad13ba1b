// What is said of what came of commitments: figures of stages that are over, and whom to talk with.
import { instant, joined, type Text, value } from '#bot/text.ts';
import { locales } from '#bot/words.ts';
import {
  type Barrier,
  barriers,
  type Sighting,
  type Stage,
  sightings,
  type ToolUse,
  toolUses,
  useItems,
} from '#exchange/follow-up.ts';
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

/** Enough of them or not; below, nothing but how many. */
function answeredFact(
  label: Text,
  { answered, enough }: OwnFigures | ObservedFigures,
  reader: PracticeReader,
) {
  const facts = { answered, people: reader.people };
  return [label, reader.say(enough ? 'practice.answered' : 'practice.few', facts)] as const;
}

export function ownFacts(
  stage: '90d' | '180d',
  figures: OwnFigures,
  reader: PracticeReader,
): readonly Fact[] {
  const { say } = reader;
  const first = answeredFact(say(`practice.${stage}`), figures, reader);
  if (!figures.enough) return [first];
  const { applied } = figures;
  const { done = 0, partly = 0, 'not-yet': notYet = 0 } = applied?.readings ?? {};
  const facts = { done, partly, notYet, commitments: applied?.commitments ?? 0 };
  const share = Math.round(100 * (applied?.rate ?? 0));
  return [
    first,
    [say('practice.applied'), applied ? say('practice.own', { ...facts, share }) : say('practice.untold')],
    [say('practice.barriers'), countsIn('barrier', barriers, figures.barriers, reader)],
    [say('practice.tools'), countsIn('tools', toolUses, figures.tools, reader)],
  ];
}

export function observedFacts(figures: ObservedFigures, reader: PracticeReader): readonly Fact[] {
  const { say } = reader;
  const first = answeredFact(say('practice.100d'), figures, reader);
  if (!figures.enough) return [first];
  return [
    first,
    [say('practice.seen'), countsIn('seen', sightings, figures.seen, reader)],
    [say('practice.barriers'), countsIn('barrier', barriers, figures.barriers, reader)],
    ...useItems.map((item): Fact => {
      const count = figures.use[item];
      const facts = { count: count ?? 0, answered: figures.answered };
      return [say(`use.${item}`), count === undefined ? say('practice.untold') : say('practice.use', facts)];
    }),
  ];
}

export function agreementFact(figures: Agreement | undefined, { say, language }: PracticeReader): Fact {
  const label = say('practice.agreement');
  if (figures === undefined) return [label, say('practice.agreement.few')];
  const { alike, answered, kappa } = figures;
  const shown = new Intl.NumberFormat(locales[language], { maximumFractionDigits: 2 }).format(kappa);
  return [label, say('practice.kappa', { alike, answered, kappa: value(shown) })];
}

/** Those that anybody chose, with how many did. */
function countsIn<Kind extends 'barrier' | 'tools' | 'seen', Value extends ValueOf[Kind]>(
  kind: Kind,
  values: readonly Value[],
  counts: Readonly<Record<Value, number>> | undefined,
  { say }: PracticeReader,
): Text {
  if (counts === undefined) return say('practice.untold');
  const chosen = values.filter((one) => counts[one] > 0);
  return joined(
    chosen.map((one) => say('line', { label: say(`${kind}.${one}` as KeyOf), text: [String(counts[one])] })),
    ' · ',
  );
}

interface ValueOf {
  readonly barrier: Barrier;
  readonly tools: ToolUse;
  readonly seen: Sighting;
}

/** A kind goes with its own values, as the signature above has it. */
type KeyOf = `barrier.${Barrier}` | `tools.${ToolUse}` | `seen.${Sighting}`;
