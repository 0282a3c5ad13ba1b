// Judges by the audit alone whether anything went past the gate: a second statement of the rule, which shares no code with it.
import { createHash } from 'node:crypto';
import type { Risk } from '#exchange/assessment.ts';
import type { Course } from '#store/records/courses.ts';
import type { Decision } from '#store/records/decisions.ts';
import type { MadeAssessment, WrittenBrief } from '#store/records/kept-papers.ts';

export interface Entry {
  readonly sequence: number;
  readonly at: number;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

interface Document {
  readonly from: string;
  readonly until: string;
}

interface File {
  brief?: Document;
  assessment?: Document;
  grade?: string;
  assessor?: string;
  /** The decision to proceed that stands. */
  approved?: string;
}

/** What a course was before and is after the steps that are judged together: either may have held in between. */
export type Seen = (id: string) => readonly Course[];

export interface Verdicts {
  readonly leaks: readonly string[];
  /** How often each thing that the gate guards was done, and each thing that shuts it happened. */
  readonly reached: Readonly<Record<string, number>>;
}

const officeOf: Readonly<Record<string, string>> = {
  low: 'head-of-department',
  medium: 'head-of-department',
  high: 'minister',
};

const opened = ['call-open', 'call-closed', 'selecting', 'confirmed'];

export function makeJudge() {
  const files = new Map<string, File>();
  const leaks: string[] = [];
  const reached: Record<string, number> = {};
  const count = (what: string) => {
    reached[what] = (reached[what] ?? 0) + 1;
  };

  function fileOf(id: string): File {
    const file = files.get(id) ?? {};
    files.set(id, file);
    return file;
  }

  function passes(what: string, id: string, at: number | 'start', seen: Seen): void {
    count(what);
    const file = fileOf(id);
    const isOpen = seen(id).some((course) => {
      const instant = at === 'start' ? beginOf(course) : at;
      const today = dayIn(instant, course.zone);
      const holds = (document: Document | undefined) =>
        document !== undefined &&
        document.from <= today &&
        document.until >= today &&
        document.until >= course.startsOn;
      return file.approved !== undefined && holds(file.brief) && holds(file.assessment);
    });
    if (!isOpen) leaks.push(`${what} of ${id} with ${JSON.stringify(file)}`);
  }

  function judge(entry: Entry, seen: Seen): void {
    const { action, subject, facts, actor, at } = entry;
    const file = fileOf(subject);
    switch (action) {
      case 'course.clearance': {
        const document = { from: String(facts.decidedOn), until: String(facts.validUntil) };
        if (facts.document === 'brief') file.brief = document;
        else file.assessment = document;
        return;
      }
      case 'gate.assess':
        file.grade = String(facts.grade);
        file.assessor = String(facts.assessor);
        return;
      case 'gate.void':
        count(`void: ${facts.why}`);
        delete file.approved;
        return;
      case 'gate.decide': {
        count(`decided: ${facts.verdict}`);
        if (facts.verdict === 'proceed') file.approved = String(facts.decision);
        else delete file.approved;
        const own = [actor, facts.inNameOf];
        const proposers = seen(subject).map((course) => course.proposedBy);
        if (facts.office !== officeOf[file.grade ?? '']) leaks.push(`decided in the office ${facts.office}`);
        if (own.some((one) => one === file.assessor || proposers.includes(String(one))))
          leaks.push(`decided by the assessor or the proposer of ${subject}`);
        return;
      }
      case 'course.move': {
        const to = String(facts.to);
        const from = String(facts.from).split(' ');
        if (to === 'call-open') passes('publication', subject, at, seen);
        else if (to === 'running') passes('start', subject, from.includes('on-hold') ? at : 'start', seen);
        else if (opened.includes(to) && !from.some((state) => opened.includes(state)))
          passes('resumption', subject, at, seen);
        if (to === 'on-hold') count('hold');
        return;
      }
      case 'nomination.grant-seat':
        passes('seat', String(facts.course), at, seen);
        return;
      case 'nomination.add':
        passes('invitation', String(facts.course), at, seen);
        return;
    }
  }

  return {
    judge,
    /** What is published, and has not begun, is just what was approved. */
    rest(course: Course, decisions: readonly Decision[], papers: Papers): void {
      if (!opened.includes(course.state)) return;
      count('published at rest');
      const standing = decisions.find((one) => one.verdict === 'proceed' && one.voidedAt === undefined);
      if (!standing) leaks.push(`${course.id} is ${course.state}, and no approval stands`);
      else if (standing.hash !== hashOf(standing.content)) leaks.push(`${standing.id} has another hash`);
      else if (!isSame(standing.content, course, papers)) leaks.push(`${course.id} is not what was approved`);
    },
    verdicts: (): Verdicts => ({ leaks, reached }),
  };
}

export interface Papers {
  readonly brief: WrittenBrief | undefined;
  readonly assessment: MadeAssessment | undefined;
  readonly risks: readonly Risk[];
}

/** Sorted keys, no blanks. */
function hashOf(content: object): string {
  const sorted = Object.fromEntries(Object.entries(content).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}

function isSame(content: Readonly<Record<string, unknown>>, course: Course, papers: Papers): boolean {
  const { brief, assessment, risks } = papers;
  if (!brief || !assessment) return false;
  const days = (Date.parse(course.endsOn) - Date.parse(course.startsOn)) / 86_400_000 + 1;
  const is: Record<string, unknown> = { 'course.days': days };
  for (const part of ['title', 'subject', 'aims', 'country', 'online', 'seats'] as const)
    is[`course.${part}`] = course[part];
  for (const part of [
    'reference',
    'counterpart',
    'need',
    'validUntil',
    'difficulty',
    'participants',
  ] as const)
    is[`brief.${part}`] = brief[part];
  for (const part of ['reference', 'grade', 'assessor', 'validUntil'] as const)
    is[`assessment.${part}`] = assessment[part];
  const written = content['assessment.risks'];
  return (
    Object.entries(is).every(([part, value]) => JSON.stringify(content[part]) === JSON.stringify(value)) &&
    Array.isArray(written) &&
    written.length === risks.length
  );
}

function dayIn(instant: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(instant);
}

/** Eight in the morning in Accra, where all courses of the walk are held: UTC. */
function beginOf(course: Course): number {
  return Date.parse(`${course.startsOn}T08:00Z`);
}
