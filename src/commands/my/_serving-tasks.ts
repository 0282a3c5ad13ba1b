// Tasks of whoever answers for people: the question who still serves, from the first notice until it has been answered.
import { circlesOf, hubCircle, renewersOf } from '#bot/approvals.ts';
import type { Desk } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import { actingFor, hasRole } from '#bot/identify.ts';
import { instant, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { firstNoticeDays } from '#exchange/verification.ts';
import { mostOfAKind, type Task } from './_task.ts';
import type { Key } from './words.ts';

const ahead = firstNoticeDays * 86_400_000;

/** One for each circle that the asker would be asked about, as the list behind it has it. */
export async function servingTasks(desk: Desk<Key>, person: string): Promise<readonly Task[]> {
  const { asker, records, say, now } = desk;
  const coordinates = hasRole(asker, 'coordinator');
  const own = asker.person?.organisation;
  if (!coordinates && !hasRole(asker, 'oversight') && !hasRole(asker, 'liaison')) return [];
  const hub = await records.organisations.hub();
  const due = await records.people.approvedUntil(now + ahead);
  const circles = await circlesOf(records, due, hub);
  const coordinators = await holdersOf(records, 'coordinator', { now });
  const actsFor = actingFor(asker);
  const tasks: Task[] = [];
  for (const circle of new Set(circles.values())) {
    if (tasks.length === mostOfAKind) break;
    if (!coordinates && circle !== hubCircle && circle !== own) continue;
    const isTheirs = (await renewersOf(records, circle, now)).includes(person);
    const ends = due.flatMap(({ id, approvedUntil = 0 }) => {
      const isAsked = coordinates || circle !== hubCircle || coordinators.includes(id);
      return approvedUntil > 0 && circles.get(id) === circle && isAsked && !actsFor.includes(id)
        ? [approvedUntil]
        : [];
    });
    if (!isTheirs || ends.length === 0) continue;
    const until = Math.min(...ends);
    const organisation = circle === hubCircle ? hub : await records.organisations.byId(circle);
    tasks.push({
      since: until - ahead,
      says: say('tasks.serving', {
        organisation: value(organisation?.name ?? '–'),
        until: instant(until, asker.zone, 'day'),
      }),
      button: { label: say('tasks.servingButton'), route: route('exchange/member-verify/show', circle) },
    });
  }
  return tasks;
}
