// Follow-ups: what came of commitments, as those say who made them and as their managers saw it; shown in figures alone.
import { and, asc, eq, inArray, ne } from 'drizzle-orm';
import { maySeeFollowUp, maySeePractice, maySeeVolunteers } from '#exchange/disclosure.ts';
import type {
  Barrier,
  CommitmentReading,
  ObservedUse,
  OwnStage,
  Sighting,
  Stage,
  ToolUse,
} from '#exchange/follow-up.ts';
import {
  type Agreement,
  agreement,
  applicationRate,
  type Observation,
  type ObservedFigures,
  type OwnAnswer,
  type OwnFigures,
  observedFigures,
  ownFigures,
  type Volunteer,
} from '#exchange/practice.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { seesCourse } from './eyes.ts';
import { minimum } from './feedback-release.ts';
import { holdNominee } from './nomination-queries.ts';

/** That a stage has been answered, and by whom; never what was said. */
export type FollowUp = Pick<
  Tables['followUps']['$inferSelect'],
  'course' | 'person' | 'stage' | 'answeredBy' | 'answeredAt' | 'volunteers'
>;

export interface PracticeFigures {
  /** How many people made how many. */
  readonly people: number;
  readonly commitments: number;
  readonly own: Readonly<Partial<Record<OwnStage, OwnFigures>>>;
  readonly observed: ObservedFigures | undefined;
  /** Undefined while either stage can be answered, and where it would tell too much. */
  readonly agreement: Agreement | undefined;
}

export interface FollowUpRecords {
  /** Of one's own commitments, a reading for each in their order; false when it was answered already, or they do not fit. */
  answer(
    course: string,
    person: string,
    stage: OwnStage,
    said: {
      readonly readings: readonly CommitmentReading[];
      readonly barrier: Barrier;
      readonly tools: ToolUse;
    },
  ): Promise<boolean>;
  /** By a manager of theirs; false when one has answered already, or nothing is shared with them (any more). */
  observe(
    course: string,
    person: string,
    by: string,
    said: { readonly seen: Sighting; readonly barrier: Barrier; readonly observed: ObservedUse },
  ): Promise<boolean>;
  /** Whether somebody who answered would tell a coordinator more; false when they have not, or it is so already. */
  volunteer(course: string, person: string, willing: boolean): Promise<boolean>;
  /** Who has answered; those that the viewer may know of. */
  list(narrow: { readonly course?: string; readonly person?: string }): Promise<readonly FollowUp[]>;
  /** Of stages that are over; undefined to whoever may not see them. */
  figures(course: string, over: readonly Stage[]): Promise<PracticeFigures | undefined>;
  /** Those who would tell more, with how far each has come; for coordinators alone. */
  volunteers(course: string): Promise<readonly Volunteer[]>;
}

