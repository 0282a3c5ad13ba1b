// Symposia: a series that recurs by year alone, its editions with dates that a human sets, and who comes.
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { AudienceTrack, EditionState } from '#exchange/symposium.ts';
import { Conflict } from '../store.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

export interface SymposiumSeries {
  readonly id: string;
  readonly name: string;
  readonly everyYears: number;
}

export interface SymposiumEdition {
  readonly id: string;
  readonly series: string;
  /** The 20th symposium: 20. */
  readonly number: number;
  readonly title: string;
  readonly state: EditionState;
  readonly startsOn: string | undefined;
  readonly endsOn: string | undefined;
  readonly zone: string;
  readonly place: string | undefined;
  readonly plannedBy: string;
  readonly sequence: number;
}

export interface SymposiumRecords {
  addSeries(name: string, everyYears: number): Promise<SymposiumSeries>;
  series(): Promise<readonly SymposiumSeries[]>;
  seriesById(id: string): Promise<SymposiumSeries | undefined>;
  /** Throws Conflict when the series has an edition of this number. */
  plan(
    edition: Pick<SymposiumEdition, 'series' | 'number' | 'title' | 'zone' | 'plannedBy'> &
      Partial<SymposiumEdition>,
  ): Promise<SymposiumEdition>;
  byId(id: string): Promise<SymposiumEdition | undefined>;
  editions(filter: {
    series?: string;
    states?: readonly SymposiumEdition['state'][];
  }): Promise<readonly SymposiumEdition[]>;
  /** Only while planned or dated, which it is then; undefined otherwise. */
  setDates(
    id: string,
    dates: { startsOn: string; endsOn: string; zone: string; place: string | undefined },
  ): Promise<SymposiumEdition | undefined>;
  move(
    id: string,
    from: readonly SymposiumEdition['state'][],
    to: SymposiumEdition['state'],
  ): Promise<SymposiumEdition | undefined>;
  /** False when the person has registered already (the track is changed then). */
  register(edition: string, person: string, track: AudienceTrack): Promise<boolean>;
  registrations(
    edition: string,
  ): Promise<readonly { readonly person: string; readonly track: AudienceTrack }[]>;
}

export function symposiumRecords(context: RecordContext): SymposiumRecords {
  return {
    async addSeries(name, everyYears) {
      const { symposiumSeries } = context.tables;
      const series = { id: context.newId('ser'), name, everyYears };
      await context.db.insert(symposiumSeries).values(series);
      context.audit('symposium.series', series.id, { everyYears });
      return series;
    },

    async series() {
      const { symposiumSeries } = context.tables;
      return await context.db
        .select()
        .from(symposiumSeries)
        .orderBy(asc(symposiumSeries.name), asc(symposiumSeries.id));
    },

    async seriesById(id) {
      const { symposiumSeries } = context.tables;
      const [row] = await context.db.select().from(symposiumSeries).where(eq(symposiumSeries.id, id));
      return row;
    },

    async plan(edition) {
      const { symposiumEditions } = context.tables;
      const id = edition.id ?? context.newId('sym');
      const [row] = await context.db
        .insert(symposiumEditions)
        .values({ state: 'planned', sequence: 0, ...edition, id })
        .onConflictDoNothing()
        .returning();
      if (row === undefined) throw new Conflict('The series has an edition of this number.');
      context.audit('symposium.plan', id, { series: row.series, number: row.number, state: row.state });
      return editionFrom(row);
    },

    async byId(id) {
      const { symposiumEditions } = context.tables;
      const [row] = await context.db.select().from(symposiumEditions).where(eq(symposiumEditions.id, id));
      return row && editionFrom(row);
    },

    async editions({ series, states }) {
      const { symposiumEditions } = context.tables;
      const rows = await context.db
        .select()
        .from(symposiumEditions)
        .where(
          and(
            series === undefined ? undefined : eq(symposiumEditions.series, series),
            states && inArray(symposiumEditions.state, [...states]),
          ),
        )
        .orderBy(asc(symposiumEditions.series), asc(symposiumEditions.number));
      return rows.map(editionFrom);
    },

    async setDates(id, { startsOn, endsOn, zone, place }) {
      const { symposiumEditions } = context.tables;
      const [row] = await context.db
        .update(symposiumEditions)
        .set({
          startsOn,
          endsOn,
          zone,
          place: place ?? null,
          state: 'dated',
          sequence: sql`${symposiumEditions.sequence} + 1`,
        })
        .where(and(eq(symposiumEditions.id, id), inArray(symposiumEditions.state, ['planned', 'dated'])))
        .returning();
      if (row === undefined) return undefined;
      context.audit('symposium.dates', id, { startsOn, endsOn, zone });
      return editionFrom(row);
    },

    async move(id, from, to) {
      const { symposiumEditions } = context.tables;
      const [row] = await context.db
        .update(symposiumEditions)
        .set({ state: to, sequence: sql`${symposiumEditions.sequence} + 1` })
        .where(and(eq(symposiumEditions.id, id), inArray(symposiumEditions.state, [...from])))
        .returning();
      if (row === undefined) return undefined;
      context.audit('symposium.move', id, { from: from.join(' '), to });
      return editionFrom(row);
    },

    async register(edition, person, track) {
      const { symposiumRegistrations: registrations } = context.tables;
      const added = await context.db
        .insert(registrations)
        .values({ edition, person, track })
        .onConflictDoNothing()
        .returning();
      if (added.length === 0) {
        await context.db
          .update(registrations)
          .set({ track })
          .where(and(eq(registrations.edition, edition), eq(registrations.person, person)));
      }
      context.audit('symposium.register', edition, { person, track });
      return added.length > 0;
    },

    async registrations(edition) {
      const { symposiumRegistrations: registrations } = context.tables;
      return await context.db
        .select({ person: registrations.person, track: registrations.track })
        .from(registrations)
        .where(eq(registrations.edition, edition))
        .orderBy(asc(registrations.person));
    },
  };
}

function editionFrom(row: Tables['symposiumEditions']['$inferSelect']): SymposiumEdition {
  return {
    ...row,
    startsOn: row.startsOn ?? undefined,
    endsOn: row.endsOn ?? undefined,
    place: row.place ?? undefined,
  };
}
