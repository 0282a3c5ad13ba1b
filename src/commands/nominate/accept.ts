// /nominate accept: a coordinator gives a nominee a seat, by the one function that grants seats.

import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { verdictsOf } from '#bot/eligibility.ts';
import { followPerson } from '#bot/follow-verdicts.ts';
import { actingFor } from '#bot/identify.ts';
import { liaisonsFor } from '#bot/liaisons.ts';
import { semicolon } from '#bot/punctuation.ts';
import { failureLine } from '#bot/say-eligibility.ts';
import { command, day, joined, type Text, value } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import { type GatePass, gate, type MissingPaper } from '#exchange/approval.ts';
import { courseStart } from '#exchange/course.ts';
import { mayOffer } from '#exchange/eligibility.ts';
import { isOpen, type SeatRefusal, seatDecision } from '#exchange/nomination.ts';
import { mayAccept } from '#exchange/nomination-conflicts.ts';
import { readerOf } from './_eligibility.ts';
import { askNomination } from './_fields.ts';
import { courseView } from './_list.ts';
import { cardOf, type Nominated, nominatedOf, toldOf } from './_nomination.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'nominate accept',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    nomination: askNomination('everybody', [
      'submitted',
      'eligible',
      'vetted',
      'scored',
      'selected',
      'reserve',
    ]),
  },
  pages: [['nomination']],
  run: ({ nomination }, desk) => accept(desk, nomination, (done) => Promise.resolve({ reply: done })),
  buttons: {
    /** `nominate/accept/now|nomination|offset`: the list of which it is a button is drawn again below the answer. */
    now: {
      who: ['coordinator'],
      access: 'write',
      press: ([id = '', offset = '0'], desk) =>
        accept(desk, id, async (done, { course }) => ({
          update: [...done, { divider: true }, ...(await courseView(desk, course.id, Number(offset)))],
        })),
    },
  },
});

type Shown = (done: View, found: Nominated) => Promise<Answer>;

async function accept(desk: Desk<Key>, id: string, shown: Shown): Promise<Outcome> {
  const { records, say } = desk;
  const found = await nominatedOf(records, id);
  if (!found) return desk.refuse('list.gone');
  const allowed = await allowedTo(desk, found);
  if (allowed === 'dealt with') return shown([{ paragraph: stateNow(desk, found) }], found);
  if ('refused' in allowed) return allowed.refused;

  const result = await records.nominations.grantSeat(id, allowed.pass);
  const after = await nominatedOf(records, id);
  if (!after) return desk.refuse('list.gone');
  if ('refused' in result) {
    if (result.refused === 'full') return full(desk, after);
    return shown([{ paragraph: stateNow(desk, after) }], after);
  }
  const { course, name, organisation } = after;
  const done = say('accept.done', {
    name: value(name),
    title: value(course.title),
    granted: course.granted,
    seats: course.seats,
    organisation: value(organisation),
  });
  const liaisons = await liaisonsFor(records, result.granted, desk.now);
  return [
    await shown([{ paragraph: done }], after),
    ...toldOf(result.granted, 'accepted', 'nominate/accepted', [result.granted.nominee]),
    ...toldOf(
      result.granted,
      'accepted',
      'nominate/seat-confirmed',
      liaisons.filter((one) => one !== result.granted.nominee),
    ),
    cardOf(course.id),
    // A seat may stand against what else they are nominated for.
    ...(await followPerson(records, result.granted.nominee, desk.now)),
  ];
}

/** The rules before the seat is taken; `dealt with` when there is nothing left to decide. */
async function allowedTo(
  desk: Desk<Key>,
  found: Nominated,
): Promise<{ pass: GatePass } | { refused: Answer } | 'dealt with'> {
  const { records, asker } = desk;
  const { nomination, course, name } = found;
  if (nomination.state === 'ineligible') {
    const barred = await refusedByRules(desk, found);
    return barred ? { refused: barred } : 'dealt with';
  }
  if (!isOpen(nomination.state)) return 'dealt with';
  const eyes = { nominator: nomination.nominatedBy, nominee: nomination.nominee };
  const fourEyes = mayAccept(eyes, actingFor(asker));
  if (!fourEyes.accept) return { refused: desk.refuse(`accept.${fourEyes.why}`, { name: value(name) }) };

  const passed = gate(course, await records.clearances.of(course.id), desk.now);
  const decision = seatDecision({
    capacity: course.seats,
    granted: course.granted,
    courseState: course.state,
    nominationState: nomination.state,
    gateOpen: passed.open,
    now: desk.now,
    courseStart: courseStart(course),
  });
  if (!decision.grant) return seatRefused(desk, found, decision.why, passed.open ? [] : passed.missing);
  // An open gate is part of the decision.
  if (!passed.open) return seatRefused(desk, found, 'gate', passed.missing);
  const refused = await refusedByRules(desk, found);
  return refused ? { refused } : { pass: passed.pass };
}

/** Which rules, on what evidence, from when they would pass, and who can lift them. */
async function refusedByRules(desk: Desk<Key>, found: Nominated): Promise<Answer | undefined> {
  const { nomination, course, name } = found;
  const failures = (await verdictsOf(desk.records, course, [nomination], desk.now)).get(nomination.id) ?? [];
  if (mayOffer(failures)) return undefined;
  const reader = readerOf(desk, course);
  return desk.refuse('accept.notEligible', {
    name: value(name),
    title: value(course.title),
    why: joined(
      failures.map((failure) => failureLine(failure, reader)),
      '\n',
    ),
    command: command('nominate check'),
  });
}

function seatRefused(
  desk: Desk<Key>,
  found: Nominated,
  why: SeatRefusal,
  missing: readonly MissingPaper[],
): { refused: Answer } | 'dealt with' {
  const { course } = found;
  const title = value(course.title);
  switch (why) {
    case 'full':
      return { refused: full(desk, found) };
    case 'gate': {
      const lacks = joined(
        missing.map((one) => lackOf(desk, one)),
        semicolon(desk.asker.language),
      );
      return {
        refused: desk.refuse('accept.gate', { title, missing: lacks, command: command('approval show') }),
      };
    }
    case 'course-not-open':
      return {
        refused: desk.refuse('accept.course-not-open', {
          title,
          state: desk.house(`courseState.${course.state}`),
        }),
      };
    case 'started':
      return {
        refused: desk.refuse('accept.started', {
          title,
          starts: day(course.startsOn),
          command: command('course postpone'),
        }),
      };
    case 'nomination-not-open':
      return 'dealt with';
  }
}

function full(desk: Desk<Key>, { course }: Nominated): Answer {
  const facts = { title: value(course.title), seats: course.seats, command: command('course edit') };
  return desk.refuse('accept.full', facts);
}

function lackOf({ say }: Desk<Key>, missing: MissingPaper): Text {
  // Without its papers nobody can have approved it.
  if (missing.document === 'approval' || missing.why === 'absent') return say('gate.approval');
  const { document, why, decidedOn = '', validUntil = '' } = missing;
  const named = say(`gate.${document}`);
  switch (why) {
    case 'not-yet':
      return say('gate.not-yet', { document: named, from: day(decidedOn) });
    case 'expired':
    case 'ends-before-start':
      return say(`gate.${why}`, { document: named, until: day(validUntil) });
  }
}

/** What became of it; a button pressed twice answers with this. */
function stateNow(desk: Desk<Key>, { nomination, course, name }: Nominated): Text {
  const state = desk.house(`nominationState.${nomination.state}`);
  return desk.say('state.now', { name: value(name), title: value(course.title), state });
}
