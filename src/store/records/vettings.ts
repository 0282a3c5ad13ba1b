// Vettings of people and of units: state and validity, read through a viewer, and never content.
import { and, asc, eq, gte, isNotNull, lte } from 'drizzle-orm';
import { maySeeVetting } from '#exchange/disclosure.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { Vetting } from '#exchange/vetting.ts';
import { amongIds, idsIn, placesFor, preparedFor } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { amongNominees, isNobody, type Nominees, nomineesIn, shapeOf } from './nominees.ts';

/** Of whom: a person, or a unit of an organisation. */
export type VettingSubject =
  | { readonly person: string }
  | { readonly organisation: string; readonly unit: string };

export type UnitVetting = Vetting & { readonly organisation: string; readonly unit: string };

/** `seen`: what the viewer may know. `all`: for a state to follow from it, whoever changed a fact; shown to nobody. */
export type VettingSight = 'seen' | 'all';

export interface VettingRecords {
  /** As it was recorded last, by the person's id. */
  ofPeople(among: Nominees, sight?: VettingSight): Promise<ReadonlyMap<string, Vetting>>;
  /** Of units of these organisations, by `unitKeyOf`. */
  ofUnits(organisations: readonly string[], sight?: VettingSight): Promise<ReadonlyMap<string, UnitVetting>>;
  record(subject: VettingSubject, vetting: Vetting, by: string): Promise<void>;
  /** Clear ones of people that end between two days (ISO, both included), the earliest first. */
  ending(from: string, until: string): Promise<readonly (Vetting & { readonly person: string })[]>;
}

/** A unit is the same however it is written. */
export function unitKeyOf(organisation: string, unit: string): string {
  return `${organisation}/${searchKey(unit)}`;
}

export function vettingRecords(context: RecordContext): VettingRecords {
  return {
    async ofPeople(among, sight = 'seen') {
      if (isNobody(among)) return new Map();
      const rows = await vettingsOfPeople(context.connection, shapeOf(among)).execute(nomineesIn(among));
      return new Map(
        rows
          .filter(
            ({ row, organisation }) =>
              sight === 'all' ||
              maySeeVetting(context.viewer, {
                person: row.person ?? undefined,
                organisation: organisation ?? undefined,
              }),
          )
          .map(({ row }) => [row.person ?? '', vettingFrom(row)]),
      );
    },

    async ofUnits(organisations, sight = 'seen') {
      if (organisations.length === 0) return new Map();
      const places = placesFor(organisations);
      const rows = await vettingsOfUnits(context.connection, places).execute(idsIn(organisations, places));
      return new Map(
        rows
          .filter(
            ({ organisation }) =>
              sight === 'all' ||
              maySeeVetting(context.viewer, { person: undefined, organisation: organisation ?? undefined }),
          )
          .map((row) => [
            row.subject,
            { ...vettingFrom(row), organisation: row.organisation ?? '', unit: row.unit ?? '' },
          ]),
      );
    },

    async record(subject, { state, validUntil }, by) {
      const { vettings } = context.tables;
      const recorded = {
        state,
        validUntil: validUntil ?? null,
        recordedBy: by,
        recordedAt: context.now,
      };
      const about =
        'person' in subject
          ? { subject: subject.person, person: subject.person }
          : {
              subject: unitKeyOf(subject.organisation, subject.unit),
              organisation: subject.organisation,
              unit: subject.unit,
              unitKey: searchKey(subject.unit),
            };
      await context.db
        .insert(vettings)
        .values({ ...about, ...recorded })
        .onConflictDoUpdate({ target: vettings.subject, set: recorded });
      // Of whom, as which, until when: a unit is named by its organisation alone.
      const whose = 'person' in subject ? subject.person : subject.organisation;
      const of = 'person' in subject ? 'person' : 'unit';
      context.audit('vetting.record', whose, { of, state, validUntil: validUntil ?? null, by });
    },

    async ending(from, until) {
      const { vettings, people } = context.tables;
      const rows = await context.db
        .select({ row: vettings, organisation: people.organisation })
        .from(vettings)
        .innerJoin(people, eq(people.id, vettings.person))
        .where(
          and(
            eq(vettings.state, 'clear'),
            isNotNull(vettings.validUntil),
            gte(vettings.validUntil, from),
            lte(vettings.validUntil, until),
          ),
        )
        .orderBy(asc(vettings.validUntil), asc(vettings.subject));
      return rows
        .filter(({ row, organisation }) =>
          maySeeVetting(context.viewer, {
            person: row.person ?? undefined,
            organisation: organisation ?? undefined,
          }),
        )
        .map(({ row }) => ({ ...vettingFrom(row), person: row.person ?? '' }));
    },
  };
}

function vettingFrom({ state, validUntil }: Tables['vettings']['$inferSelect']): Vetting {
  return { state, validUntil: validUntil ?? undefined };
}

const vettingsOfPeople = preparedFor('vettings_of_people', (connection, name, shape: number) => {
  const { db, tables } = connection;
  const { vettings, people } = tables;
  return db
    .select({ row: vettings, organisation: people.organisation })
    .from(vettings)
    .innerJoin(people, eq(people.id, vettings.person))
    .where(amongNominees(connection, vettings.person, shape))
    .prepare(name);
});

const vettingsOfUnits = preparedFor(
  'vettings_of_units',
  ({ db, tables: { vettings } }, name, places: number) =>
    db
      .select()
      .from(vettings)
      .where(and(amongIds(vettings.organisation, places), isNotNull(vettings.unitKey)))
      .prepare(name),
);
