// Reviews: who reviews which nomination, what they give, and what a reviewer may know of it, which leads to nobody.
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { type RankBand, rankBandOf, withoutNames } from '#exchange/blind.ts';
import { maySeeComponents, maySeeScores } from '#exchange/disclosure.ts';
import type { Language } from '#exchange/languages.ts';
import type { Sector } from '#exchange/profile.ts';
import { type Assignment, reviewableStates } from '#exchange/reviewing.ts';
import {
  componentsOf,
  type Flag,
  medianScore,
  type Ratings,
  type ReviewState,
  ratingsOf,
} from '#exchange/scoring.ts';
import type { Tables } from '../tables.ts';
import { assignIn, settle } from './assign-reviews.ts';
import type { RecordContext } from './context.ts';
import { visibleByIds } from './eyes.ts';
import { holdPanel } from './panels.ts';

export interface Review {
  readonly id: string;
  readonly course: string;
  readonly nomination: string;
  readonly reviewer: string;
  /** Because the first two were too far apart. */
  readonly isThird: boolean;
  readonly state: ReviewState;
  readonly ratings: Ratings | undefined;
  readonly flag: Flag | undefined;
  /** For the coordinator; it never alters a score. */
  readonly remark: string | undefined;
  /** Why the reviewer abstained. */
  readonly reason: string | undefined;
  readonly assignedAt: number;
  readonly changedAt: number;
}

/** What a reviewer knows of their own review without opening it. */
export type OwnReview = Pick<Review, 'id' | 'course' | 'isThird' | 'state' | 'changedAt'>;

/** A nomination as its reviewer sees it: no name, organisation, nominator, unit or gender, nor what leads to one. */
export interface BlindReview extends OwnReview, Pick<Review, 'ratings' | 'flag' | 'remark' | 'reason'> {
  /** What the nominee would do with it, without the names that stood in it. */
  readonly purpose: string;
  readonly rankBand: RankBand;
  readonly yearsOfService: number;
  readonly sector: Sector | undefined;
  readonly languages: readonly Language[];
}

export interface Assigned {
  readonly assigned: readonly Assignment[];
  /** Nominations for which nobody is left who has no conflict. */
  readonly lacking: readonly string[];
}

export interface Settled extends Assigned {
  readonly course: string;
  /** Its reviews are complete now, and were not before. */
  readonly isScored: boolean;
}

export interface ReviewRecords {
  /** Gives each nomination of the course the reviewers that it lacks; nothing where nobody is lacking. */
  assign(course: string, spread: number): Promise<Assigned>;
  /** What somebody has to review, or has reviewed and may still change: for them, and for whoever may see scores. */
  ofReviewer(person: string): Promise<readonly OwnReview[]>;
  /** For its reviewer alone. */
  blind(id: string): Promise<BlindReview | undefined>;
  /** For its reviewer alone, until the scores are closed; `closed` after that, undefined where it is not theirs (any more). */
  rate(
    id: string,
    given: Pick<Review, 'flag' | 'remark'> & { readonly ratings: Ratings },
    spread: number,
  ): Promise<Settled | 'closed' | undefined>;
  /** As `rate`; it counts nothing, and somebody else is asked. */
  abstain(id: string, reason: string, spread: number): Promise<Settled | 'closed' | undefined>;
  /** All of a course with who gave what, for whoever may see scores; by nomination. */
  of(course: string): Promise<readonly Review[]>;
  /** The same without words, for reckoning over very many. */
  given(course: string): Promise<readonly Pick<Review, 'nomination' | 'reviewer' | 'state' | 'ratings'>[]>;
  /**
   * What a nomination was given, per criterion and in all, without who gave it: once the scores are closed for the
   * liaison officers of its organisation, and whoever hears its appeal.
   */
  components(
    nomination: string,
  ): Promise<
    { readonly components: Ratings; readonly score: number; readonly reviewers: number } | undefined
  >;
}

type ReviewRow = Tables['reviews']['$inferSelect'];

