// The model of what is held about somebody, and of what others depend on them for.
import type { Duties } from '#store/records/duties.ts';
import type { Held } from '#store/records/held.ts';
import type { HeldAtGate } from '#store/records/held-at-gate.ts';
import type { HeldOfSeats } from '#store/records/held-of-seats.ts';
import { heldOfPractice } from './model-follow-ups.ts';
import { heldEvidenceOf } from './model-held-evidence.ts';
import { heldOfImprovementIn } from './model-improvement.ts';
import { heldOfReviews } from './model-outcomes.ts';
import { by, type ModelContext, type Row, type State } from './model-state.ts';

/** A part of each row. */
function parts<T extends object, Key extends keyof T>(rows: readonly T[], keys: readonly Key[]) {
  return rows.map((row) => Object.fromEntries(keys.map((key) => [key, row[key]])) as Pick<T, Key>);
}

export function dutiesOf(state: State, person: string, at: number): Duties {
  const inForce = [...state.grants.values()].filter(({ until }) => until === null || until > at);
  const hold = (role: string, scope: string) =>
    inForce.filter((one) => one.role === role && one.scope === scope);
  const isTheirs = (role: string, scope: string) => hold(role, scope).some((one) => one.person === person);
  const isOthers = (role: string, scope: string) =>
    hold(role, scope).some(
      (one) => one.person !== person && state.people.get(one.person)?.membership === 'confirmed',
    );
  const underWay = [...state.courses.values()]
    .filter((row) => !['draft', 'closed', 'declined', 'cancelled'].includes(row.state))
    .sort(by((row) => row.id));
  return {
    courses: underWay
      .filter(({ proposedBy, id }) => proposedBy === person || isTheirs('courseManager', id))
      .map(({ id }) => id)
      .filter((id) => !isOthers('courseManager', id)),
    offices: inForce
      .filter((one) => one.role === 'approver' && one.person === person && !isOthers('approver', one.scope))
      .sort(by((one) => one.scope))
      .map(({ scope }) => scope),
    mitigations: [...state.risks.values()].filter(
      (row) =>
        row.owner === person && row.doneAt === null && underWay.some((course) => course.id === row.course),
    ).length,
  };
}

function heldAtGateOf({ state }: ModelContext, id: string): HeldAtGate {
  const all = <T>(table: ReadonlyMap<string, T>, isTheirs: (row: T) => boolean) =>
    [...table.values()].filter(isTheirs);
  const briefs = all(state.briefs, (row) => row.writtenBy === id);
  const assessments = all(state.assessments, (row) => row.assessor === id);
  const risks = all(state.risks, (row) => row.owner === id);
  const asked = all(state.consultations, (row) => row.askedBy === id || row.answeredBy === id);
  const decisions = all(state.decisions, (row) => row.decidedBy === id || row.inNameOf === id);
  return {
    briefs: parts(
      briefs.sort(
        by(
          (row) => row.writtenAt,
          (row) => row.course,
        ),
      ),
      ['course', 'writtenAt'],
    ),
    assessments: parts(
      assessments.sort(
        by(
          (row) => row.assessedAt,
          (row) => row.course,
        ),
      ),
      ['course', 'assessedAt'],
    ),
    mitigations: parts(
      risks.sort(
        by(
          (row) => row.due,
          (row) => row.id,
        ),
      ),
      ['course', 'mitigation', 'due', 'doneAt'],
    ),
    mitigated: all(state.risks, (row) => row.doneBy === id && row.owner !== id).length,
    consultations: parts(
      asked.sort(
        by(
          (row) => row.askedAt,
          (row) => row.course,
          (row) => row.country,
        ),
      ),
      ['course', 'askedAt', 'answeredAt'],
    ),
    decisions: parts(
      decisions.sort(
        by(
          (row) => row.decidedAt,
          (row) => row.id,
        ),
      ),
      ['course', 'verdict', 'decidedAt', 'decidedBy', 'inNameOf'],
    ),
  };
}

function heldOfSeatsOf({ state }: ModelContext, id: string): HeldOfSeats {
  const isOwn = (nomination: string) => state.nominations.get(nomination)?.nominee === id;
  const plans = [...state.seatPlans.values()].filter(
    (row) => row.proposedBy === id || row.confirmedBy === id,
  );
  const departures = [...state.seatDepartures.values()].filter(
    (row) => row.by === id || isOwn(row.loses) || isOwn(row.gains),
  );
  return {
    seatPlans: parts(
      plans.sort(
        by(
          (row) => row.proposedAt,
          (row) => row.id,
        ),
      ),
      ['course', 'proposedAt', 'confirmedAt'],
    ),
    seatDepartures: parts(
      departures.sort(
        by(
          (row) => row.at,
          (row) => row.id,
        ),
      ),
      ['course', 'at', 'reason'],
    ),
  };
}

