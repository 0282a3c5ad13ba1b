// Tasks of a selection by score: nominations that wait for somebody's review, and appeals that came to them.
import type { Desk } from '#bot/command.ts';
import { day, instant, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { mostOfAKind, type Task } from './_task.ts';
import type { Key } from './words.ts';

export async function reviewTasks(desk: Desk<Key>, person: string): Promise<readonly (readonly Task[])[]> {
  return [await reviewsToGive(desk, person), await appealsToAnswer(desk)];
}

/** One for each course. */
async function reviewsToGive({ records, say }: Desk<Key>, person: string): Promise<readonly Task[]> {
  const open = (await records.reviews.ofReviewer(person)).filter((one) => one.state === 'open');
  const tasks: Task[] = [];
  for (const [id, reviews] of Map.groupBy(open, (one) => one.course)) {
    const panel = await records.panels.of(id);
    const course = await records.courses.byId(id);
    if (!course || panel?.closedAt !== undefined || !panel) continue;
    tasks.push({
      since: Math.min(...reviews.map((one) => one.changedAt)),
      says: say('tasks.reviews', {
        count: reviews.length,
        title: value(course.title),
        due: day(panel.due),
      }),
      button: { label: say('tasks.review'), route: route('select/review/next', id) },
    });
  }
  return tasks.slice(0, mostOfAKind);
}

async function appealsToAnswer({ records, say, asker }: Desk<Key>): Promise<readonly Task[]> {
  return (await records.appeals.waiting(mostOfAKind)).map((one) => ({
    since: one.askedAt,
    says: say('tasks.appeal', { on: instant(one.askedAt, asker.zone, 'day') }),
    button: { label: say('tasks.look'), route: route('select/answer/look', one.id) },
  }));
}
