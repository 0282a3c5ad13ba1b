// What a change does to the gate: the approval that has ended, or the papers that will not last; and who is told of it.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { holdersOf } from '#bot/holders.ts';
import { hasRole } from '#bot/identify.ts';
import { command } from '#bot/text.ts';
import type { Block } from '#bot/view.ts';
import { courseEnd, openedStates } from '#exchange/course.ts';
import type { Course } from '#store/records/courses.ts';
import type { Change } from './_change.ts';
import { others, tellAll } from './_concerned.ts';
import { gateReasons } from './_gate.ts';
import type { Key } from './words.ts';

export async function gateWarning({ before, after }: Change, desk: Desk<Key>): Promise<readonly Block[]> {
  if (isVoided(before, after)) {
    // The card that follows has the button to its papers.
    return [{ paragraph: desk.say(after.state === 'on-hold' ? 'change.voidedHeld' : 'change.voided') }];
  }
  if (after.publishedAt === undefined) return [];
  if (after.state === 'on-hold') {
    return [{ paragraph: desk.say('change.stillHeld', { command: command('course publish') }) }];
  }
  if (!hasRole(desk.asker, 'coordinator')) return [];
  const reasons = gateReasons(after, await desk.records.clearances.of(after.id), desk.now, desk.say);
  return reasons ? [{ paragraph: desk.say('change.gateShut', { reasons }) }] : [];
}

/** Whom it concerns that an approval has ended: whoever decides, at the hub and for the course; others hear of the change. */
export async function tellOfVoiding(
  { before, after }: Change,
  { asker, records, now }: Desk<Key>,
): Promise<readonly Answer[]> {
  if (!isVoided(before, after)) return [];
  const told = [
    ...(await holdersOf(records, 'coordinator', { now })),
    ...(await holdersOf(records, 'approver', { now })),
    ...(await holdersOf(records, 'courseManager', { scope: after.id, now })),
  ];
  return tellAll(
    others([...told, after.proposedBy], asker.person?.id),
    'approval/voided',
    { course: after.id },
    `approval voided · ${after.id} · ${now}`,
    courseEnd(after),
  );
}

/** The record itself ends an approval with the change; what it moved tells that it did. */
function isVoided(before: Course, after: Course): boolean {
  if (before.state === 'approved') return after.state === 'gated';
  return openedStates.some((state) => state === before.state) && after.state === 'on-hold';
}
