// What the gate asks for, arranged in the record without anybody being told: papers, an approval, and the pass that it gives.
import { type ClearanceDocument, type GatePass, gate, type Verdict } from '#exchange/approval.ts';
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

/** Approves whatever stands in the record now, unless another verdict is given. */
export async function approve(
  { papers, decisions }: Records,
  course: string,
  by: string,
  reasons = 'It does more good than harm.',
  verdict: Verdict = 'proceed',
): Promise<void> {
  const standing = await decisions.content(course);
  const assessment = await papers.assessment(course);
  if (!standing || !assessment) throw new Error('There are no papers to approve.');
  await decisions.decide({
    course,
    verdict,
    office: 'head-of-department',
    grade: assessment.grade,
    decidedBy: by,
    inNameOf: undefined,
    reasons,
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

/** A pass of the approval that stands, whatever the calendar says: for courses that are arranged to have begun or ended. */
export async function standingPass(records: Records, course: string): Promise<GatePass> {
  const { brief, assessment, approval } = await records.clearances.of(course);
  if (!brief || !assessment) throw new Error(`The course ${course} has no papers.`);
  const [decidedOn, validUntil] = ['2000-01-01', '2100-01-01'];
  const days = { decidedOn, validUntil };
  const papers = { brief: { ...brief, ...days }, assessment: { ...assessment, ...days }, approval };
  const asked = gate({ id: course, zone: 'UTC', startsOn: decidedOn }, papers, Date.UTC(2050, 0));
  if (!asked.open) throw new Error(`No approval stands: ${JSON.stringify(asked.missing)}`);
  return asked.pass;
}

/** Who writes the papers, and who approves them; both by id. */
export interface Hands {
  readonly assessor: string;
  readonly approver: string;
}

/** Both papers, an approval of them by somebody else, and the course in `approved` if it was proposed. */
export async function approveCourse(
  records: Records,
  course: string,
  { assessor, approver }: Hands,
  validity: {
    readonly brief?: Validity & { readonly reference?: string };
    readonly assessment?: Validity & { readonly reference?: string };
  } = {},
): Promise<void> {
  await setDocument(records, course, 'brief', validity.brief ?? inForce, assessor);
  await setDocument(records, course, 'assessment', validity.assessment ?? inForce, assessor);
  await approve(records, course, approver);
  for (const [from, to] of [
    ['draft', 'proposed'],
    ['proposed', 'gated'],
    ['gated', 'approved'],
  ] as const)
    await records.courses.move(course, [from], to);
}

/** Papers, an approval, and its pass. */
export async function openGate(records: Records, course: string, by: string, at: number): Promise<GatePass> {
  await givePapers(records, course, by);
  return passOf(records, course, at);
}
