// The model of the gate: papers, consultations and decisions, what an approval binds to, and how it ends.
import { type ApprovedContent, contentOf, hashOf } from '#exchange/approved-content.ts';
import type { Consultation } from '#exchange/consultation.ts';
import { maySeePapers } from '#exchange/disclosure.ts';
import type { ClearanceRecords } from '#store/records/clearances.ts';
import type { ConsultationRecords } from '#store/records/consultations.ts';
import type { Decision, DecisionRecords } from '#store/records/decisions.ts';
import type { Mitigation, PaperRecords } from '#store/records/papers.ts';
import { by, kept, type ModelContext, type Row, type State } from './model-state.ts';

type Paper = Parameters<typeof maySeePapers>[1];

/** What an approval would bind to now. */
export function contentIn(
  state: State,
  course: string,
): { readonly content: ApprovedContent; readonly hash: string } | undefined {
  const row = state.courses.get(course);
  const brief = writtenBrief(state, course);
  const assessment = madeAssessment(state, course);
  if (!row || !brief || !assessment) return undefined;
  const { writtenBy: _, writtenAt: __, ...written } = brief;
  const { assessedAt: ___, ...made } = assessment;
  const content = contentOf(row, written, made, risksOf(state, course));
  return { content, hash: hashOf(content) };
}

/** True while the approval stands that this pass names, and is of this course. */
export function isPassed(
  state: State,
  course: string,
  pass: { readonly course: string; readonly decision: string },
) {
  const decision = state.decisions.get(pass.decision);
  return (
    kept(pass.course) === course &&
    decision?.course === course &&
    decision.verdict === 'proceed' &&
    decision.voidedAt === null
  );
}

/** The approval ends, and with it what stood on it. */
export function voidApproval(context: ModelContext, id: string, why: 'changed' | 'graded'): void {
  if (!endStanding(context, id, why)) return;
  const falls: readonly (readonly [from: readonly string[], to: 'gated' | 'on-hold'])[] = [
    [['approved'], 'gated'],
    [['call-open', 'call-closed', 'selecting', 'confirmed'], 'on-hold'],
  ];
  for (const [from, to] of falls) {
    const row = context.state.courses.get(id);
    if (!row || !from.includes(row.state)) continue;
    context.put('courses', id, { ...row, state: to, reason: null, sequence: row.sequence + 1 });
    context.audit('course.move', id, { from: from.join(' '), to });
  }
}

function endStanding(
  context: ModelContext,
  course: string,
  why: 'changed' | 'graded' | 'superseded',
): boolean {
  const standing = [...context.state.decisions.values()].find(
    (one) => one.course === kept(course) && one.voidedAt === null,
  );
  if (!standing) return false;
  context.put('decisions', standing.id, { ...standing, voidedAt: context.now, voidedWhy: why });
  context.audit('gate.void', course, { decision: standing.id, why });
  return true;
}

function clearanceIn(state: State, course: string, document: 'brief' | 'assessment') {
  const row = state.clearances.get(`${course} ${document}`);
  return row && { reference: row.reference, decidedOn: row.decidedOn, validUntil: row.validUntil };
}

function writtenBrief(state: State, course: string) {
  const row = state.briefs.get(course);
  const clearance = clearanceIn(state, course, 'brief');
  if (!row || !clearance) return undefined;
  const { course: _, ...brief } = row;
  return { ...brief, ...clearance };
}

function madeAssessment(state: State, course: string) {
  const row = state.assessments.get(course);
  const clearance = clearanceIn(state, course, 'assessment');
  if (!row || !clearance) return undefined;
  const { course: _, ...made } = row;
  return { ...made, ...clearance };
}

function risksOf(state: State, course: string): Row<'risks'>[] {
  return [...state.risks.values()].filter((row) => row.course === kept(course)).sort(by((row) => row.number));
}

function riskFrom({ id, risk, mitigation, owner, due, doneAt }: Row<'risks'>) {
  return { id, risk, mitigation, owner, due, doneAt: doneAt ?? undefined };
}

/** As `visibleCourse`: what is not there, nobody sees. */
function seesPaper(context: ModelContext, course: string, paper: Paper): boolean {
  const row = context.state.courses.get(course);
  return row !== undefined && context.sees(row) && maySeePapers(context.viewer, paper, row);
}

