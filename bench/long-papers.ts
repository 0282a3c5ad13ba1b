// Brief, assessment and a standing approval for the courses of a long record, as the store would have kept them.
import { contentOf, hashOf, type Substance } from '#exchange/approved-content.ts';
import type { Insert } from './long-record.ts';

export interface GatedCourse extends Substance {
  readonly id: string;
}

export interface PapersOf {
  readonly decidedOn: string;
  readonly validUntil: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly assessor: string;
  readonly approver: string;
}

const reference = 'R-1';
const grade = 'low';
const brief = {
  counterpart: 'Ministry of the Interior',
  counterpartKind: 'foreign-government',
  priorities: 'Serious and organised crime.',
  objectives: 'Evidence that stands in court.',
  need: 'Laboratories are new.',
  opportunities: ['reduce-harm'],
  difficulty: 'Detention before trial is long.',
  participants: ['GH'],
} as const;

export async function writePapers(
  insert: Insert,
  courses: readonly GatedCourse[],
  { decidedOn, validUntil, at, assessor, approver }: PapersOf,
): Promise<void> {
  await insert(
    'clearances',
    ['course', 'document', 'reference', 'decided_on', 'valid_until', 'recorded_by', 'recorded_at'],
    courses.flatMap(({ id }) =>
      ['brief', 'assessment'].map((document) => [
        ...[id, document, reference, decidedOn, validUntil, assessor, at],
      ]),
    ),
  );
  await insert(
    'briefs',
    [
      ...['course', 'counterpart', 'counterpart_kind', 'priorities', 'objectives', 'need', 'opportunities'],
      ...['difficulty', 'participants', 'written_by', 'written_at'],
    ],
    courses.map(({ id }) => [
      ...[id, brief.counterpart, brief.counterpartKind, brief.priorities, brief.objectives, brief.need],
      ...[JSON.stringify(brief.opportunities), brief.difficulty, JSON.stringify(brief.participants)],
      ...[assessor, at],
    ]),
  );
  await insert(
    'assessments',
    ['course', 'grade', 'assessor', 'assessed_at'],
    courses.map(({ id }) => [id, grade, assessor, at]),
  );
  await insert(
    'decisions',
    [
      ...['id', 'course', 'number', 'verdict', 'office', 'grade', 'decided_by', 'decided_at', 'reasons'],
      ...['hash', 'content', 'evidence'],
    ],
    courses.map((course) => {
      const inForce = { reference, decidedOn, validUntil };
      const content = contentOf(course, { ...brief, ...inForce }, { grade, assessor, ...inForce }, []);
      return [
        ...[`dec-${course.id}`, course.id, 1, 'proceed', 'head-of-department', grade, approver, at],
        ...['It does more good than harm.', hashOf(content), JSON.stringify(content)],
        JSON.stringify({ consultations: [], mitigations: { all: 0, done: 0 } }),
      ];
    }),
  );
}
