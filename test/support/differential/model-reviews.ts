// The model of panels, reviews and declared interests: what is lacking is looked for anew each time, and never kept.
import { rankBandOf, withoutNames } from '#exchange/blind.ts';
import { maySeeComponents, maySeeScores } from '#exchange/disclosure.ts';
import { isWaiting } from '#exchange/nomination.ts';
import { assignReviewers } from '#exchange/reviewing.ts';
import { componentsOf, isComplete, medianScore, ratingsOf } from '#exchange/scoring.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { InterestRecords } from '#store/records/interests.ts';
import type { Panel, PanelRecords } from '#store/records/panels.ts';
import type { Review, ReviewRecords, Settled } from '#store/records/reviews.ts';
import { by, byBytes, kept, type ModelContext, type Row } from './model-state.ts';

const reviewable = ['submitted', 'eligible', 'vetted', 'scored'];
const atWork = ['call-closed', 'selecting'];
const emptied = { ratings: null, flag: null, remark: null, reason: null };

function panelFrom({ course, weights, due, closedAt }: Row<'panels'>): Panel {
  return { course, weights, due, closedAt: closedAt ?? undefined };
}

function reviewFrom(row: Row<'reviews'>): Review {
  const { ratings, flag, remark, reason } = row;
  return {
    ...row,
    ratings: ratings ?? undefined,
    flag: flag ?? undefined,
    remark: remark ?? undefined,
    reason: reason ?? undefined,
  };
}

export function panelModel(context: ModelContext): PanelRecords {
  const { panels, reviewers, reviews, courses, organisations, fundingLines } = context.state;
  const change = (course: string, set: Partial<Row<'panels'>>): boolean => {
    const row = panels.get(course);
    if (row?.closedAt !== null) return false;
    context.put('panels', course, { ...row, ...set });
    return true;
  };
  return {
    of: async (course) => {
      const row = panels.get(course);
      return row && context.seesCourse(course) ? panelFrom(row) : undefined;
    },
    convene: async (course, { weights, due }, by) => {
      if (!panels.has(course)) {
        context.need('courses', course);
        const convened = { convenedBy: by, convenedAt: context.now, closedAt: null };
        context.put('panels', course, { course, weights, due, ...convened });
        context.audit('panel.convene', course, { by, due });
      }
      const row = panels.get(course);
      if (!row) throw new Error('The panel was not kept.');
      return panelFrom(row);
    },
    weigh: async (course, weights) => {
      const isReviewed = [...reviews.values()].some(
        (row) => row.course === kept(course) && row.state === 'rated',
      );
      if (isReviewed || !change(course, { weights })) return false;
      context.audit('panel.weigh', course, { ...weights });
      return true;
    },
    setDue: async (course, due) => {
      if (!change(course, { due })) return false;
      context.audit('panel.due', course, { due });
      return true;
    },
    close: async (course) => {
      if (!change(course, { closedAt: context.now })) return false;
      context.audit('panel.close', course);
      return true;
    },
    atWork: async () =>
      [...panels.values()]
        .filter((row) => row.closedAt === null && atWork.includes(courses.get(row.course)?.state ?? ''))
        .filter((row) => context.seesCourse(row.course))
        .sort(by((row) => row.course))
        .map(panelFrom),
    reviewers: async (course) =>
      maySeeScores(context.viewer)
        ? [...reviewers.values()]
            .filter((row) => row.course === kept(course))
            .sort(
              by(
                (row) => row.namedAt,
                (row) => row.person,
              ),
            )
            .map(({ person }) => person)
        : [],
    name: async (course, person, namedBy) => {
      const key = `${course} ${person}`;
      if (reviewers.has(key)) return false;
      context.need('courses', course);
      context.need('people', person);
      context.put('reviewers', key, { course, person, namedBy, namedAt: context.now });
      context.audit('panel.name', course, { reviewer: person, by: namedBy });
      return true;
    },
    dismiss: async (course, person) => {
      if (!reviewers.delete(`${course} ${person}`)) return false;
      const left = [...reviews.values()].filter(
        (row) => row.course === course && row.reviewer === person && row.state === 'open',
      );
      for (const { id } of left) reviews.delete(id);
      context.audit('panel.dismiss', course, { reviewer: person, open: left.length });
      return true;
    },
    sits: async (person) => {
      const { viewer } = context;
      const isOwn = viewer.kind === 'person' && viewer.person === person;
      if (!isOwn && !maySeeScores(viewer)) return false;
      return [...reviewers.values()].some((row) => row.person === kept(person));
    },
    isPaidBy: async (course, organisation) => {
      const name = organisations.get(organisation)?.name;
      if (!maySeeScores(context.viewer) || name === undefined) return false;
      return [...fundingLines.values()].some(
        (row) =>
          row.course === kept(course) && row.withdrawnAt === null && searchKey(row.payer) === searchKey(name),
      );
    },
  };
}

