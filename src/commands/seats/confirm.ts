// /seats confirm: a coordinator who had no part in it confirms a plan as it stands, and everybody is told once.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import { actingFor } from '#bot/identify.ts';
import { command, instant, value } from '#bot/text.ts';
import { route, type View } from '#bot/view.ts';
import { gate } from '#exchange/approval.ts';
import { courseStart } from '#exchange/course.ts';
import { mayAccept } from '#exchange/nomination-conflicts.ts';
import type { Course } from '#store/records/courses.ts';
import type { SeatPlan } from '#store/records/seat-plans.ts';
import { Conflict } from '#store/store.ts';
import { assemble } from './_assemble.ts';
import { askPlannedCourse, refusedByState, refuseUnseen } from './_course.ts';
import { type Planned, plannedOf } from './_plan-views.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'seats confirm',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: { course: askPlannedCourse },
  pages: [['course']],
  run: ({ course }, desk) => confirm(desk, course, undefined, 'reply'),
  buttons: {
    /** `seats/confirm/plan|course|plan`: just the plan under which it stands. */
    plan: {
      who: ['coordinator'],
      access: 'write',
      press: ([course = '', plan], desk) => confirm(desk, course, plan, 'update'),
    },
  },
});

async function confirm(
  desk: Desk<Key>,
  id: string,
  seen: string | undefined,
  as: 'reply' | 'update',
): Promise<Outcome> {
  const { records, say, asker, now } = desk;
  const course = await records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const plan = await records.seatPlans.latest(course.id);
  if (plan?.confirmedAt !== undefined) return already(desk, course, plan, as);
  const refused = refusedByState(desk, course);
  if (refused) return refused;
  const title = value(course.title);
  if (!plan) return desk.refuse('depart.noPlan', { title, propose: command('seats propose') });
  const planned = await plannedOf(records, await assemble(records, course, now), plan);
  const stopped = await refusal(desk, planned, seen);
  if (stopped) return stopped;

  const by = asker.person?.id ?? '';
  const { rows, assembled } = planned;
  // Somebody else confirms it in this very moment.
  if (!(await records.seatPlans.confirm(plan.id, rows, by)))
    throw new Conflict('The plan was confirmed or replaced meanwhile.');
  for (const from of ['call-closed', 'selecting'] as const) {
    const to = from === 'call-closed' ? 'selecting' : 'confirmed';
    if (from === 'call-closed' && course.state === 'selecting') continue;
    if (!(await records.courses.move(course.id, [from], to)))
      throw new Conflict(`The course ${course.id} was moved by somebody else.`);
  }
  const facts = { nominated: rows.length + assembled.out.length, seats: plan.seats, by };
  let place = 0;
  for (const row of rows) {
    if (row.by === null) place += 1;
    const code = row.by === null ? 'reserve' : 'selected';
    await records.outcomes.note(row.nomination, code, { ...facts, ...(row.by === null ? { place } : {}) });
  }
  for (const { nomination } of assembled.out) await records.outcomes.note(nomination.id, 'ineligible', facts);

  const selected = rows.filter((row) => row.by !== null).length;
  const done = say('confirm.done', { title, selected, reserve: rows.length - selected });
  return [
    shown(as, [
      { paragraph: done },
      { paragraph: say('confirm.next') },
      {
        buttons: [
          { label: say('confirm.offer'), route: route('seats/offer/all', course.id), look: 'primary' },
          { label: say('button.plan'), route: route('seats/propose/plan', course.id, '0') },
        ],
      },
    ]),
    ...(await told(desk, planned)),
    { revise: `course/card · ${course.id}` },
  ];
}

function shown(as: 'reply' | 'update', view: View): Answer {
  return as === 'reply' ? { reply: view } : { update: view };
}

/** What stands against it: it does not follow any more, the gate, or that the asker has a part in it. */
async function refusal(
  desk: Desk<Key>,
  { assembled, plan, rows, departures }: Planned,
  seen: string | undefined,
): Promise<Answer | undefined> {
  const { records, now, asker } = desk;
  const { course, nominations } = assembled;
  const title = value(course.title);
  if ((seen !== undefined && seen !== plan.id) || plan.hash !== assembled.plan.hash) {
    return desk.refuse('confirm.changed', { title, propose: command('seats propose') });
  }
  if (!gate(course, await records.clearances.of(course.id), now).open) {
    return desk.refuse('confirm.gate', { title, show: command('approval show') });
  }
  const eyes = actingFor(asker);
  if (departures.some(({ by }) => eyes.includes(by))) return desk.refuse('confirm.departed');
  for (const { nomination } of rows) {
    const one = nominations.get(nomination);
    if (!one) continue;
    const allowed = mayAccept({ nominator: one.nominatedBy, nominee: one.nominee }, eyes);
    if (allowed.accept) continue;
    if (allowed.why === 'oneself') return desk.refuse('confirm.oneself');
    const person = await records.people.byId(one.nominee);
    return desk.refuse('confirm.nominated', { name: value(person?.name ?? '–') });
  }
  return undefined;
}

/** Pressed twice, or by two at once: how it stands. */
async function already(
  { records, say, asker }: Desk<Key>,
  course: Course,
  plan: SeatPlan,
  as: 'reply' | 'update',
): Promise<Answer> {
  const by = await records.people.byId(plan.confirmedBy ?? '');
  const sentence = say('confirm.already', {
    title: value(course.title),
    at: [instant(plan.confirmedAt ?? 0, asker.zone)],
    by: value(by?.name ?? '–'),
  });
  return shown(as, [{ paragraph: sentence }]);
}

/** Each nominee their own outcome, and the liaison officers of each organisation those of theirs. */
async function told(
  { records, now }: Desk<Key>,
  { assembled, plan, rows }: Planned,
): Promise<readonly Answer[]> {
  const { course, nominations, out } = assembled;
  const key = `seats confirmed · ${plan.id}`;
  const tooLateAt = courseStart(course);
  const nominees = rows.flatMap(({ nomination }): readonly Answer[] => {
    const one = nominations.get(nomination);
    if (!one) return [];
    const facts = { nomination, plan: plan.id };
    return [
      { tell: one.nominee, message: 'seats/own-outcome', facts, key: `${key} · ${nomination}`, tooLateAt },
    ];
  });
  // Whoever was not considered hears it with the rule's own words, and can appeal it.
  const others = out.map(
    ({ nomination: { id, nominee } }): Answer => ({
      tell: nominee,
      message: 'select/outcome',
      facts: { nomination: id },
      key: `${key} · ${id}`,
      tooLateAt,
    }),
  );
  const organisations = new Set([
    ...rows.map(({ organisation }) => organisation),
    ...out.map(({ nomination }) => nomination.organisation),
  ]);
  const liaisons: Answer[] = [];
  for (const organisation of organisations) {
    const facts = { course: course.id, plan: plan.id, organisation };
    for (const tell of await holdersOf(records, 'liaison', { scope: organisation, now }))
      liaisons.push({ tell, message: 'seats/outcomes', facts, key: `${key} · ${organisation}`, tooLateAt });
  }
  return [...nominees, ...others, ...liaisons];
}