export function heldOf(context: ModelContext, person: Row<'people'>): Held {
  const { state, settled } = context;
  const { id } = person;
  const all = <T>(table: ReadonlyMap<string, T>, isTheirs: (row: T) => boolean) =>
    [...table.values()].filter(isTheirs);
  const accounts = all(state.accounts, (row) => row.person === id).sort(by((row) => row.id));
  const inTime = by<{ createdAt: number; id: string }>(
    (row) => row.createdAt,
    (row) => row.id,
  );
  const nominations = all(state.nominations, (row) => row.nominee === id).sort(inTime);
  const subjects = [id, ...nominations.map((row) => row.id)];
  const entries = settled.map((entry) => JSON.parse(entry) as [number, string, string]);
  return {
    ...heldAtGateOf(context, id),
    ...heldOfSeatsOf(context, id),
    ...heldEvidenceOf(context.state, id),
    ...heldOfReviews(context, id),
    ...heldOfImprovementIn(context, id),
    ...heldOfPractice(context, id),
    person,
    accounts,
    grants: all(state.grants, (row) => row.person === id).sort(
      by(
        (row) => row.role,
        (row) => row.scope,
      ),
    ),
    deputies: all(state.deputies, (row) => row.principal === id || row.deputy === id).sort(
      by(
        (row) => row.from,
        (row) => row.id,
      ),
    ),
    guesses: parts(
      all(state.guesses, (row) => accounts.some((one) => one.id === row.by)).sort(
        by(
          (row) => row.since,
          (row) => row.by,
        ),
      ),
      ['tries', 'since'],
    ),
    approved: all(state.people, (row) => row.approvedBy === id && row.id !== id).length,
    installations: parts(
      all(state.installations, (row) => accounts.some((one) => one.id === row.installedBy)).sort(
        by((row) => row.place),
      ),
      ['name', 'installedAt', 'endedAt'],
    ),
    codes: parts(
      all(state.codes, (row) => row.subject === id && ['person', 'link'].includes(row.purpose)).sort(
        by(
          (row) => row.goodUntil,
          (row) => row.hash,
        ),
      ),
      ['purpose', 'goodUntil', 'usedAt'],
    ),
    drafts: all(state.drafts, (row) => accounts.some((one) => one.id === row.account)).sort(
      by(
        (row) => row.changedAt,
        (row) => row.id,
      ),
    ),
    nominations,
    nominated: parts(
      all(state.nominations, (row) => row.nominatedBy === id && row.nominee !== id).sort(inTime),
      ['id', 'course', 'state', 'createdAt'],
    ),
    offers: all(state.offers, (row) => nominations.some((one) => one.id === row.nomination))
      .sort(
        by(
          (row) => row.offeredAt,
          (row) => row.id,
        ),
      )
      .map(({ offeredBy: _, lookAt: __, ...offer }) => offer),
    offered: all(state.offers, (row) => row.offeredBy === id).length,
    attendance: all(state.attendance, (row) => row.person === id).sort(by((row) => row.course)),
    attendanceDays: all(state.attendanceDays, (row) => row.person === id).sort(
      by(
        (row) => row.course,
        (row) => row.day,
      ),
    ),
    certificates: all(state.certificates, (row) => row.person === id).sort(
      by(
        (row) => row.issuedAt,
        (row) => row.id,
      ),
    ),
    certified: all(
      state.certificates,
      (row) => (row.issuedBy === id || row.revokedBy === id) && row.person !== id,
    ).length,
    marked:
      all(state.attendance, (row) => row.markedBy === id && row.person !== id).length +
      all(state.attendanceDays, (row) => row.markedBy === id && row.person !== id).length,
    feedback: all(state.feedbackParticipation, (row) => row.person === id)
      .sort(by((row) => row.round))
      .map((row) => {
        const round = state.feedbackRounds.get(row.round);
        if (!round) throw new Error('A participation without its round.');
        const { course, edition, set } = round;
        return { ...row, course, edition, set };
      }),
    questionnaires: parts(
      all(state.questionnaires, (row) => row.madeBy === id).sort(
        by(
          (row) => row.madeAt,
          (row) => row.id,
        ),
      ),
      ['id', 'course', 'set', 'madeAt'],
    ),
    exchanges: all(state.exchangeOffers, (row) => row.officer === id).sort(inTime),
    exchangesOffered: parts(
      all(state.exchangeOffers, (row) => row.offeredBy === id && row.officer !== id).sort(inTime),
      ['id', 'state', 'createdAt'],
    ),
    wished: all(state.exchangeOffers, (row) => row.counterpart === id).length,
    registrations: all(state.symposiumRegistrations, (row) => row.person === id)
      .sort(by((row) => row.edition))
      .map(({ edition, track }) => ({
        edition,
        track,
        title: state.symposiumEditions.get(edition)?.title ?? '',
      })),
    deliveries: parts(all(state.deliveries, (row) => row.person === id).sort(inTime), [
      'message',
      'state',
      'createdAt',
      'changedAt',
    ]),
    posts: all(state.posts, (row) => row.person === id).length,
    circulars: parts(all(state.circulars, (row) => row.startedBy === id).sort(inTime), [
      'cause',
      'createdAt',
    ]),
    proposed: parts(all(state.courses, (row) => row.proposedBy === id).sort(inTime), ['id', 'createdAt']),
    planned: parts(all(state.symposiumEditions, (row) => row.plannedBy === id).sort(by((row) => row.id)), [
      'id',
      'title',
    ]),
    documents: parts(
      all(state.clearances, (row) => row.recordedBy === id).sort(
        by(
          (row) => row.course,
          (row) => row.document,
        ),
      ),
      ['course', 'document', 'recordedAt'],
    ),
    // Nobody of the people acts in a trial.
    audit: entries
      .filter(([, , subject]) => subjects.includes(subject))
      .map(([at, action]) => ({ at, action })),
  };
}
