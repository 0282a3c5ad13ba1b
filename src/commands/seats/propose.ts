// /seats propose: who gets the seats of a course by what each organisation has received, with a sentence for each.
import type { Answer } from '#bot/answer.ts';
import { type Desk, defineCommand, type Outcome } from '#bot/command.ts';
import { command, value } from '#bot/text.ts';
import type { View } from '#bot/view.ts';
import type { Course } from '#store/records/courses.ts';
import { type Assembled, assemble } from './_assemble.ts';
import { askPlannedCourse, refusedByState, refuseUnseen } from './_course.ts';
import { outView, type Planned, plannedOf, planView, reserveView, whoView } from './_plan-views.ts';
import { type Key, words } from './words.ts';

export default defineCommand({
  path: 'seats propose',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: { course: askPlannedCourse },
  pages: [['course']],
  run: ({ course }, desk) => propose(desk, course, (view) => ({ reply: view })),
  buttons: {
    /** `seats/propose/of|course`: from the message that a call has closed, or from the card. */
    of: {
      who: ['coordinator'],
      access: 'write',
      press: ([course = ''], desk) => propose(desk, course, (view) => ({ reply: view })),
    },
    plan: {
      who: ['coordinator', 'oversight'],
      access: 'read',
      press: ([course = '', offset], desk) =>
        look(desk, course, (one) => planView(desk, one, Number(offset))),
    },
    who: {
      who: ['coordinator', 'oversight'],
      access: 'read',
      press: ([course = '', offset], desk) => look(desk, course, (one) => whoView(desk, one, Number(offset))),
    },
    reserve: {
      who: ['coordinator', 'oversight'],
      access: 'read',
      press: ([course = '', offset], desk) =>
        look(desk, course, (one) => reserveView(desk, one, Number(offset))),
    },
    out: {
      who: ['coordinator', 'oversight'],
      access: 'read',
      press: ([course = '', offset], desk) => look(desk, course, (one) => outView(desk, one, Number(offset))),
    },
  },
});

/** The plan as it follows now; one that follows from the same stays, with what was moved in it. */
async function propose(desk: Desk<Key>, id: string, shown: (view: View) => Answer): Promise<Outcome> {
  const { records, now, asker } = desk;
  const course = await records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  if (course.state === 'confirmed') {
    const planned = await kept(desk, course);
    if (planned) return shown(await planView(desk, planned));
  }
  const refused = refusedByState(desk, course);
  if (refused) return refused;
  // A course whose call closed before there were lots.
  if ((await records.seatRules.lot(course.id)) === undefined) await records.seatRules.draw(course.id);
  await records.seatRules.reveal(course.id);
  const assembled = await assemble(records, course, now);
  const nothing = nothingToShare(desk, assembled);
  if (nothing) return nothing;
  const { plan, free } = assembled;
  const keptPlan = await records.seatPlans.keep(
    { course: course.id, seats: free, hash: plan.hash, rows: plan.rows, shares: plan.shares },
    asker.person?.id ?? '',
  );
  return shown(await planView(desk, await plannedOf(records, assembled, keptPlan)));
}

function nothingToShare(desk: Desk<Key>, { course, free, plan, out }: Assembled): Answer | undefined {
  const title = value(course.title);
  if (free === 0) {
    return desk.refuse('propose.noSeats', { title, seats: course.seats, offers: command('nominate list') });
  }
  if (plan.rows.length > 0) return undefined;
  return out.length > 0
    ? desk.refuse('propose.nobodyEligible', { title, count: out.length, check: command('nominate check') })
    : desk.refuse('propose.nobody', { title, list: command('nominate list'), edit: command('course edit') });
}

/** The last plan that was kept, as it was. */
async function kept(desk: Desk<Key>, course: Course): Promise<Planned | undefined> {
  const plan = await desk.records.seatPlans.latest(course.id);
  return plan && plannedOf(desk.records, await assemble(desk.records, course, desk.now), plan);
}

async function look(desk: Desk<Key>, id: string, view: (planned: Planned) => Promise<View>): Promise<Answer> {
  const course = await desk.records.courses.byId(id);
  if (!course) return refuseUnseen(desk);
  const planned = await kept(desk, course);
  if (!planned) {
    const facts = { title: value(course.title), propose: command('seats propose') };
    return refusedByState(desk, course) ?? desk.refuse('depart.noPlan', facts);
  }
  return { update: await view(planned) };
}
