// Asks what came of commitments: whoever made them after 90 and 180 days, and the managers who may know after 100.
import type { Answer } from '#bot/answer.ts';
import { isFollowedUp, windowOf } from '#bot/follow-ups.ts';
import { holdersOf } from '#bot/holders.ts';
import { endsOnFor, followUpPrompts, isOpenAt, type Stage, stages } from '#exchange/follow-up.ts';
import { localDate } from '#exchange/local-time.ts';
import { officeHoursIn } from '#exchange/office-hours.ts';
import { dueInOffice } from '#exchange/reminders.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { Course } from '#store/records/courses.ts';
import type { Organisation } from '#store/records/organisations.ts';
import type { Person } from '#store/records/people.ts';

type Organisations = ReadonlyMap<string, Organisation>;

export default defineJob({
  name: 'follow-ups',
  everyMinutes: 10,
  async sweep(sweep) {
    const organisations = new Map((await sweep.records.organisations.all()).map((one) => [one.id, one]));
    const answers: Answer[] = [];
    for (const stage of stages)
      for (const course of await ended(sweep, stage))
        answers.push(...(await ask(sweep, course, stage, organisations)));
    return answers;
  },
});

/** Decided anew each time: a course that was called off is not among them. */
async function ended({ records, now }: Sweep, stage: Stage): Promise<readonly Course[]> {
  const days = endsOnFor(stage, localDate(now, 'UTC'));
  const courses = [
    ...(await records.courses.inState('delivered', 'endsOn', days)),
    ...(await records.courses.inState('evaluating', 'endsOn', days)),
    ...(await records.courses.inState('closed', 'endsOn', days)),
  ];
  return courses.filter((course) => isFollowedUp(course) && isOpenAt(windowOf(course, stage), now));
}

async function ask(
  sweep: Sweep,
  course: Course,
  stage: Stage,
  organisations: Organisations,
): Promise<readonly Answer[]> {
  const { records } = sweep;
  const made = await records.commitments.list({ course: course.id });
  const asked = made.filter((one) => stage !== '100d' || one.shared).map(({ person }) => person);
  if (asked.length === 0) return [];
  const answered = (await records.followUps.list({ course: course.id })).filter((one) => one.stage === stage);
  const silent = asked.filter((id) => !answered.some(({ person }) => person === id));
  const people = (await records.people.byIds([...new Set(silent)])).filter(
    ({ membership }) => membership === 'confirmed',
  );
  const readers = stage === '100d' ? await managersOf(sweep, people) : people;
  return readers.flatMap((reader) => promptFor(sweep, course, stage, reader, organisations));
}

/** Of the organisations to which those people belong now. Whoever is the only one of a manager's people is not their own. */
async function managersOf({ records, now }: Sweep, people: readonly Person[]): Promise<readonly Person[]> {
  const managers = new Set<string>();
  for (const [organisation, theirs] of Map.groupBy(people, (one) => one.organisation)) {
    if (organisation === undefined) continue;
    for (const id of await holdersOf(records, 'manager', { scope: organisation, now }))
      if (theirs.some((one) => one.id !== id)) managers.add(id);
  }
  return records.people.byIds([...managers]);
}

function promptFor(
  { now }: Sweep,
  course: Course,
  stage: Stage,
  reader: Person,
  organisations: Organisations,
): readonly Answer[] {
  const organisation = organisations.get(reader.organisation ?? '');
  const zone = reader.zone ?? organisation?.zone ?? course.zone;
  const hours = officeHoursIn(organisation?.country);
  const due = dueInOffice(followUpPrompts(windowOf(course, stage), zone, hours), now, { zone, hours });
  if (!due) return [];
  return [
    {
      tell: reader.id,
      message: stage === '100d' ? 'follow-ups/observe' : 'follow-ups/asked',
      facts: { course: course.id, stage, slot: due.slot },
      key: `follow-up · ${course.id} · ${stage} · ${due.slot}`,
      notBefore: due.notBefore,
      tooLateAt: due.tooLateAt,
    },
  ];
}
