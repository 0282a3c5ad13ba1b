// The model of outcomes and appeals, and of what becomes of reviews and appeals when people are forgotten or merged.
import { mayCountOutcomes, maySeeOutcome } from '#exchange/disclosure.ts';
import type { HeldOfReviews } from '#store/records/held-of-reviews.ts';
import type { Appeal, AppealRecords, OutcomeRecords } from '#store/records/outcomes.ts';
import { by, byBytes, kept, type ModelContext, type Row } from './model-state.ts';

function appealFrom(row: Row<'appeals'>): Appeal {
  return {
    ...row,
    heardBy: row.heardBy ?? undefined,
    verdict: row.verdict ?? undefined,
    answer: row.answer ?? undefined,
    answeredBy: row.answeredBy ?? undefined,
    answeredAt: row.answeredAt ?? undefined,
  };
}

function visible({ state, viewer }: ModelContext, id: string) {
  const outcome = state.outcomes.get(id);
  const nomination = outcome && state.nominations.get(outcome.nomination);
  return outcome && nomination && maySeeOutcome(viewer, nomination) ? { outcome, nomination } : undefined;
}

function panelIn({ state }: ModelContext, course: string): readonly string[] {
  const named = [...state.reviewers.values()].filter((row) => row.course === course);
  const reviewed = [...state.reviews.values()].filter((row) => row.course === course);
  return [
    ...new Set([...named.map(({ person }) => person), ...reviewed.map(({ reviewer }) => reviewer)]),
  ].sort(byBytes);
}

export function outcomeModel(context: ModelContext): OutcomeRecords {
  const { outcomes, nominations } = context.state;
  return {
    note: async (given, code, { by: confirmedBy, ...facts }) => {
      const nomination = kept(given);
      const course = nominations.get(nomination)?.course;
      if (course === undefined) throw new Error('There is no such nomination.');
      if (outcomes.get(nomination)?.code === code) return;
      const row = { nomination, course, code, facts, confirmedBy, at: context.now };
      context.put('outcomes', nomination, row);
      context.audit('outcome.note', nomination, { code, by: confirmedBy });
    },
    of: async (nomination) => visible(context, nomination)?.outcome,
    counts: async (course) => {
      const rows = [...outcomes.values()]
        .filter((row) => row.course === kept(course))
        .map(({ nomination, code }) => ({
          organisation: nominations.get(nomination)?.organisation ?? '',
          code,
        }));
      return [...Map.groupBy(rows, (row) => `${row.organisation} ${row.code}`).values()]
        .flatMap((group) => group.slice(0, 1).map((row) => ({ ...row, number: group.length })))
        .filter(({ organisation }) => mayCountOutcomes(context.viewer, organisation))
        .sort(
          by(
            (row) => row.organisation,
            (row) => row.code,
          ),
        );
    },
  };
}

export function appealModel(context: ModelContext): AppealRecords {
  const { appeals, outcomes, nominations } = context.state;
  const of = (nomination: string) => [...appeals.values()].find((row) => row.nomination === kept(nomination));
  return {
    ask: async (nomination, askedBy, grounds, candidates) => {
      const seen = visible(context, nomination);
      if (!seen) return undefined;
      const { nominee, nominatedBy } = seen.nomination;
      const involved = [
        ...panelIn(context, seen.outcome.course),
        ...[nominee, nominatedBy, seen.outcome.confirmedBy],
      ];
      const load = (person: string) =>
        [...appeals.values()].filter((row) => row.verdict === null && row.heardBy === person).length;
      const [heardBy] = candidates
        .filter((person) => !involved.includes(person))
        .toSorted((one, other) => load(one) - load(other));
      const id = context.newId('apl');
      if (of(nomination)) return undefined;
      context.need('people', askedBy);
      if (heardBy !== undefined) context.need('people', heardBy);
      const unanswered = { verdict: null, answer: null, answeredBy: null, answeredAt: null };
      const asked = { askedBy, grounds, askedAt: context.now, heardBy: heardBy ?? null };
      const row = context.put('appeals', id, { id, nomination, ...asked, ...unanswered });
      context.audit('appeal.ask', id, { nomination: kept(nomination), heardBy: row.heardBy });
      return appealFrom(row);
    },
    of: async (nomination) => {
      const row = visible(context, nomination) && of(nomination);
      return row && appealFrom(row);
    },
    hearing: async (id) => {
      const row = appeals.get(id);
      const [outcome, nomination] = [
        outcomes.get(row?.nomination ?? ''),
        nominations.get(row?.nomination ?? ''),
      ];
      if (!row || !outcome || !nomination) return undefined;
      const { viewer } = context;
      const isTheirs =
        viewer.kind === 'person' &&
        (row.heardBy === null
          ? viewer.roles.includes('coordinator') || viewer.roles.includes('approver')
          : viewer.person === row.heardBy);
      if (!isTheirs && viewer.kind !== 'process') return undefined;
      return { appeal: appealFrom(row), nomination, outcome, panel: panelIn(context, outcome.course) };
    },
    waiting: async (most) => {
      const { viewer } = context;
      if (viewer.kind !== 'person') return [];
      const mayTake = viewer.roles.includes('coordinator') || viewer.roles.includes('approver');
      return [...appeals.values()]
        .filter((row) => row.verdict === null)
        .filter(({ heardBy }) => (heardBy === null ? mayTake : heardBy === viewer.person))
        .sort(
          by(
            (row) => row.askedAt,
            (row) => row.id,
          ),
        )
        .slice(0, most)
        .map(appealFrom);
    },
    answer: async (id, verdict, answer, answeredBy) => {
      const row = appeals.get(id);
      if (row?.verdict !== null) return false;
      context.put('appeals', row.id, { ...row, verdict, answer, answeredBy, answeredAt: context.now });
      context.audit('appeal.answer', row.id, { nomination: row.nomination, verdict, by: answeredBy });
      return true;
    },
  };
}