export function followUpRecords(context: RecordContext): FollowUpRecords {
  async function commitmentsOf(course: string, person: string) {
    const { commitments } = context.tables;
    // Held until the end: they are not made anew, and are shared no less, while something is said of them.
    const present = await holdNominee(context.connection).execute({ nominee: person });
    if (present.length === 0) return [];
    return context.db
      .select()
      .from(commitments)
      .where(and(eq(commitments.course, course), eq(commitments.person, person)))
      .orderBy(asc(commitments.place));
  }

  async function keep(row: Tables['followUps']['$inferInsert']): Promise<boolean> {
    const kept = await context.db
      .insert(context.tables.followUps)
      .values(row)
      .onConflictDoNothing()
      .returning({ stage: context.tables.followUps.stage });
    if (kept.length === 0) return false;
    const { course, person, stage, answeredBy } = row;
    context.audit('follow-up.answer', course, { person, stage, by: answeredBy });
    return true;
  }

  async function ownAnswers(course: string): Promise<readonly (OwnAnswer & OwnRow)[]> {
    const { followUps, commitments, commitmentReadings } = context.tables;
    const rows = await context.db
      .select()
      .from(followUps)
      .where(and(eq(followUps.course, course), ne(followUps.stage, '100d')))
      .orderBy(asc(followUps.person), asc(followUps.stage));
    const readings = await context.db
      .select({
        person: commitments.person,
        stage: commitmentReadings.stage,
        reading: commitmentReadings.reading,
      })
      .from(commitmentReadings)
      .innerJoin(commitments, eq(commitments.id, commitmentReadings.commitment))
      .where(eq(commitments.course, course))
      .orderBy(asc(commitments.person), asc(commitments.place));
    return rows.flatMap(({ person, stage, barrier, tools, volunteers }) => {
      const theirs = readings.filter((one) => one.person === person && one.stage === stage);
      return tools === null
        ? []
        : [{ person, stage, barrier, tools, volunteers, readings: theirs.map(({ reading }) => reading) }];
    });
  }

  async function observations(course: string): Promise<readonly Observation[]> {
    const { followUps } = context.tables;
    const rows = await context.db
      .select()
      .from(followUps)
      .where(and(eq(followUps.course, course), eq(followUps.stage, '100d')))
      .orderBy(asc(followUps.person));
    return rows.flatMap(({ person, answeredBy: by, barrier, seen, observed }) =>
      seen === null || observed === null ? [] : [{ person, by, barrier, seen, use: observed }],
    );
  }

  return {
    async answer(course, person, stage, { readings, barrier, tools }) {
      const made = await commitmentsOf(course, person);
      if (made.length === 0 || made.length !== readings.length) return false;
      const answered = { answeredBy: person, answeredAt: context.now };
      const none = { seen: null, observed: null, volunteers: false };
      if (!(await keep({ course, person, stage, ...answered, barrier, tools, ...none }))) return false;
      await context.db
        .insert(context.tables.commitmentReadings)
        .values(readings.map((reading, index) => ({ commitment: made[index]?.id ?? '', stage, reading })));
      return true;
    },

    async observe(course, person, by, { seen, barrier, observed }) {
      const made = await commitmentsOf(course, person);
      if (!made.some(({ shared }) => shared)) return false;
      const answered = { answeredBy: by, answeredAt: context.now };
      const none = { tools: null, volunteers: false };
      return keep({ course, person, stage: '100d', ...answered, barrier, seen, observed, ...none });
    },

    async volunteer(course, person, willing) {
      const { followUps } = context.tables;
      const changed = await context.db
        .update(followUps)
        .set({ volunteers: willing })
        .where(
          and(
            eq(followUps.course, course),
            eq(followUps.person, person),
            inArray(followUps.stage, ['90d', '180d'] as const),
            eq(followUps.volunteers, !willing),
          ),
        )
        .returning({ stage: followUps.stage });
      if (changed.length > 0) context.audit('follow-up.volunteer', course, { person, willing });
      return changed.length > 0;
    },

    async list({ course, person }) {
      const { followUps, people, commitments } = context.tables;
      const rows = await context.db
        .selectDistinct({
          course: followUps.course,
          person: followUps.person,
          stage: followUps.stage,
          answeredBy: followUps.answeredBy,
          answeredAt: followUps.answeredAt,
          volunteers: followUps.volunteers,
          organisation: people.organisation,
          shared: commitments.shared,
        })
        .from(followUps)
        .innerJoin(people, eq(people.id, followUps.person))
        .innerJoin(
          commitments,
          and(eq(commitments.course, followUps.course), eq(commitments.person, followUps.person)),
        )
        .where(
          and(
            course === undefined ? undefined : eq(followUps.course, course),
            person === undefined ? undefined : eq(followUps.person, person),
          ),
        )
        .orderBy(asc(followUps.course), asc(followUps.person), asc(followUps.stage));
      const seen = rows
        .filter((row) => maySeeFollowUp(context.viewer, row))
        .map(({ organisation: _, shared: __, ...row }) => row);
      // Of somebody who lets only some of their commitments be read, each is there for either.
      return [...new Map(seen.map((row) => [`${row.course} ${row.person} ${row.stage}`, row])).values()];
    },

    async figures(course, over) {
      if (!maySeePractice(context.viewer) || !(await seesCourse(context, course))) return undefined;
      const { commitments } = context.tables;
      const made = await context.db
        .select({ person: commitments.person })
        .from(commitments)
        .where(eq(commitments.course, course));
      const own = await ownAnswers(course);
      const at = (stage: OwnStage) => own.filter((one) => one.stage === stage);
      const seen = await observations(course);
      const least = await minimum(context);
      const ownStages = (['90d', '180d'] as const).filter((stage) => over.includes(stage));
      return {
        people: new Set(made.map(({ person }) => person)).size,
        commitments: made.length,
        own: Object.fromEntries(ownStages.map((stage) => [stage, ownFigures(at(stage), least)])),
        observed: over.includes('100d') ? observedFigures(seen, least) : undefined,
        agreement:
          over.includes('100d') && over.includes('90d') ? agreement(at('90d'), seen, least) : undefined,
      };
    },

    async volunteers(course) {
      if (!maySeeVolunteers(context.viewer) || !(await seesCourse(context, course))) return [];
      const willing = (await ownAnswers(course)).filter(({ volunteers }) => volunteers);
      // The later answer of whoever gave two.
      const latest = new Map(willing.map((one) => [one.person, one]));
      for (const one of willing) if (one.stage === '180d') latest.set(one.person, one);
      return [...latest.values()].map(({ person, readings }) => ({
        person,
        applied: applicationRate(readings),
      }));
    },
  };
}

interface OwnRow {
  readonly stage: Stage;
  readonly volunteers: boolean;
}