function ofNomination(context: ModelContext, nomination: string) {
  return [...context.state.reviews.values()]
    .filter((row) => row.nomination === nomination)
    .map((row) => ({ ...row, ratings: row.ratings ?? undefined }));
}

function assign(context: ModelContext, panel: Row<'panels'>, spread: number) {
  const { state, now } = context;
  const { course, weights } = panel;
  const withheld = (state.courses.get(course)?.withheld.length ?? 0) > 0;
  const isConcerned = (person: string) =>
    [...state.grants.values()].some(
      (one) =>
        one.person === person &&
        (one.role === 'coordinator' ||
          (['instructor', 'courseManager'].includes(one.role) && one.scope === course)),
    );
  const named = [...state.reviewers.values()]
    .filter((row) => row.course === course)
    .map((row) => state.people.get(row.person))
    .filter((row) => row !== undefined)
    .filter((row) => row.membership === 'confirmed' && (!withheld || isConcerned(row.id)));
  const { assigned, lacking } = assignReviewers({
    nominations: [...state.nominations.values()]
      .filter((row) => row.course === course && reviewable.includes(row.state))
      .map((row) => ({ ...row, reviews: ofNomination(context, row.id) })),
    reviewers: named.map(({ id, organisation }) => ({ person: id, organisation: organisation ?? undefined })),
    declared: Map.groupBy(state.declarations.values(), (row) => row.declarant)
      .entries()
      .reduce(
        (all, [declarant, rows]) => all.set(declarant, new Set(rows.map(({ about }) => about))),
        new Map<string, Set<string>>(),
      ),
    weights,
    spread,
  });
  for (const { nomination, reviewer, isThird } of assigned) {
    const id = context.newId('rev');
    const times = { assignedAt: now, changedAt: now };
    const row = { id, course, nomination, reviewer, isThird, state: 'open', ...emptied, ...times } as const;
    context.put('reviews', id, row);
    context.audit('review.assign', id, { course, nomination, reviewer, third: isThird });
  }
  return { assigned, lacking };
}

function settle(context: ModelContext, panel: Row<'panels'>, nomination: string, spread: number) {
  const { state } = context;
  if (!isComplete(ofNomination(context, nomination), panel.weights, spread))
    return { ...assign(context, panel, spread), isScored: false };
  const row = state.nominations.get(nomination);
  const isScored = row !== undefined && isWaiting(row.state);
  if (isScored) {
    context.put('nominations', nomination, { ...row, state: 'scored' });
    const waits = [...state.nominations.values()]
      .filter((one) => one.course === row.course && isWaiting(one.state))
      .map((one) => one.createdAt);
    const course = state.courses.get(row.course);
    const waitingSince = waits.length === 0 ? null : Math.min(...waits);
    if (course) context.put('courses', course.id, { ...course, waitingSince });
    const from = 'submitted eligible vetted';
    context.audit('nomination.move', nomination, { course: row.course, from, to: 'scored' });
  }
  return { assigned: [], lacking: [], isScored };
}

