// Warns a coordinator when a course, after a change, would no longer pass the gate; others do not see the documents.
import type { Desk } from '#bot/command.ts';
import { hasRole } from '#bot/identify.ts';
import { command } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import type { Course } from '#store/records/courses.ts';
import { gateReasons } from './_gate.ts';
import type { Key } from './words.ts';

export async function gateWarning(course: Course, desk: Desk<Key>): Promise<readonly Block[]> {
  if (course.publishedAt === undefined) return [];
  if (course.state === 'on-hold') {
    return [{ paragraph: desk.say('change.stillHeld', { command: command('course publish') }) }];
  }
  if (!hasRole(desk.asker, 'coordinator')) return [];
  const reasons = gateReasons(course, await desk.records.clearances.of(course.id), desk.now, desk.say);
  return reasons ? [{ paragraph: desk.say('change.gateShut', { reasons }) }] : [];
}
