// Consultations: which missions have been asked about a course, until when, and what they think.
import { and, asc, eq, gte, isNull, lte } from 'drizzle-orm';
import type { Consultation, MissionView } from '#exchange/consultation.ts';
import { maySeePapers } from '#exchange/disclosure.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { visibleByIds, visibleCourse } from './eyes.ts';

export interface ConsultationRecords {
  /** Asks a country's mission; one that was asked already keeps its view, and gets the new day and kind. */
  ask(
    course: string,
    asked: Pick<Consultation, 'country' | 'mission' | 'due'>,
    askedBy: string,
  ): Promise<Consultation>;
  /** Asks it unless it has been asked already, by somebody who need not see that; true when it is new. */
  askFirst(
    course: string,
    asked: Pick<Consultation, 'country' | 'mission' | 'due'>,
    askedBy: string,
  ): Promise<boolean>;
  /** Notes a mission's view, or another one that it has come to; undefined when it was never asked. */
  answer(
    course: string,
    country: string,
    view: MissionView,
    note: string | undefined,
    by: string,
  ): Promise<Consultation | undefined>;
  /** Takes back a question that has no answer yet; false when there is none. */
  drop(course: string, country: string): Promise<boolean>;
  /** By country; none for whoever may not see them. */
  of(course: string): Promise<readonly Consultation[]>;
  /** Without a view, due between these days (ISO, both included), of every course that the viewer may see. */
  waitedFor(from: string, until: string): Promise<readonly (Consultation & { readonly course: string })[]>;
}

export function consultationRecords(context: RecordContext): ConsultationRecords {
  return {
    async ask(course, { country, mission, due }, askedBy) {
      const { consultations } = context.tables;
      const [row] = await context.db
        .insert(consultations)
        .values({ course, country, mission, due, askedAt: context.now, askedBy })
        .onConflictDoUpdate({ target: [consultations.course, consultations.country], set: { mission, due } })
        .returning();
      if (row === undefined) throw new Error('The question to the mission was not kept.');
      context.audit('gate.consult', course, { country, mission, due });
      return consultationFrom(row);
    },

    async askFirst(course, { country, mission, due }, askedBy) {
      const { consultations } = context.tables;
      const rows = await context.db
        .insert(consultations)
        .values({ course, country, mission, due, askedAt: context.now, askedBy })
        .onConflictDoNothing()
        .returning({ country: consultations.country });
      if (rows.length > 0) context.audit('gate.consult', course, { country, mission, due });
      return rows.length > 0;
    },

    async answer(course, country, view, note, by) {
      const { consultations } = context.tables;
      const [row] = await context.db
        .update(consultations)
        .set({ view, note: note ?? null, answeredAt: context.now, answeredBy: by })
        .where(and(eq(consultations.course, course), eq(consultations.country, country)))
        .returning();
      if (row === undefined) return undefined;
      context.audit('gate.view', course, { country, view });
      return consultationFrom(row);
    },

    async drop(course, country) {
      const { consultations } = context.tables;
      const rows = await context.db
        .delete(consultations)
        .where(
          and(
            eq(consultations.course, course),
            eq(consultations.country, country),
            isNull(consultations.view),
          ),
        )
        .returning({ country: consultations.country });
      if (rows.length > 0) context.audit('gate.consult-drop', course, { country });
      return rows.length > 0;
    },

    async of(course) {
      const row = await visibleCourse(context, course);
      if (row === undefined || !maySeePapers(context.viewer, 'consultation', row)) return [];
      const { consultations } = context.tables;
      const rows = await context.db
        .select()
        .from(consultations)
        .where(eq(consultations.course, course))
        .orderBy(asc(consultations.country));
      return rows.map(consultationFrom);
    },

    async waitedFor(from, until) {
      const { consultations } = context.tables;
      const rows = await context.db
        .select()
        .from(consultations)
        .where(and(isNull(consultations.view), gte(consultations.due, from), lte(consultations.due, until)))
        .orderBy(asc(consultations.due), asc(consultations.course), asc(consultations.country));
      const courses = await visibleByIds(
        context,
        rows.map((row) => row.course),
      );
      const readable = new Set(
        courses.filter((one) => maySeePapers(context.viewer, 'consultation', one)).map(({ id }) => id),
      );
      return rows
        .filter(({ course }) => readable.has(course))
        .map((row) => ({ ...consultationFrom(row), course: row.course }));
    },
  };
}

function consultationFrom(row: Tables['consultations']['$inferSelect']): Consultation {
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
