// /nominate consent: a nominee says whether they agree to be nominated, and may take that back.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { followVerdicts } from '#bot/follow-verdicts.ts';
import { holdersOf } from '#bot/holders.ts';
import { liaisonsFor } from '#bot/liaisons.ts';
import { promoteAfter } from '#bot/promote.ts';
import { day, value } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { holdsSeat } from '#exchange/nomination.ts';
import { assentStates } from '#exchange/nomination-tracks.ts';
import { consentBlocks, type OwnNomination, ownNominationOf, ownNominationView } from './_consent.ts';
import { cardOf, toldOf } from './_nomination.ts';
import { type Key, words } from './words.ts';

/** Somebody who is nominated for more sees the oldest first, and the rest when those have been answered. */
const mostShown = 8;

export default defineCommand({
  path: 'nominate consent',
  words,
  who: 'member',
  access: 'read',
  asks: {},
  pages: [],
  async run(_values, desk) {
    return { reply: await overview(desk) };
  },
  buttons: {
    /** From a task: what it is about, and the buttons. */
    of: {
      who: 'member',
      access: 'read',
      async press([id = ''], desk) {
        const found = await ownNominationOf(desk.records, id, desk.asker.person?.id);
        if (!found) return desk.refuse('list.gone');
        return asStands(desk, found) ?? { reply: ownNominationView(found, desk.say, desk.house) };
      },
    },
    agree: { who: 'member', access: 'write', press: ([id = ''], desk) => agree(desk, id) },
    /** Asks once more: a seat may be gone for good. */
    ask: {
      who: 'member',
      access: 'read',
      async press([id = ''], desk) {
        const found = await ownNominationOf(desk.records, id, desk.asker.person?.id);
        if (!found) return desk.refuse('list.gone');
        return asStands(desk, found) ?? { reply: sureView(desk, found) };
      },
    },
    refuse: { who: 'member', access: 'write', press: ([id = ''], desk) => refuse(desk, id) },
  },
});

async function overview(desk: Desk<Key>): Promise<View> {
  const { asker, records, say } = desk;
  const theirs = await records.nominations.list({
    nominee: asker.person?.id ?? '',
    states: assentStates,
  });
  const asked = theirs.filter((one) => one.consent !== null);
  if (asked.length === 0) return [{ paragraph: say('consent.none') }];
  const shown = asked.slice(0, mostShown);
  const courses = await records.courses.byIds(shown.map((one) => one.course));
  const blocks = shown.flatMap((nomination): readonly Block[] => {
    const course = courses.find((one) => one.id === nomination.course);
    const line = course
      ? say('list.own', {
          title: value(course.title),
          starts: day(course.startsOn),
          ends: day(course.endsOn),
          state: desk.house(`nominationState.${nomination.state}`),
        })
      : say('consent.withheld');
    return [{ paragraph: line }, ...consentBlocks(nomination, say)];
  });
  const rest = asked.length - shown.length;
  return [
    { heading: say('consent.heading') },
    ...blocks,
    ...(rest > 0 ? [{ paragraph: say('consent.more', { count: rest }) }] : []),
  ];
}

/** What became of it, where nothing is left to be agreed to. */
function asStands(desk: Desk<Key>, { nomination, course }: OwnNomination): Answer | undefined {
  if (assentStates.includes(nomination.state)) return undefined;
  const state = desk.house(`nominationState.${nomination.state}`);
  const line = course
    ? desk.say('consent.over', { title: value(course.title), state })
    : desk.say('consent.overWithheld', { state });
  return { update: [{ paragraph: line }] };
}

async function agree(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { asker, records, say, house, now } = desk;
  const found = await ownNominationOf(records, id, asker.person?.id);
  if (!found) return desk.refuse('list.gone');
  const over = asStands(desk, found);
  if (over) return over;
  const agreed = await records.nominations.assent(id, 'consent', ['asked', 'refused', null], 'given');
  // Pressed twice: how it stands is the answer.
  const nomination = agreed ?? (await records.nominations.byId(id)) ?? found.nomination;
  const view: Answer = { update: ownNominationView({ ...found, nomination }, say, house) };
  // Of a course that they may not see yet the sweep looks after the state.
  if (!agreed || !found.course) return view;
  return [view, ...(await followVerdicts(records, found.course, [agreed], now))];
}

function sureView(desk: Desk<Key>, { nomination, course }: OwnNomination): View {
  const title = value(course?.title ?? '');
  const withdraws = nomination.consent === 'given' || holdsSeat(nomination.state);
  const sentence = holdsSeat(nomination.state)
    ? 'consent.sureSeat'
    : withdraws
      ? 'consent.sureBack'
      : 'consent.sure';
  return [
    { paragraph: course ? desk.say(sentence, { title }) : desk.say('consent.sureWithheld') },
    {
      buttons: [
        {
          label: desk.say(withdraws ? 'button.takeConsentBack' : 'button.disagree'),
          route: route('nominate/consent/refuse', nomination.id),
          look: 'danger',
        },
      ],
    },
  ];
}

/** Whoever has agreed, or has a seat, leaves with that; whoever never agreed may still come to. */
async function refuse(desk: Desk<Key>, id: string): Promise<Outcome> {
  const { asker, records, say, house, now } = desk;
  const found = await ownNominationOf(records, id, asker.person?.id);
  if (!found || !asker.person) return desk.refuse('list.gone');
  const over = asStands(desk, found);
  if (over) return over;
  const { nomination, course } = found;
  if (nomination.consent === 'given' || holdsSeat(nomination.state)) return leave(desk, found);
  const refused = await records.nominations.assent(id, 'consent', ['asked', null], 'refused');
  const after = refused ?? (await records.nominations.byId(id)) ?? nomination;
  const view: Answer = { update: ownNominationView({ ...found, nomination: after, course }, say, house) };
  if (!refused) return view;
  // What it makes of the state goes without saying: they hear who has not agreed.
  if (course) await followVerdicts(records, course, [refused], now);
  const liaisons = await liaisonsFor(records, nomination, now);
  return [
    view,
    ...liaisons.map((tell) => ({
      tell,
      message: 'nominate/not-agreed',
      facts: { nomination: id, by: nomination.nominee },
      key: `nomination · ${id} · consent refused`,
    })),
  ];
}

async function leave(desk: Desk<Key>, { nomination, course }: OwnNomination): Promise<Outcome> {
  const { records, say, now } = desk;
  const seat = holdsSeat(nomination.state);
  if (seat && course && now >= courseStart(course)) {
    const facts = { title: value(course.title), starts: day(course.startsOn) };
    return desk.refuse('withdraw.started', facts);
  }
  await records.nominations.assent(nomination.id, 'consent', ['asked', 'given', null], 'refused');
  const moved = await records.nominations.move(nomination.id, [nomination.state], 'withdrawn');
  if (!moved) return desk.refuse('list.gone');
  const told = [
    ...(await holdersOf(records, 'coordinator', { now })),
    ...(await liaisonsFor(records, nomination, now)),
    ...(await holdersOf(records, 'manager', { scope: nomination.organisation, now })),
  ].filter((person) => person !== nomination.nominee);
  const title = value(course?.title ?? '');
  return [
    {
      update: [
        {
          paragraph: course
            ? say(seat ? 'consent.leftSeat' : 'consent.left', { title })
            : say('consent.leftWithheld'),
        },
      ],
    },
    ...toldOf(nomination, 'withdrawn', 'nominate/withdrawn', told, { by: nomination.nominee, seat }),
    ...(await promoteAfter(records, nomination, now)),
    cardOf(nomination.course),
  ];
}
