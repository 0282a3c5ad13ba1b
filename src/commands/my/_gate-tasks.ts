// Tasks at the gate: decisions, papers to bring on, approved courses to publish, mitigations, missions that have not answered.
import type { Desk } from '#bot/command.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { hasRole } from '#bot/identify.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { approverSetting, gate, mayDecide } from '#exchange/approval.ts';
import { isOver } from '#exchange/course.ts';
import { watchedStates } from '#exchange/gate-watch.ts';
import { type Office, offices, type RiskGrade } from '#exchange/hub-settings.ts';
import { addDays, instantAt, localDate } from '#exchange/local-time.ts';
import type { Course } from '#store/records/courses.ts';
import { mostOfAKind, oldest, type Task } from './_task.ts';
import type { Key } from './words.ts';

/** One list for each kind. */
export async function gateTasks(desk: Desk<Key>, person: string): Promise<readonly (readonly Task[])[]> {
  const coordinates = hasRole(desk.asker, 'coordinator');
  return [
    hasRole(desk.asker, 'approver') ? await decisions(desk, person) : [],
    coordinates ? await papersToBringOn(desk) : [],
    coordinates ? await toPublish(desk, person) : [],
    coordinates ? await silentMissions(desk) : [],
    await mitigations(desk, person),
  ];
}

/** There may be as many at the front for somebody else as are shown. */
const mostLookedAt = 2 * mostOfAKind;

/** Handed in, or held, and not decided on; of a grade that the asker's office decides, without their own part in it. */
async function decisions(desk: Desk<Key>, person: string): Promise<readonly Task[]> {
  const { asker, records, say } = desk;
  const handedIn = await records.courses.inState('gated', 'createdAt', { most: mostLookedAt });
  const waiting = [...handedIn, ...(await heldForADecision(desk))].toSorted(
    (one, other) => one.createdAt - other.createdAt,
  );
  if (waiting.length === 0) return [];
  const held = offices.filter((office) => hasRole(asker, 'approver', office));
  const actsFor = [person, ...asker.grants.map((grant) => grant.person)];
  const graded = await records.papers.graded(waiting.map((course) => course.id));
  const officeOf = new Map<RiskGrade, Office>();
  for (const grade of new Set(graded.map((one) => one.grade)))
    officeOf.set(grade, await hubSetting(records, approverSetting(grade)));
  const isTheirs = ({ id, proposedBy: proposer }: Course) => {
    const assessed = graded.find((one) => one.course === id);
    const office = assessed && officeOf.get(assessed.grade);
    if (!assessed || !office) return false;
    return mayDecide({ office, offices: held, actsFor, proposer, assessor: assessed.assessor }).decide;
  };
  return waiting
    .filter(isTheirs)
    .slice(0, mostOfAKind)
    .map((course) => ({
      since: course.createdAt,
      says: say('tasks.decide', { title: value(course.title), starts: day(course.startsOn) }),
      button: { label: say('tasks.papersButton'), route: route('approval/show/of', course.id) },
    }));
}

/** On hold, and lacking nothing at the gate but the approval. */
async function heldForADecision({ records, now }: Desk<Key>): Promise<readonly Course[]> {
  const lacking: Course[] = [];
  for (const course of await records.courses.inState('on-hold', 'createdAt', { most: mostLookedAt })) {
    const found = gate(course, await records.clearances.of(course.id), now);
    if (!found.open && found.missing.every(({ document }) => document === 'approval')) lacking.push(course);
  }
  return lacking;
}

async function papersToBringOn({ records, say }: Desk<Key>): Promise<readonly Task[]> {
  const proposed = await records.courses.inState('proposed', 'createdAt', { most: mostOfAKind });
  return proposed.map((course) => ({
    since: course.createdAt,
    says: say('tasks.papers', { title: value(course.title), starts: day(course.startsOn) }),
    button: { label: say('tasks.papersButton'), route: route('approval/show/of', course.id) },
  }));
}

/** Their own somebody else publishes. */
async function toPublish({ records, say }: Desk<Key>, person: string): Promise<readonly Task[]> {
  const approved = await records.courses.inState('approved', 'createdAt', { most: mostLookedAt });
  return approved
    .filter((course) => course.proposedBy !== person)
    .slice(0, mostOfAKind)
    .map((course) => ({
      since: course.createdAt,
      says: say('tasks.publish', { title: value(course.title), starts: day(course.startsOn) }),
      button: { label: say('tasks.publishButton'), route: route('course/publish/start', course.id) },
    }));
}

/** Further back nobody waits for them any more. */
const longestSilence = 120;

/** One task for each course, by the first day that has passed. */
async function silentMissions({ records, say, now }: Desk<Key>): Promise<readonly Task[]> {
  const eve = addDays(localDate(now, 'UTC'), -1);
  const silent = await records.consultations.waitedFor(addDays(eve, -longestSilence), eve);
  const found = await records.courses.byIds(silent.map((one) => one.course));
  const tasks = found.filter(isAtTheGate).map((course): Task => {
    const theirs = silent.filter((one) => one.course === course.id);
    const [first] = theirs;
    return {
      since: instantAt(first?.due ?? eve, '00:00', course.zone),
      says: say('tasks.missions', { title: value(course.title), count: theirs.length }),
      button: {
        label: say('tasks.missionsButton'),
        route: route('approval/consult/start', course.id, ...(first ? [first.country] : [])),
      },
    };
  });
  return oldest([tasks], (one) => one.since);
}

function isAtTheGate({ state }: Course): boolean {
  return watchedStates.some((one) => one === state);
}

/** Whatever day they are due. */
const always = '9999-12-31';

/** Of a course that they may not see, the mitigation is all that they know. */
async function mitigations({ records, say }: Desk<Key>, person: string): Promise<readonly Task[]> {
  const open = await records.papers.openMitigations(person, always);
  if (open.length === 0) return [];
  const seen = await records.courses.byIds(open.map((one) => one.course));
  const over = new Set(seen.filter(({ state }) => isOver(state)).map(({ id }) => id));
  return open
    .filter((one) => !over.has(one.course))
    .slice(0, mostOfAKind)
    .map((one) => ({
      since: instantAt(one.due, '00:00', 'UTC'),
      says: say('tasks.mitigation', { mitigation: value(one.mitigation), due: day(one.due) }),
      button: { label: say('tasks.mitigationButton'), route: route('approval/risks/done', one.id) },
    }));
}