export function forgetReviews(context: ModelContext, person: string): void {
  const { reviewers, reviews, declarations, appeals, nominations } = context.state;
  const isOwn = (nomination: string) => nominations.get(nomination)?.nominee === person;
  for (const [key, row] of [...reviewers]) if (row.person === person) reviewers.delete(key);
  for (const [id, row] of [...reviews]) {
    if (row.reviewer === person && row.state === 'open') reviews.delete(id);
    else if ((row.reviewer === person || isOwn(row.nomination)) && (row.remark ?? row.reason) !== null)
      context.put('reviews', id, { ...row, remark: null, reason: null, changedAt: context.now });
  }
  for (const [key, row] of [...declarations])
    if (row.declarant === person || row.about === person) declarations.delete(key);
  for (const [id, row] of [...appeals]) {
    if (row.verdict === null && isOwn(row.nomination)) appeals.delete(id);
    else {
      const isTheirs = row.askedBy === person || isOwn(row.nomination);
      const emptied = isTheirs ? { grounds: '', answer: row.answer === null ? null : '' } : {};
      const unheard = row.heardBy === person && row.verdict === null ? { heardBy: null } : {};
      context.put('appeals', id, { ...row, ...emptied, ...unheard });
    }
  }
}

export function mergeReviews(context: ModelContext, from: string, into: string): void {
  const { panels, reviewers, reviews, declarations, outcomes, appeals, nominations } = context.state;
  const other = (id: string) => (id === from ? into : id);
  const orNobody = (id: string | null) => (id === null ? null : other(id));
  for (const [key, row] of panels) context.put('panels', key, { ...row, convenedBy: other(row.convenedBy) });
  for (const [key, row] of [...reviewers]) {
    reviewers.delete(key);
    const person = other(row.person);
    const isSecond = row.person === from && reviewers.has(`${row.course} ${into}`);
    if (!isSecond)
      context.put('reviewers', `${row.course} ${person}`, { ...row, person, namedBy: other(row.namedBy) });
  }
  const reviewed = [...reviews.values()].filter((row) => row.reviewer === into).map((row) => row.nomination);
  for (const [id, row] of [...reviews]) {
    if (row.reviewer === from && reviewed.includes(row.nomination)) {
      reviews.delete(id);
      continue;
    }
    const moved = { ...row, reviewer: other(row.reviewer) };
    const about = nominations.get(row.nomination);
    const isNear = about?.nominee === into || about?.nominatedBy === into;
    const ended = { ratings: null, flag: null, remark: null, reason: null, changedAt: context.now };
    const isEnded = moved.reviewer === into && isNear && row.state !== 'recused';
    context.put('reviews', id, isEnded ? { ...moved, ...ended, state: 'recused' } : moved);
  }
  const pair = [from, into];
  const rows = [...declarations.values()].filter(
    (row) => !(pair.includes(row.declarant) && pair.includes(row.about)),
  );
  // What the second said, or what was said of the second, stays.
  rows.sort(
    (one, two) =>
      Number(pair[0] === one.declarant || pair[0] === one.about) -
      Number(pair[0] === two.declarant || pair[0] === two.about),
  );
  declarations.clear();
  for (const row of rows) {
    const moved = { ...row, declarant: other(row.declarant), about: other(row.about) };
    const key = `${moved.declarant} ${moved.about}`;
    if (!declarations.has(key)) context.put('declarations', key, moved);
  }
  for (const [key, row] of outcomes)
    context.put('outcomes', key, { ...row, confirmedBy: other(row.confirmedBy) });
  for (const [id, row] of appeals)
    context.put('appeals', id, {
      ...row,
      askedBy: other(row.askedBy),
      heardBy: orNobody(row.heardBy),
      answeredBy: orNobody(row.answeredBy),
    });
}