export function reviewRecords(context: RecordContext): ReviewRecords {
  /** The row, for the eyes of its reviewer and of a process. */
  async function own(id: string): Promise<ReviewRow | undefined> {
    const { viewer } = context;
    const { reviews } = context.tables;
    const [row] = await context.db.select().from(reviews).where(eq(reviews.id, id));
    const isOwn = viewer.kind === 'process' || (viewer.kind === 'person' && viewer.person === row?.reviewer);
    if (row === undefined || !isOwn || row.state === 'recused') return undefined;
    return (await visibleByIds(context, [row.course])).length > 0 ? row : undefined;
  }

  async function give(
    id: string,
    set: Partial<ReviewRow> & { readonly state: 'rated' | 'abstained' },
    spread: number,
  ): Promise<Settled | 'closed' | undefined> {
    const before = await own(id);
    if (before === undefined) return undefined;
    const panel = await holdPanel(context, before.course);
    if (panel === undefined || panel.closedAt !== undefined) return 'closed';
    const { reviews, nominations } = context.tables;
    const reviewable = context.db
      .select({ id: nominations.id })
      .from(nominations)
      .where(inArray(nominations.state, [...reviewableStates]));
    const [row] = await context.db
      .update(reviews)
      .set({ ...set, changedAt: context.now })
      .where(and(eq(reviews.id, id), ne(reviews.state, 'recused'), inArray(reviews.nomination, reviewable)))
      .returning();
    if (row === undefined) return 'closed';
    const { course, nomination } = row;
    context.audit(`review.${row.state}`, id, { course, nomination, was: before.state });
    return { course, ...(await settle(context, panel, nomination, spread)) };
  }

  return {
    async assign(course, spread) {
      const panel = await holdPanel(context, course);
      if (panel === undefined || panel.closedAt !== undefined) return { assigned: [], lacking: [] };
      return await assignIn(context, panel, spread);
    },

    async ofReviewer(person) {
      const { viewer } = context;
      const isOwn = viewer.kind === 'person' && viewer.person === person;
      if (!isOwn && !maySeeScores(viewer)) return [];
      const { reviews, nominations } = context.tables;
      const rows = await context.db
        .select({
          id: reviews.id,
          course: reviews.course,
          isThird: reviews.isThird,
          state: reviews.state,
          changedAt: reviews.changedAt,
        })
        .from(reviews)
        .innerJoin(nominations, eq(nominations.id, reviews.nomination))
        .where(
          and(
            eq(reviews.reviewer, person),
            ne(reviews.state, 'recused'),
            inArray(nominations.state, [...reviewableStates]),
          ),
        )
        .orderBy(asc(reviews.course), asc(reviews.id));
      const seen = await visibleByIds(context, [...new Set(rows.map(({ course }) => course))]);
      const visible = new Set(seen.map(({ id }) => id));
      return rows.filter(({ course }) => visible.has(course));
    },

    async blind(id) {
      const row = await own(id);
      if (row === undefined) return undefined;
      const { nominations, organisations, people, profiles } = context.tables;
      const [found] = await context.db
        .select({ nomination: nominations, organisation: organisations })
        .from(nominations)
        .innerJoin(organisations, eq(organisations.id, nominations.organisation))
        .where(and(eq(nominations.id, row.nomination), inArray(nominations.state, [...reviewableStates])));
      if (found === undefined) return undefined;
      const { nominee, nominatedBy, rank, reason, yearsOfService } = found.nomination;
      const named = await context.db
        .select({ name: people.name })
        .from(people)
        .where(inArray(people.id, [nominee, nominatedBy]));
      const [profile] = await context.db.select().from(profiles).where(eq(profiles.person, nominee));
      const { ratings, flag, remark, reason: why } = reviewFrom(row);
      return {
        ...{ id, course: row.course, isThird: row.isThird, state: row.state, changedAt: row.changedAt },
        ...{ ratings, flag, remark, reason: why },
        purpose: withoutNames(reason, {
          people: named.map(({ name }) => name),
          organisations: [found.organisation.name],
          countries: [found.organisation.country],
        }),
        rankBand: rankBandOf(rank),
        yearsOfService,
        sector: profile?.sector ?? undefined,
        languages: profile?.languages ?? [],
      };
    },

    rate: (id, { ratings, flag, remark }, spread) =>
      give(id, { state: 'rated', ratings, flag: flag ?? null, remark: remark ?? null, reason: null }, spread),

    abstain: (id, reason, spread) =>
      give(id, { state: 'abstained', ratings: null, flag: null, remark: null, reason }, spread),

    async of(course) {
      if (!maySeeScores(context.viewer)) return [];
      const { reviews } = context.tables;
      const rows = await context.db
        .select()
        .from(reviews)
        .where(eq(reviews.course, course))
        .orderBy(asc(reviews.nomination), asc(reviews.id));
      return rows.map(reviewFrom);
    },

    async given(course) {
      if (!maySeeScores(context.viewer)) return [];
      const { reviews } = context.tables;
      const rows = await context.db
        .select({
          nomination: reviews.nomination,
          reviewer: reviews.reviewer,
          state: reviews.state,
          ratings: reviews.ratings,
        })
        .from(reviews)
        .where(eq(reviews.course, course))
        .orderBy(asc(reviews.id));
      return rows.map((row) => ({ ...row, ratings: row.ratings ?? undefined }));
    },

    async components(nomination) {
      const { nominations, panels, reviews, appeals } = context.tables;
      const [found] = await context.db
        .select({
          organisation: nominations.organisation,
          weights: panels.weights,
          closedAt: panels.closedAt,
        })
        .from(nominations)
        .innerJoin(panels, eq(panels.course, nominations.course))
        .where(eq(nominations.id, nomination));
      if (found === undefined) return undefined;
      const { viewer } = context;
      const hears =
        viewer.kind !== 'person'
          ? []
          : await context.db
              .select({ id: appeals.id })
              .from(appeals)
              .where(and(eq(appeals.nomination, nomination), eq(appeals.heardBy, viewer.person)));
      const mayAfter = hears.length > 0 || maySeeComponents(viewer, found);
      if (!maySeeScores(viewer) && (found.closedAt === null || !mayAfter)) return undefined;
      const rows = await context.db
        .select({ state: reviews.state, ratings: reviews.ratings })
        .from(reviews)
        .where(eq(reviews.nomination, nomination));
      const all = ratingsOf(rows.map((row) => ({ ...row, ratings: row.ratings ?? undefined })));
      const components = componentsOf(all);
      const score = medianScore(all, found.weights);
      if (components === undefined || score === undefined) return undefined;
      return { components, score, reviewers: all.length };
    },
  };
}

function reviewFrom(row: ReviewRow): Review {
  return {
    ...row,
    ratings: row.ratings ?? undefined,
    flag: row.flag ?? undefined,
    remark: row.remark ?? undefined,
    reason: row.reason ?? undefined,
  };
}
