// The model of merging two people who are one.
import { erasedName } from '#exchange/people.ts';
import type { MergeRecords } from '#store/records/merges.ts';
import { moveCertificatesIn } from './model-certificates.ts';
import { moveCommitmentsIn } from './model-follow-ups.ts';
import { moveEvidence } from './model-held-evidence.ts';
import { moveDigestsIn } from './model-improvement.ts';
import { mergeReviews } from './model-outcomes.ts';
import { byBytes, kept, type ModelContext, type TableName } from './model-state.ts';

const over = ['closed', 'declined', 'cancelled'];

export function mergeModel(context: ModelContext): MergeRecords {
  const { state } = context;
  const once = (courses: readonly string[]) => [...new Set(courses)].toSorted(byBytes);

  function against(from: string, into: string) {
    const nominated = (person: string) =>
      [...state.nominations.values()]
        .filter((one) => one.nominee === person && one.state !== 'withdrawn')
        .map(({ course }) => course);
    const isOf = (course: string, person: string) =>
      state.courses.get(course)?.proposedBy === person || state.assessments.get(course)?.assessor === person;
    const decided = [...state.decisions.values()].filter(({ course, decidedBy, inNameOf }) =>
      [
        [from, into],
        [into, from],
      ].some(([decider = '', other = '']) => [decidedBy, inNameOf].includes(decider) && isOf(course, other)),
    );
    const mitigations = [...state.risks.values()].filter(
      ({ owner, course }) =>
        owner === from && isDecided(course) && !over.includes(state.courses.get(course)?.state ?? ''),
    );
    return {
      nominated: once(nominated(from).filter((course) => nominated(into).includes(course))),
      decided: once(decided.map(({ course }) => course)),
      mitigations: once(mitigations.map(({ course }) => course)),
    };
  }

  function isDecided(course: string): boolean {
    return [...state.decisions.values()].some((one) => one.course === course && one.voidedAt === null);
  }

  /** Puts another person in a column, wherever the first stands there. */
  function move(name: TableName, column: string, from: string, into: string): number {
    const table: Map<string, object> = state[name];
    const theirs = [...table].filter(([, row]) => Reflect.get(row, column) === from);
    for (const [key, row] of theirs) table.set(key, { ...row, [column]: into });
    return theirs.length;
  }

  /** The same for what is kept under the person's id as well; where the second has it already, it goes. */
  function moveKeyed(
    name: 'attendance' | 'attendanceDays' | 'feedbackParticipation' | 'symposiumRegistrations',
    from: string,
    into: string,
  ): void {
    const table: Map<string, object> = state[name];
    for (const [key, row] of [...table]) {
      if (Reflect.get(row, 'person') !== from) continue;
      table.delete(key);
      const ofBoth = key.replace(from, into);
      if (!table.has(ofBoth)) table.set(ofBoth, { ...row, person: into });
    }
  }

  function merge(from: string, into: string): boolean {
    const [first, second] = [state.people.get(from), state.people.get(into)];
    if (from === into || !first || !second || first.organisation !== second.organisation) return false;
    if ([first, second].some((one) => one.membership !== 'confirmed' || one.name === erasedName))
      return false;
    if (Object.values(against(from, into)).some((courses) => courses.length > 0)) return false;
    const accounts = move('accounts', 'person', from, into);
    const nominations = move('nominations', 'nominee', from, into);
    for (const [key, row] of state.feedbackParticipation) {
      const own = state.feedbackParticipation.get(`${row.round} ${from}`);
      if (row.person === into && own?.answered)
        state.feedbackParticipation.set(key, { ...row, answered: true });
    }
    for (const name of [
      'attendance',
      'attendanceDays',
      'feedbackParticipation',
      'symposiumRegistrations',
    ] as const)
      moveKeyed(name, from, into);
    moveEvidence(context, from, into);
    moveOffers(from, into);
    moveDigestsIn(context, from, into);
    for (const [id, row] of state.risks)
      if (row.owner === from && !isDecided(row.course)) context.put('risks', id, { ...row, owner: into });
    for (const [name, column] of [
      ['deliveries', 'person'],
      ['posts', 'person'],
      ['courses', 'proposedBy'],
      ['nominations', 'nominatedBy'],
      ['offers', 'offeredBy'],
      ['clearances', 'recordedBy'],
      ['attendance', 'markedBy'],
      ['attendanceDays', 'markedBy'],
      ['briefs', 'writtenBy'],
      ['assessments', 'assessor'],
      ['risks', 'doneBy'],
      ['consultations', 'askedBy'],
      ['consultations', 'answeredBy'],
      ['decisions', 'decidedBy'],
      ['decisions', 'inNameOf'],
      ['seatPlans', 'proposedBy'],
      ['seatPlans', 'confirmedBy'],
      ['seatDepartures', 'by'],
      ['symposiumEditions', 'plannedBy'],
      ['circulars', 'startedBy'],
      ['questionnaires', 'madeBy'],
      ['improvementActions', 'owner'],
      ['people', 'approvedBy'],
    ] as const)
      move(name, column, from, into);
    mergeReviews(context, from, into);
    moveCertificatesIn(context, from, into);
    moveCommitmentsIn(context, from, into);
    moveRights(from, into);
    for (const [hash, one] of state.codes)
      if ([from, into].includes(one.subject) && ['person', 'link'].includes(one.purpose))
        state.codes.delete(hash);
    const kept = state.people.get(into);
    if (kept?.approvedBy === into) context.put('people', into, { ...kept, approvedBy: null });
    const gone = { organisation: null, language: null, zone: null, tellOn: null, rank: null, unit: null };
    const bare = { ...gone, approvedBy: null, approvedUntil: null, nameKey: '' };
    const left = { name: erasedName, membership: 'removed', notifications: 'essential' } as const;
    context.put('people', from, { ...first, ...bare, ...left });
    context.audit('person.merge', into, { from, accounts, nominations });
    context.audit('person.merged', from, { into });
    return true;
  }

  function moveOffers(from: string, into: string): void {
    const offers = [...state.exchangeOffers.values()];
    const isOpen = offers.some((one) => one.officer === into && one.state === 'open');
    for (const one of offers)
      if (isOpen && one.officer === from && one.state === 'open')
        context.put('exchangeOffers', one.id, { ...one, state: 'withdrawn' });
    for (const column of ['officer', 'offeredBy', 'counterpart']) move('exchangeOffers', column, from, into);
    for (const one of [...state.exchangeOffers.values()])
      if (one.officer === into && one.counterpart === into)
        context.put('exchangeOffers', one.id, { ...one, counterpart: null });
  }

  function moveRights(from: string, into: string): void {
    for (const [key, one] of [...state.grants]) {
      if (one.person !== from) continue;
      state.grants.delete(key);
      const found = [...state.grants].find(
        ([, other]) => other.person === into && other.role === one.role && other.scope === one.scope,
      );
      const until =
        found === undefined
          ? one.until
          : one.until === null || found[1].until === null
            ? null
            : Math.max(one.until, found[1].until);
      context.put('grants', found?.[0] ?? key.replace(from, into), { ...one, person: into, until });
    }
    for (const [id, one] of [...state.deputies]) {
      const pair = [from, into];
      if (pair.includes(one.principal) && pair.includes(one.deputy)) state.deputies.delete(id);
    }
    move('deputies', 'principal', from, into);
    move('deputies', 'deputy', from, into);
  }

  return {
    against: async (from, into) => against(kept(from), kept(into)),
    merge: async (from, into) => merge(kept(from), kept(into)),
  };
}