export function reviewModel(context: ModelContext): ReviewRecords {
  const { state, viewer } = context;
  const { reviews, nominations, panels } = state;
  const sees = (course: string) => {
    const row = state.courses.get(course);
    return row !== undefined && context.sees(row);
  };

  function own(id: string): Row<'reviews'> | undefined {
    const row = reviews.get(id);
    if (!row || row.state === 'recused' || !sees(row.course)) return undefined;
    const isOwn = viewer.kind === 'process' || (viewer.kind === 'person' && viewer.person === row.reviewer);
    return isOwn ? row : undefined;
  }

  function give(id: string, set: Partial<Row<'reviews'>>, spread: number): Settled | 'closed' | undefined {
    const before = own(id);
    if (!before) return undefined;
    const { course, nomination } = before;
    const panel = panels.get(course);
    if (panel?.closedAt !== null) return 'closed';
    if (!reviewable.includes(nominations.get(nomination)?.state ?? '')) return 'closed';
    const row = context.put('reviews', before.id, { ...before, ...set, changedAt: context.now });
    context.audit(`review.${row.state}`, id, { course, nomination, was: before.state });
    return { course, ...settle(context, panel, nomination, spread) };
  }

  const mayLook = maySeeScores(viewer);
  const inOrder = (course: string) =>
    [...reviews.values()].filter((row) => row.course === kept(course)).sort(by((row) => row.id));

  return {
    assign: async (course, spread) => {
      const panel = panels.get(course);
      return panel?.closedAt === null ? assign(context, panel, spread) : { assigned: [], lacking: [] };
    },
    ofReviewer: async (person) => {
      if (!mayLook && !(viewer.kind === 'person' && viewer.person === person)) return [];
      return [...reviews.values()]
        .filter((row) => row.reviewer === kept(person) && row.state !== 'recused')
        .filter((row) => reviewable.includes(nominations.get(row.nomination)?.state ?? ''))
        .filter((row) => sees(row.course))
        .sort(
          by(
            (row) => row.course,
            (row) => row.id,
          ),
        )
        .map(({ id, course, isThird, state: given, changedAt }) => ({
          id,
          course,
          isThird,
          state: given,
          changedAt,
        }));
    },
    blind: async (id) => {
      const row = own(id);
      const about = row && nominations.get(row.nomination);
      const home = about && state.organisations.get(about.organisation);
      if (!row || !about || !home || !reviewable.includes(about.state)) return undefined;
      const profile = state.profiles.get(about.nominee);
      const names = [about.nominee, about.nominatedBy].map((one) => state.people.get(one)?.name ?? '');
      const { ratings, flag, remark, reason } = reviewFrom(row);
      return {
        ...{ id: row.id, course: row.course, isThird: row.isThird, state: row.state },
        ...{ changedAt: row.changedAt, ratings, flag, remark, reason },
        purpose: withoutNames(about.reason, {
          people: names,
          organisations: [home.name],
          countries: [home.country],
        }),
        rankBand: rankBandOf(about.rank),
        yearsOfService: about.yearsOfService,
        sector: profile?.sector ?? undefined,
        languages: profile?.languages ?? [],
      };
    },
    rate: async (id, { ratings, flag, remark }, spread) =>
      give(id, { state: 'rated', ratings, flag: flag ?? null, remark: remark ?? null, reason: null }, spread),
    abstain: async (id, reason, spread) => give(id, { ...emptied, state: 'abstained', reason }, spread),
    of: async (course) =>
      mayLook
        ? inOrder(course)
            .sort(
              by(
                (row) => row.nomination,
                (row) => row.id,
              ),
            )
            .map(reviewFrom)
        : [],
    given: async (course) =>
      mayLook
        ? inOrder(course).map(({ nomination, reviewer, state: given, ratings }) => ({
            nomination,
            reviewer,
            state: given,
            ratings: ratings ?? undefined,
          }))
        : [],
    components: async (id) => {
      const row = nominations.get(id);
      const panel = row && panels.get(row.course);
      if (!row || !panel) return undefined;
      const hears = [...state.appeals.values()].some(
        (one) => one.nomination === row.id && viewer.kind === 'person' && one.heardBy === kept(viewer.person),
      );
      const mayAfter = hears || maySeeComponents(viewer, row);
      if (!mayLook && (panel.closedAt === null || !mayAfter)) return undefined;
      const all = ratingsOf(ofNomination(context, row.id));
      const [components, score] = [componentsOf(all), medianScore(all, panel.weights)];
      return components && score !== undefined ? { components, score, reviewers: all.length } : undefined;
    },
  };
}

export function interestModel(context: ModelContext): InterestRecords {
  const { declarations, reviews, nominations, panels, reviewers } = context.state;
  return {
    declare: async (given, of, interest) => {
      const [declarant, about] = [kept(given), kept(of)];
      context.need('people', declarant);
      context.need('people', about);
      const row = { declarant, about, interest, declaredAt: context.now };
      context.put('declarations', `${declarant} ${about}`, row);
      context.audit('interest.declare', declarant, { about, interest });
      const ended = [...reviews.values()]
        .filter((one) => one.reviewer === declarant && one.state !== 'recused')
        .filter((one) => panels.get(one.course)?.closedAt === null)
        .filter(({ nomination }) => {
          const concerned = nominations.get(nomination);
          return concerned?.nominee === about || concerned?.nominatedBy === about;
        })
        .sort(by((one) => one.id));
      for (const one of ended) {
        context.put('reviews', one.id, { ...one, ...emptied, state: 'recused', changedAt: context.now });
        const { course, nomination } = one;
        context.audit('review.recused', one.id, { course, nomination });
      }
      return [...new Set(ended.map(({ course }) => course))].sort(byBytes);
    },
    of: async (declarant) => {
      const { viewer } = context;
      const isOwn = viewer.kind === 'person' && viewer.person === declarant;
      if (!isOwn && !maySeeScores(viewer)) return [];
      return [...declarations.values()]
        .filter((row) => row.declarant === kept(declarant))
        .sort(
          by(
            (row) => row.declaredAt,
            (row) => row.about,
          ),
        )
        .toReversed();
    },
    concerning: async (course) => {
      if (!maySeeScores(context.viewer)) return [];
      const part = [...nominations.values()]
        .filter((row) => row.course === kept(course) && row.state !== 'withdrawn')
        .flatMap(({ nominee, nominatedBy }) => [nominee, nominatedBy]);
      return [...declarations.values()]
        .filter((row) => reviewers.has(`${course} ${row.declarant}`) && part.includes(row.about))
        .sort(
          by(
            (row) => row.declarant,
            (row) => row.about,
          ),
        );
    },
  };
}
