// What follows when a paper has been written or changed: an approval may have ended, and whoever decides is asked anew.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import type { Text } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import type { Course } from '#store/records/courses.ts';
import { Conflict } from '#store/store.ts';
import { gateView, isDecidable } from './_gate-view.ts';
import { standingOf } from './_standing.ts';
import { cardRevision, tellDeciders, tellOfVoiding } from './_tell.ts';
import type { Key } from './words.ts';

/** What was done, how the course stands now, and everybody who has to know. */
export async function afterWriting(desk: Desk<Key>, before: Course, done: Text): Promise<readonly Answer[]> {
  const { asker, records, now, say } = desk;
  const course = await records.courses.byId(before.id);
  if (!course) throw new Conflict(`The course ${before.id} is gone.`);
  const hasEnded = course.state !== before.state;
  const standing = await standingOf(records, course);
  const ended: readonly Block[] = hasEnded
    ? [{ paragraph: say(course.state === 'on-hold' ? 'voided.held' : 'voided.waits') }]
    : [];
  return [
    { reply: [{ paragraph: done }, ...ended, { divider: true }, ...(await gateView(course, desk))] },
    ...(hasEnded
      ? [...(await tellOfVoiding(records, course, asker.person?.id, now)), cardRevision(course)]
      : []),
    // What was not handed in yet is shown to nobody before it is.
    ...(isDecidable(standing) ? await tellDeciders(records, standing, now) : []),
  ];
}
