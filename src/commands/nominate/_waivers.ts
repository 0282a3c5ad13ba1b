// Waivers that are asked for: the approvers of the office that decides on the course hear of each once.
import type { Answer } from '#bot/answer.ts';
import type { Desk } from '#bot/command.ts';
import { decidingOffice } from '#bot/deciding-office.ts';
import { followVerdicts } from '#bot/follow-verdicts.ts';
import { holdersOf } from '#bot/holders.ts';
import { isWaivable, type WaivableRule } from '#exchange/eligibility.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import type { Barred } from './_precheck.ts';
import type { Key } from './words.ts';

export async function waiverAsked(
  { records, now }: Pick<Desk<Key>, 'records' | 'now'>,
  course: Course,
  nomination: string,
  rule: WaivableRule,
): Promise<readonly Answer[]> {
  const office = await decidingOffice(records, course.id);
  const approvers = await holdersOf(records, 'approver', { scope: office, now });
  return approvers.map((tell) => ({
    tell,
    message: 'nominate/waiver-asked',
    facts: { nomination, rule },
    key: `waiver asked · ${nomination} · ${rule}`,
  }));
}

/** Nominated although something stands against it: ineligible until it is waived, which is asked for at once. */
export async function askToWaive(
  desk: Desk<Key>,
  course: Course,
  nomination: Nomination,
  barred: Barred | undefined,
): Promise<readonly Answer[]> {
  if (barred === undefined) return [];
  const { asker, records, now } = desk;
  const answers: Answer[] = [];
  for (const { rule } of barred.failures) {
    if (!isWaivable(rule)) continue;
    await records.waivers.ask({ nomination: nomination.id, rule, askedBy: asker.person?.id ?? '' });
    answers.push(...(await waiverAsked(desk, course, nomination.id, rule)));
  }
  // Whoever has just asked knows that it is not eligible yet.
  const changed = await followVerdicts(records, course, [nomination], now);
  return [...answers, ...changed.filter((one) => !('tell' in one && one.tell === asker.person?.id))];
}
