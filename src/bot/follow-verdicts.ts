// States that follow from facts: whoever changes one has those of the nominations that it touches decided anew.
import { type Failure, verdictOf } from '#exchange/eligibility.ts';
import { failuresOf } from '#exchange/eligibility-rules.ts';
import { type FollowingState, followingStates, type NominationState } from '#exchange/nomination.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Records } from '#store/store.ts';
import type { Answer } from './answer.ts';
import { factsOf } from './eligibility.ts';
import { liaisonsFor } from './liaisons.ts';

/** More are left to the sweep: whoever types a command does not wait for a thousand others to be looked at. */
const mostAtOnce = 200;

/**
 * Decides anew about nominations of one course, and moves those whose state has become another. The liaison officer who
 * nominated hears once when one of theirs becomes ineligible, and when they are eligible again.
 */
export async function followVerdicts(
  records: Records,
  course: Course,
  nominations: readonly Nomination[],
  now: number,
): Promise<readonly Answer[]> {
  const open = nominations.filter((one) => isFollowing(one.state));
  // With all that is known, and shown to nobody: a state does not hang on who has just changed a fact.
  const facts = await factsOf(records, course, open, now, 'all');
  const answers: Answer[] = [];
  for (const nomination of open) {
    const one = facts.get(nomination.id);
    if (one === undefined || !isFollowing(nomination.state)) continue;
    const to = stateFor(failuresOf(one), one.criteria.vetting !== 'none');
    if (to === nomination.state) continue;
    if (!(await records.evidence.follow(nomination.id, nomination.state, to))) continue;
    if (to === 'ineligible' || nomination.state === 'ineligible')
      answers.push(...(await tellSenders(records, nomination, to, now)));
  }
  return answers;
}

/** The same of everybody whom a change of what a course asks touches; of very many the sweep looks after the rest. */
export async function followCourse(
  records: Records,
  course: Course,
  now: number,
): Promise<readonly Answer[]> {
  const nominations = await records.nominations.list({ course: course.id, states: followingStates });
  return followVerdicts(records, course, nominations.slice(0, mostAtOnce), now);
}

/** The same of every course that one person is nominated for. */
export async function followPerson(
  records: Records,
  person: string,
  now: number,
): Promise<readonly Answer[]> {
  const theirs = await records.nominations.list({ nominee: person, states: followingStates });
  return followEach(records, theirs, now);
}

/** The same of some nominations, of whichever courses. */
export async function followEach(
  records: Records,
  nominations: readonly Nomination[],
  now: number,
): Promise<readonly Answer[]> {
  const some = nominations.slice(0, mostAtOnce);
  const courses = await records.courses.byIds(some.map((one) => one.course));
  const answers: Answer[] = [];
  for (const course of courses)
    answers.push(
      ...(await followVerdicts(
        records,
        course,
        some.filter((one) => one.course === course.id),
        now,
      )),
    );
  return answers;
}

function stateFor(failures: readonly Failure[], isVettingAsked: boolean): FollowingState {
  const verdict = verdictOf(failures);
  if (verdict === 'ineligible') return 'ineligible';
  if (verdict === 'conditional') return 'submitted';
  return isVettingAsked ? 'vetted' : 'eligible';
}

function isFollowing(state: NominationState): state is FollowingState {
  return followingStates.some((one) => one === state);
}

async function tellSenders(
  records: Records,
  nomination: Nomination,
  to: FollowingState,
  now: number,
): Promise<readonly Answer[]> {
  return (await liaisonsFor(records, nomination, now)).map((tell) => ({
    tell,
    message: 'eligibility/changed',
    facts: { nomination: nomination.id, isBarred: to === 'ineligible' },
    // Each change is told once, and the next one anew.
    key: `eligibility · ${nomination.id} · ${to === 'ineligible' ? 'barred' : 'again'} · ${now}`,
  }));
}