export function emptyReviews(context: ModelContext, before: number, most: number): number {
  const { reviews, appeals, declarations, courses, nominations } = context.state;
  const day = new Date(before).toISOString().slice(0, 10);
  const isOver = (course: string) => (courses.get(course)?.endsOn ?? '9') < day;
  const written = [...reviews.values()]
    .filter((row) => (row.remark ?? row.reason) !== null && isOver(row.course))
    .sort(by((row) => row.id))
    .slice(0, most);
  for (const row of written) context.put('reviews', row.id, { ...row, remark: null, reason: null });
  const heard = [...appeals.values()]
    .filter((row) => row.grounds !== '' || (row.answer ?? '') !== '')
    .filter((row) => isOver(nominations.get(row.nomination)?.course ?? ''))
    .sort(by((row) => row.id))
    .slice(0, most - written.length);
  for (const row of heard)
    context.put('appeals', row.id, { ...row, grounds: '', answer: row.answer === null ? null : '' });
  const old = [...declarations]
    .filter(([, row]) => row.declaredAt < before)
    .sort(
      by(
        ([, row]) => row.declaredAt,
        ([, row]) => row.declarant,
        ([, row]) => row.about,
      ),
    )
    .slice(0, most - written.length - heard.length);
  for (const [key] of old) declarations.delete(key);
  return written.length + heard.length + old.length;
}

export function heldOfReviews({ state }: ModelContext, person: string): HeldOfReviews {
  const isOwn = (nomination: string) => state.nominations.get(nomination)?.nominee === person;
  const all = <T>(table: ReadonlyMap<string, T>, isTheirs: (row: T) => boolean) =>
    [...table.values()].filter(isTheirs);
  return {
    reviewers: all(state.reviewers, (row) => row.person === person)
      .sort(
        by(
          (row) => row.namedAt,
          (row) => row.course,
        ),
      )
      .map(({ course, namedAt }) => ({ course, namedAt })),
    panels: all(state.panels, (row) => row.convenedBy === person)
      .sort(
        by(
          (row) => row.convenedAt,
          (row) => row.course,
        ),
      )
      .map(({ course, convenedAt }) => ({ course, convenedAt })),
    reviews: all(state.reviews, (row) => row.reviewer === person)
      .sort(
        by(
          (row) => row.course,
          (row) => row.id,
        ),
      )
      .map(({ course, state: given, ratings, flag, remark, reason, changedAt }) => ({
        ...{ course, state: given, ratings, flag, remark, reason, changedAt },
      })),
    reviewed: all(state.reviews, (row) => isOwn(row.nomination)).length,
    declared: all(state.declarations, (row) => row.declarant === person)
      .sort(
        by(
          (row) => row.declaredAt,
          (row) => row.about,
        ),
      )
      .map(({ interest, declaredAt }) => ({ interest, declaredAt })),
    declaredOf: all(state.declarations, (row) => row.about === person).length,
    outcomes: all(state.outcomes, (row) => isOwn(row.nomination))
      .sort(
        by(
          (row) => row.at,
          (row) => row.nomination,
        ),
      )
      .map(({ course, code, at }) => ({ course, code, at })),
    confirmed: all(state.outcomes, (row) => row.confirmedBy === person).length,
    appeals: all(state.appeals, (row) => row.askedBy === person)
      .sort(
        by(
          (row) => row.askedAt,
          (row) => row.id,
        ),
      )
      .map(({ nomination, grounds, askedAt, verdict, answer, answeredAt }) => ({
        ...{ nomination, grounds, askedAt, verdict, answer, answeredAt },
      })),
    heard: all(state.appeals, (row) => row.heardBy === person && row.askedBy !== person).length,
  };
}