export function clearanceModel(context: ModelContext): ClearanceRecords {
  const { state } = context;
  return {
    of: async (course) => {
      if (!context.seesCourse(course))
        return { brief: undefined, assessment: undefined, approval: undefined };
      const [last] = decisionsOf(state, course);
      const isOfThis = last?.voidedAt === null && contentIn(state, course)?.hash === last.hash;
      return {
        brief: clearanceIn(state, course, 'brief'),
        assessment: clearanceIn(state, course, 'assessment'),
        approval:
          last?.verdict === 'proceed'
            ? { decision: last.id, standing: isOfThis ? 'approved' : 'void' }
            : undefined,
      };
    },
  };
}

export function paperModel(context: ModelContext): PaperRecords {
  const { state } = context;

  function keepClearance(
    course: string,
    document: 'brief' | 'assessment',
    { reference, decidedOn, validUntil }: { reference: string; decidedOn: string; validUntil: string },
    recordedBy: string,
  ): void {
    context.need('courses', course);
    const recorded = { reference, decidedOn, validUntil, recordedBy, recordedAt: context.now };
    context.put('clearances', `${course} ${document}`, { course, document, ...recorded });
    context.audit('course.clearance', course, { document, decidedOn, validUntil, recordedBy });
  }

  function mitigationFrom(row: Row<'risks'>): Mitigation {
    const { risk: _, ...mitigation } = riskFrom(row);
    return { ...mitigation, course: row.course };
  }
  const isToSee = (row: Row<'risks'>) =>
    (context.viewer.kind === 'person' && context.viewer.person === row.owner) ||
    seesPaper(context, row.course, 'assessment');

  return {
    writeBrief: async (course, { reference, decidedOn, validUntil, ...brief }, writtenBy) => {
      keepClearance(course, 'brief', { reference, decidedOn, validUntil }, writtenBy);
      context.put('briefs', course, { course, ...brief, writtenBy, writtenAt: context.now });
      context.audit('gate.brief', course, { opportunities: [...brief.opportunities].sort().join(' ') });
      voidApproval(context, course, 'changed');
    },
    brief: async (course) => (seesPaper(context, course, 'brief') ? writtenBrief(state, course) : undefined),
    assess: async (course, { reference, decidedOn, validUntil, grade, assessor }) => {
      const before = madeAssessment(state, course);
      keepClearance(course, 'assessment', { reference, decidedOn, validUntil }, assessor);
      context.need('people', assessor);
      context.put('assessments', course, { course, grade, assessor, assessedAt: context.now });
      context.audit('gate.assess', course, { grade, was: before?.grade ?? null, assessor });
      const isGradedAnew = before !== undefined && before.grade !== grade;
      voidApproval(context, course, isGradedAnew ? 'graded' : 'changed');
    },
    graded: async (courses) =>
      [...state.assessments.values()]
        .filter(({ course }) => courses.includes(course) && seesPaper(context, course, 'assessment'))
        .map(({ course, grade, assessor }) => ({ course, grade, assessor }))
        .sort(by((one) => one.course)),
    assessment: async (course) =>
      seesPaper(context, course, 'assessment') ? madeAssessment(state, course) : undefined,
    addRisk: async (course, risk) => {
      const number = (risksOf(state, course).at(-1)?.number ?? 0) + 1;
      const id = context.newId('rsk');
      context.need('courses', course);
      context.need('people', risk.owner);
      const row = context.put('risks', id, { ...risk, id, course, number, doneAt: null, doneBy: null });
      context.audit('gate.risk-add', course, { risk: id, owner: row.owner, due: row.due });
      voidApproval(context, course, 'changed');
      return riskFrom(row);
    },
    removeRisk: async (course, id) => {
      if (state.risks.get(id)?.course !== kept(course)) return false;
      state.risks.delete(id);
      context.audit('gate.risk-remove', course, { risk: id });
      voidApproval(context, course, 'changed');
      return true;
    },
    risks: async (course) =>
      seesPaper(context, course, 'assessment') ? risksOf(state, course).map(riskFrom) : [],
    mitigated: async (id, by) => {
      const row = state.risks.get(id);
      if (row?.doneAt !== null) return false;
      context.put('risks', id, { ...row, doneAt: context.now, doneBy: by });
      context.audit('gate.mitigated', row.course, { risk: id, by });
      return true;
    },
    mitigation: async (id) => {
      const row = state.risks.get(id);
      return row && isToSee(row) ? mitigationFrom(row) : undefined;
    },
    openMitigations: async (owner, until) =>
      [...state.risks.values()]
        .filter((row) => row.doneAt === null && row.due <= until)
        .filter((row) => owner === undefined || row.owner === kept(owner))
        .sort(
          by(
            (row) => row.due,
            (row) => row.id,
          ),
        )
        .filter(isToSee)
        .map(mitigationFrom),
  };
}

