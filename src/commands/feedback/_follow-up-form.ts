// The two forms of a follow-up: somebody on their own commitments, and a manager on those of one person; a minute at most.
import type { Shape, ShapedField } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import type { WaitingFollowUp } from '#bot/follow-ups.ts';
import { type Text, value } from '#bot/text.ts';
import {
  type Barrier,
  barriers,
  type CommitmentReading,
  type ObservedUse,
  outcomesOfCommitment,
  type Sighting,
  sightings,
  type ToolUse,
  toolUses,
  useItems,
} from '#exchange/follow-up.ts';
import { shortened } from '#exchange/text-input.ts';
import type { FeedbackSay } from './words.ts';

type Answers = Readonly<Record<string, unknown>>;

/** As a shape takes it. */
const longestQuestion = 96;

/** What of the other form is asked too. */
function barrierAsked(say: FeedbackSay): ShapedField {
  return { field: ask.choice(barriers, 'barrier'), label: say('follow-up.barrier') };
}

/** One choice for each commitment, what stood in the way, and whether what was handed out is in use. */
export function ownForm(found: WaitingFollowUp, say: FeedbackSay): Shape {
  const readings = found.commitments.map((one): readonly [string, ShapedField] => [
    `reading-${one.place}`,
    {
      field: ask.choice(outcomesOfCommitment, 'reading'),
      label: say('follow-up.commitment', { place: one.place }),
      question: [value(shortened(one.text, longestQuestion))],
    },
  ]);
  const asks: Record<string, ShapedField> = {
    ...Object.fromEntries(readings),
    barrier: barrierAsked(say),
    tools: { field: ask.choice(toolUses, 'tools'), label: say('follow-up.tools') },
  };
  return { asks, pages: [{ heading: say('follow-up.title'), fields: Object.keys(asks) }] };
}

/** Whether it was seen, what stood in the way, and three things on five points. */
export function observedForm({ commitments }: WaitingFollowUp, say: FeedbackSay): Shape {
  const points = ask.rating({ from: 1, to: 5, named: 'agreement' });
  const asks: Record<string, ShapedField> = {
    seen: {
      field: ask.choice(sightings, 'seen'),
      label: say('observed.seen'),
      question: [value(shortened(commitments.map(({ text }) => text).join(' · '), longestQuestion))],
    },
    barrier: barrierAsked(say),
    ...Object.fromEntries(useItems.map((item) => [item, { field: points, label: say(`use.${item}`) }])),
  };
  return {
    title: say('observed.title'),
    asks,
    pages: [{ heading: say('observed.title'), fields: Object.keys(asks) }],
  };
}

/** The fields have taken nothing else than what they offer. */
export function ownSaid({ commitments }: WaitingFollowUp, given: Answers) {
  return {
    readings: commitments.map((one) => given[`reading-${one.place}`] as CommitmentReading),
    barrier: given.barrier as Barrier,
    tools: given.tools as ToolUse,
  };
}

export function observedSaid(given: Answers) {
  return {
    seen: given.seen as Sighting,
    barrier: given.barrier as Barrier,
    observed: Object.fromEntries(useItems.map((item) => [item, Number(given[item])])) as ObservedUse,
  };
}

/** Each in a line of its own. */
export function commitmentLines({ commitments }: WaitingFollowUp): readonly Text[] {
  return commitments.map((one): Text => [`${one.place}. `, value(one.text)]);
}
