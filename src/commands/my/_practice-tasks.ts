// Tasks of what came of a course: commitments of one's own, and those that people of one's own have shared.
import type { Desk } from '#bot/command.ts';
import { ownFollowUps, staffFollowUps } from '#bot/follow-ups.ts';
import { hasRole } from '#bot/identify.ts';
import { instant, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { mostOfAKind, type Task } from './_task.ts';
import type { Key } from './words.ts';

export async function practiceTasks(desk: Desk<Key>, id: string): Promise<readonly (readonly Task[])[]> {
  const { records, say, asker, now } = desk;
  const own = (await ownFollowUps(records, id, now)).slice(0, mostOfAKind).map(
    ({ course, person, stage, window }): Task => ({
      since: window.opensAt,
      says: say('tasks.followUp', {
        title: value(course.title),
        closes: instant(window.closesAt, course.zone),
      }),
      button: {
        label: say('tasks.answer'),
        route: route('feedback/follow-up/start', course.id, person, stage),
      },
    }),
  );
  const organisation = asker.organisation?.id ?? '';
  if (!hasRole(asker, 'manager', organisation)) return [own];
  const staff = await staffFollowUps(records, { id, organisation }, now);
  // One for each course.
  const courses = [...Map.groupBy(staff, (one) => one.course.id).values()].slice(0, mostOfAKind);
  return [
    own,
    courses.flatMap((waiting): readonly Task[] => {
      const [first] = waiting;
      if (!first) return [];
      const { course, window } = first;
      return [
        {
          since: window.opensAt,
          says: say('tasks.observe', {
            ...{ title: value(course.title), count: waiting.length },
            closes: instant(window.closesAt, course.zone),
          }),
          button: { label: say('tasks.answer'), route: route('feedback/follow-up/next', course.id) },
        },
      ];
    }),
  ];
}
