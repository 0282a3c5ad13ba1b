// What the gate asks for, arranged in the record without anybody being told: papers, an approval, and the pass that it gives.
import { type ClearanceDocument, type GatePass, gate } from '#exchange/approval.ts';
import type { Validity } from '#exchange/approved-content.ts';
import type { Brief } from '#exchange/brief.ts';
import type { RiskGrade } from '#exchange/hub-settings.ts';
import type { Records } from '#store/store.ts';

/** In force from before the benches' clocks begin until after the courses that they hold. */
export const inForce = { decidedOn: '2026-01-01', validUntil: '2028-12-31' } as const satisfies Validity;

export const brief = {
  reference: 'IPAB-1',
  counterpart: 'Ministry of the Interior',
  counterpartKind: 'foreign-government',
  priorities: 'Serious and organised crime.',
  objectives: 'Evidence that stands in court.',
  need: 'Laboratories are new.',
  opportunities: ['reduce-harm'],
  difficulty: 'Detention before trial is long.',
  participants: ['EG', 'GH'],
} as const satisfies Brief;

/** One document of a course, in place of the one that it has; an approval of that one ends with it. */
export async function setDocument(
  { papers }: Records,
  course: string,
  document: ClearanceDocument,
  clearance: Validity & { readonly reference?: string },
  by: string,
  grade: RiskGrade = 'low',
): Promise<void> {
  if (document === 'brief') await papers.writeBrief(course, { ...brief, ...clearance }, by);
  else await papers.assess(course, { reference: 'OSJA-1', grade, assessor: by, ...clearance });
}

/** Approves whatever stands in the record now. */
export async function approve({ papers, decisions }: Records, course: string, by: string): Promise<void> {
  const standing = await decisions.content(course);
  const assessment = await papers.assessment(course);
  if (!standing || !assessment) throw new Error('There are no papers to approve.');
  await decisions.decide({
    course,
    verdict: 'proceed',
    office: 'head-of-department',
    grade: assessment.grade,
    decidedBy: by,
    inNameOf: undefined,
    reasons: 'It does more good than harm.',
    hash: standing.hash,
    evidence: { consultations: [], mitigations: { all: 0, done: 0 } },
  });
}

/** Both papers and an approval of them. */
export async function givePapers(
  records: Records,
  course: string,
  by: string,
  validity: Validity = inForce,
): Promise<void> {
  await setDocument(records, course, 'brief', validity, by);
  await setDocument(records, course, 'assessment', validity, by);
  await approve(records, course, by);
}

/** A pass of the gate as it stands at this instant (epoch ms). Throws where it is shut. */
export async function passOf(records: Records, course: string, at: number): Promise<GatePass> {
  const found = await records.courses.byId(course);
  if (!found) throw new Error(`There is no course ${course}.`);
  const asked = gate(found, await records.clearances.of(course), at);
  if (!asked.open) throw new Error(`The gate is shut: ${JSON.stringify(asked.missing)}`);
  return asked.pass;
}

/** Papers, an approval, and its pass. */
export async function openGate(records: Records, course: string, by: string, at: number): Promise<GatePass> {
  await givePapers(records, course, by);
  return passOf(records, course, at);
}
