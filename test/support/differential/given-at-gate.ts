// What operations at the gate are given: mostly what leads to an approval that stands, and passes of those that do.
import { verdicts } from '#exchange/approval.ts';
import { counterpartKinds, opportunities } from '#exchange/brief.ts';
import { missions, missionViews } from '#exchange/consultation.ts';
import { offices, riskGrades } from '#exchange/hub-settings.ts';
import { maybe } from './given.ts';
import { contentIn } from './model-gate.ts';
import type { Row } from './model-state.ts';
import type { World } from './world.ts';

const countries = ['GH', 'MA', 'PE', 'FR'] as const;

export const briefOf = (world: World) => ({
  counterpart: world.text(),
  counterpartKind: world.pick(counterpartKinds),
  priorities: world.text(),
  objectives: world.text(),
  need: world.text(),
  opportunities: world.subset(opportunities),
  difficulty: world.text(),
  participants: world.subset(countries),
});

export const mission = (world: World) => ({
  country: world.pick(countries),
  mission: world.pick(missions),
  due: world.date(),
});

export function asked(world: World): readonly [course: string, country: string] {
  const row = world.row('consultations');
  return row && world.often(0.8) ? [row.course, row.country] : [world.id('courses'), world.pick(countries)];
}

/** Mostly one that lacks this paper: what has both is decided on. */
export function courseWithout(world: World, paper: 'briefs' | 'assessments'): string {
  const lacking = [...world.state.courses.keys()].filter((id) => !world.state[paper].has(id));
  return (world.often(0.9) ? world.some(lacking) : undefined) ?? world.id('courses');
}

export function approvals(world: World): readonly Row<'decisions'>[] {
  return [...world.state.decisions.values()].filter(
    (one) => one.voidedAt === null && one.verdict === 'proceed',
  );
}

/** Often one whose approval stands: there seats are given. */
export function courseAtGate(world: World): string {
  return (world.often(0.6) ? world.some(approvals(world))?.course : undefined) ?? world.id('courses');
}

/** Often one that may have a seat. */
export function nominationAtGate(world: World): string {
  const approved = new Set(approvals(world).map((one) => one.course));
  const waiting = [...world.state.nominations.values()].filter(
    (one) => one.state === 'submitted' && approved.has(one.course),
  );
  return (world.often(0.6) ? world.some(waiting)?.id : undefined) ?? world.id('nominations');
}

/** Mostly one that was granted its seat as offered. */
export function offeredNomination(world: World): string {
  const offered = [...world.state.nominations.values()].filter((one) => one.state === 'offered');
  return (world.often(0.8) ? world.some(offered)?.id : undefined) ?? world.id('nominations');
}

/** Mostly of the approval that stands; now and then of one that has ended, or of another course. */
export function passOf(
  world: World,
  course: string,
): { readonly course: string; readonly decision: string } | undefined {
  if (world.often(0.1)) {
    const any = world.row('decisions');
    return any && { course: world.often(0.7) ? any.course : course, decision: any.id };
  }
  const standing = approvals(world).find((one) => one.course === course);
  return standing && { course, decision: standing.id };
}

/** Mostly of a course that has both papers and no approval, about what stands in the record. */
export function decision(world: World): object {
  const { briefs, assessments } = world.state;
  const approved = new Set(approvals(world).map((one) => one.course));
  const complete = [...briefs.keys()].filter((id) => assessments.has(id));
  const waiting = complete.filter((id) => !approved.has(id));
  const course = (world.often(0.8) ? world.some(waiting) : world.some(complete)) ?? world.id('courses');
  const hash = world.often(0.9) ? contentIn(world.state, course)?.hash : undefined;
  return {
    course,
    verdict: world.often(0.8) ? 'proceed' : world.pick(verdicts),
    office: world.pick(offices),
    grade: world.pick(riskGrades),
    decidedBy: world.id('people'),
    inNameOf: maybe(world, 0.3, () => world.id('people')),
    reasons: world.text(),
    hash: hash ?? 'of something else',
    evidence: {
      consultations: [{ ...mission(world), view: world.pick(missionViews), note: world.text() }],
      mitigations: { all: world.number(0, 3), done: 0 },
    },
  };
}
