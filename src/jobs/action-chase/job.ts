// Reminds whoever sees to an improvement action a week before its day and on the day after, and asks for one where there is none.
import type { Answer } from '#bot/answer.ts';
import { courseRunners } from '#bot/course-runners.ts';
import { holdersOf } from '#bot/holders.ts';
import { hasRunOut } from '#bot/standing.ts';
import { actionReminder, actionWanted, chasedDays } from '#exchange/improvement.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { officeHoursIn } from '#exchange/office-hours.ts';
import { mondayReminder } from '#exchange/papers-expiry.ts';
import { defineJob, type Sweep } from '#jobs/job.ts';
import type { ImprovementAction } from '#store/records/actions.ts';
import type { Person } from '#store/records/people.ts';

export default defineJob({
  name: 'action-chase',
  everyMinutes: 30,
  async sweep(sweep): Promise<readonly Answer[]> {
    return [...(await reminders(sweep)), ...(await wanted(sweep))];
  },
});

async function reminders(sweep: Sweep): Promise<readonly Answer[]> {
  const { records, now } = sweep;
  const today = localDate(now, 'UTC');
  const near = { from: addDays(today, -chasedDays.after), until: addDays(today, chasedDays.before) };
  const open = await records.actions.open(near);
  if (open.length === 0) return [];
  const owners = await records.people.byIds([...new Set(open.map((one) => one.owner))]);
  const people = new Map(owners.map((one) => [one.id, one]));
  const answers: Answer[] = [];
  for (const action of open) {
    const owner = people.get(action.owner);
    answers.push(
      ...(owner && serves(owner, now) ? await toOwner(sweep, action, owner) : await left(sweep, action)),
    );
  }
  return answers;
}

function serves(person: Person, now: number): boolean {
  return person.membership === 'confirmed' && !hasRunOut(person, now);
}

async function toOwner(
  { records, now }: Sweep,
  action: ImprovementAction,
  owner: Person,
): Promise<readonly Answer[]> {
  const organisation =
    owner.organisation === undefined ? undefined : await records.organisations.byId(owner.organisation);
  const zone = owner.zone ?? organisation?.zone ?? 'UTC';
  const due = actionReminder(action, { zone, hours: officeHoursIn(organisation?.country) }, now);
  if (!due) return [];
  return [
    {
      tell: owner.id,
      message: 'action-chase/reminder',
      facts: { action: action.id, dueOn: action.dueOn },
      key: `action · ${action.id} · ${due.slot}`,
      notBefore: due.notBefore,
      tooLateAt: due.tooLateAt,
    },
  ];
}

/** Nobody would be reminded: the coordinators give it to somebody else. Once for each owner and day. */
async function left({ records, now }: Sweep, action: ImprovementAction): Promise<readonly Answer[]> {
  const coordinators = await holdersOf(records, 'coordinator', { now });
  return coordinators.map((tell) => ({
    tell,
    message: 'action-chase/left',
    facts: { action: action.id, owner: action.owner },
    key: `action left · ${action.id} · ${action.dueOn} · ${action.owner}`,
  }));
}

const aDay = 86_400_000;
/** As many as a message lists; the rest are of no less weight, and come when these are seen to. */
const mostListed = 5;

/** Every Monday, to whoever runs them and to the coordinators: courses that were evaluated, and nothing came of it yet. */
async function wanted({ records, now }: Sweep): Promise<readonly Answer[]> {
  const hub = await records.organisations.hub();
  const due = hub && mondayReminder(hub.zone, now);
  if (!due) return [];
  const { afterDays, forDays } = actionWanted;
  const ids = await records.actions.wanted(now - forDays * aDay, now - afterDays * aDay);
  const courses = new Map<string, string[]>();
  const coordinators = await holdersOf(records, 'coordinator', { now });
  for (const course of await records.courses.byIds(ids))
    for (const person of new Set([...(await courseRunners(records, course, now)), ...coordinators]))
      courses.set(person, [...(courses.get(person) ?? []), course.id]);
  return [...courses].map(([tell, theirs]) => ({
    tell,
    message: 'action-chase/wanted',
    facts: {
      courses: theirs.slice(0, mostListed).join(' '),
      more: Math.max(0, theirs.length - mostListed),
    },
    key: `action wanted · ${due.slot}`,
    tooLateAt: due.tooLateAt,
  }));
}
