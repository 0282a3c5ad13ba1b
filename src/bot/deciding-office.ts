// Who decides on a course at the gate: the office that its grade names, and those who hold it.
import { approverSetting } from '#exchange/approval.ts';
import type { Office } from '#exchange/hub-settings.ts';
import type { Records } from '#store/store.ts';
import { holdersOf } from './holders.ts';
import { hubSetting } from './hub-setting.ts';

/** Until somebody has assessed it, the head of department is the one to know. For a job: with everybody's eyes. */
export async function decidingOffice(records: Records, course: string): Promise<Office> {
  const assessment = await records.papers.assessment(course);
  return assessment ? hubSetting(records, approverSetting(assessment.grade)) : 'head-of-department';
}

/** The ids of everybody at the hub whom the gate of a course concerns: coordinators, and the holders of that office. */
export async function gateKeepers(records: Records, office: Office, now: number): Promise<readonly string[]> {
  const coordinators = await holdersOf(records, 'coordinator', { now });
  const deciders = await holdersOf(records, 'approver', { scope: office, now });
  return [...new Set([...coordinators, ...deciders])];
}