function consultationFrom(row: Row<'consultations'>): Consultation {
  return {
    country: row.country,
    mission: row.mission,
    due: row.due,
    view: row.view ?? undefined,
    note: row.note ?? undefined,
    askedAt: row.askedAt,
    answeredAt: row.answeredAt ?? undefined,
  };
}

export function consultationModel(context: ModelContext): ConsultationRecords {
  const { consultations } = context.state;
  const all = () => [...consultations.values()];
  const unanswered = { view: null, note: null, answeredAt: null, answeredBy: null };
  return {
    ask: async (course, { country, mission, due }, askedBy) => {
      context.need('courses', course);
      const known = consultations.get(`${course} ${country}`);
      const row = context.put('consultations', `${course} ${country}`, {
        ...(known ?? { course, country, askedAt: context.now, askedBy, ...unanswered }),
        mission,
        due,
      });
      context.audit('gate.consult', course, { country, mission, due });
      return consultationFrom(row);
    },
    askFirst: async (course, { country, mission, due }, askedBy) => {
      context.need('courses', course);
      if (consultations.has(`${course} ${country}`)) return false;
      const asked = { course, country, mission, due, askedAt: context.now, askedBy };
      context.put('consultations', `${course} ${country}`, { ...asked, ...unanswered });
      context.audit('gate.consult', course, { country, mission, due });
      return true;
    },
    answer: async (course, country, view, note, by) => {
      const row = consultations.get(`${course} ${country}`);
      if (!row) return undefined;
      const answered = { view, note: note ?? null, answeredAt: context.now, answeredBy: by };
      const after = context.put('consultations', `${course} ${country}`, { ...row, ...answered });
      context.audit('gate.view', course, { country, view });
      return consultationFrom(after);
    },
    drop: async (course, country) => {
      if (consultations.get(`${course} ${country}`)?.view !== null) return false;
      consultations.delete(`${course} ${country}`);
      context.audit('gate.consult-drop', course, { country });
      return true;
    },
    of: async (course) =>
      seesPaper(context, course, 'consultation')
        ? all()
            .filter((row) => row.course === course)
            .sort(by((row) => row.country))
            .map(consultationFrom)
        : [],
    waitedFor: async (from, until) =>
      all()
        .filter((row) => row.view === null && row.due >= from && row.due <= until)
        .sort(
          by(
            (row) => row.due,
            (row) => row.course,
            (row) => row.country,
          ),
        )
        .filter((row) => seesPaper(context, row.course, 'consultation'))
        .map((row) => ({ ...consultationFrom(row), course: row.course })),
  };
}

function decisionsOf(state: State, course: string): Row<'decisions'>[] {
  return [...state.decisions.values()]
    .filter((row) => row.course === kept(course))
    .sort(by((row) => -row.number));
}

function decisionFrom(row: Row<'decisions'>): Decision {
  return {
    ...row,
    inNameOf: row.inNameOf ?? undefined,
    voidedAt: row.voidedAt ?? undefined,
    voidedWhy: row.voidedWhy ?? undefined,
  };
}

export function decisionModel(context: ModelContext): DecisionRecords {
  const { state } = context;
  return {
    decide: async (decision) => {
      const { course } = decision;
      const standing = contentIn(state, course);
      if (standing?.hash !== decision.hash) return undefined;
      endStanding(context, course, 'superseded');
      const number = (decisionsOf(state, course)[0]?.number ?? 0) + 1;
      const id = context.newId('dec');
      context.need('people', decision.decidedBy);
      if (decision.inNameOf !== undefined) context.need('people', decision.inNameOf);
      const row = context.put('decisions', id, {
        ...decision,
        id,
        number,
        inNameOf: decision.inNameOf ?? null,
        decidedAt: context.now,
        content: standing.content,
        voidedAt: null,
        voidedWhy: null,
      });
      const { verdict, office, grade, hash, inNameOf } = row;
      context.audit('gate.decide', course, { decision: id, verdict, office, grade, hash, inNameOf });
      return decisionFrom(row);
    },
    of: async (course) =>
      seesPaper(context, course, 'decision') ? decisionsOf(state, course).map(decisionFrom) : [],
    content: async (course) =>
      seesPaper(context, course, 'assessment') ? contentIn(state, course) : undefined,
  };
}
