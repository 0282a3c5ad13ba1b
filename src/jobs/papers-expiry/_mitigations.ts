// Mitigations of courses that are not over: their owners once before the day, and weekly from then on; the coordinators' list.

import type { Answer } from '#bot/answer.ts';
import { holdersOf } from '#bot/holders.ts';
import type { CourseState } from '#exchange/course.ts';
import { watchedStates } from '#exchange/gate-watch.ts';
import { addDays, localDate } from '#exchange/local-time.ts';
import { isOverdue, mitigationReminder, mondayReminder } from '#exchange/papers-expiry.ts';
import type { Sweep } from '#jobs/job.ts';
import type { Mitigation } from '#store/records/papers.ts';

/** A risk may also have to be met while the course runs. */
export function isMitigated(state: CourseState): boolean {
  return state === 'running' || watchedStates.some((one) => one === state);
}

/** So many are named to one owner; the rest are counted. */
const mostNamed = 5;

/** Three days ahead, and one more because it is earlier or later elsewhere. */
const daysAhead = 4;

export async function mitigationReminders(sweep: Sweep): Promise<readonly Answer[]> {
  const { records, now } = sweep;
  const open = await records.papers.openMitigations(undefined, addDays(localDate(now, 'UTC'), daysAhead));
  if (open.length === 0) return [];
  const found = await records.courses.byIds(open.map((one) => one.course));
  const zones = new Map(found.filter(({ state }) => isMitigated(state)).map(({ id, zone }) => [id, zone]));
  const live = open.filter((one) => zones.has(one.course));
  return [
    ...live.flatMap((one) => dueSoon(one, zones.get(one.course) ?? 'UTC', now)),
    ...(await weekly(live, sweep)),
  ];
}

function dueSoon({ id, owner, due }: Mitigation, zone: string, now: number): readonly Answer[] {
  const reminder = mitigationReminder(due, zone, now);
  if (!reminder) return [];
  return [
    {
      tell: owner,
      message: 'papers-expiry/mitigation',
      facts: { risk: id },
      key: `mitigation due · ${id} · ${due}`,
      tooLateAt: reminder.tooLateAt,
    },
  ];
}

/** On Mondays by the clock of the hub. */
async function weekly(live: readonly Mitigation[], { records, now }: Sweep): Promise<readonly Answer[]> {
  const reminder = mondayReminder((await records.organisations.hub())?.zone ?? 'UTC', now);
  if (!reminder) return [];
  const { slot: monday, tooLateAt } = reminder;
  const overdue = live.filter((one) => isOverdue(one, monday));
  if (overdue.length === 0) return [];
  const owners = [...Map.groupBy(overdue, (one) => one.owner)];
  return [
    ...owners.map(([owner, theirs]) => ({
      tell: owner,
      message: 'papers-expiry/overdue',
      facts: {
        risks: theirs
          .slice(0, mostNamed)
          .map((one) => one.id)
          .join(' '),
        more: Math.max(0, theirs.length - mostNamed),
      },
      key: `mitigations overdue · ${monday}`,
      tooLateAt,
    })),
    ...(await holdersOf(records, 'coordinator', { now })).map((tell) => ({
      tell,
      message: 'papers-expiry/overdue-list',
      facts: { monday },
      key: `mitigations overdue at large · ${monday}`,
      tooLateAt,
    })),
  ];
}
