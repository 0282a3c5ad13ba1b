// /seats depart: moves a seat of a plan to somebody else against the rule, with a reason that is kept and counted.
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { actingFor } from '#bot/identify.ts';
import { command, value } from '#bot/text.ts';
import { mayAccept } from '#exchange/nomination-conflicts.ts';
import { assemble } from './_assemble.ts';
import { askPlannedCourse, refusedByState, refuseUnseen } from './_course.ts';
import { askPlanned } from './_fields.ts';
import { plannedOf, planView } from './_plan-views.ts';
import { type Key, words } from './words.ts';

const longestReason = 500;

export default defineCommand({
  path: 'seats depart',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: {
    course: askPlannedCourse,
    loses: askPlanned('seated'),
    gains: askPlanned('waiting'),
    why: ask.text({ max: longestReason, lines: 'many' }),
  },
  pages: [['course', 'loses', 'gains', 'why']],
  run: (values, desk) => depart(desk, values),
  buttons: {
    start: {
      who: ['coordinator'],
      access: 'read',
      press: async ([course = '']) => ({ open: 'seats depart', values: { course } }),
    },
  },
});

interface Asked {
  readonly course: string;
  readonly loses: string;
  readonly gains: string;
  readonly why: string;
}

async function depart(desk: Desk<Key>, { course: id, loses, gains, why }: Asked): Promise<Outcome> {
  const { records, say, asker, now } = desk;
  const course = await records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const refused = refusedByState(desk, course);
  if (refused) return refused;
  const facts = { title: value(course.title), propose: command('seats propose') };
  const plan = await records.seatPlans.latest(course.id);
  if (!plan || plan.confirmedAt !== undefined) return desk.refuse('depart.noPlan', facts);
  const assembled = await assemble(records, course, now);
  if (assembled.plan.hash !== plan.hash) return desk.refuse('depart.stale', facts);
  const planned = await plannedOf(records, assembled, plan);

  const rowOf = (nomination: string) => planned.rows.find((row) => row.nomination === nomination);
  const [loser, gainer] = [rowOf(loses), rowOf(gains)];
  const nameOf = async (nomination: string) => {
    const found = await records.nominations.byId(nomination);
    return value((found && (await records.people.byId(found.nominee)))?.name ?? '–');
  };
  if (loser === undefined || loser.by === null)
    return {
      correct: { loses: say('depart.noSeat', { name: await nameOf(loses), propose: facts.propose }) },
    };
  if (gainer === undefined || gainer.by !== null)
    return { correct: { gains: say('depart.hasSeat', { name: await nameOf(gains) }) } };
  const own = assembled.nominations.get(gains);
  const eyes = { nominator: own?.nominatedBy ?? '', nominee: own?.nominee ?? '' };
  if (!mayAccept(eyes, actingFor(asker)).accept)
    return desk.refuse('depart.own', { name: await nameOf(gains) });

  const by = asker.person?.id ?? '';
  const departure = await records.seatPlans.depart(plan.id, { loses, gains, reason: why, by });
  if (!departure) return desk.refuse('depart.stale', facts);
  const done = say('depart.done', { loses: await nameOf(loses), gains: await nameOf(gains) });
  return {
    reply: [
      { paragraph: done },
      { divider: true },
      ...(await planView(desk, await plannedOf(records, assembled, plan))),
    ],
  };
}
