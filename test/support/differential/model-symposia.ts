// The model of symposia: series, editions, and who comes.
import type { SymposiumEdition, SymposiumRecords } from '#store/records/symposia.ts';
import { Conflict } from '#store/store.ts';
import { by, type ModelContext, type Row } from './model-state.ts';

function editionFrom(row: Row<'symposiumEditions'>): SymposiumEdition {
  return {
    ...row,
    startsOn: row.startsOn ?? undefined,
    endsOn: row.endsOn ?? undefined,
    place: row.place ?? undefined,
  };
}

export function symposiumModel(context: ModelContext): SymposiumRecords {
  const { symposiumSeries, symposiumEditions, symposiumRegistrations } = context.state;
  return {
    addSeries: async (name, everyYears) => {
      const id = context.newId('ser');
      context.put('symposiumSeries', id, { id, name, everyYears });
      context.audit('symposium.series', id, { everyYears });
      return { id, name, everyYears };
    },
    series: async () =>
      [...symposiumSeries.values()].sort(
        by(
          (row) => row.name,
          (row) => row.id,
        ),
      ),
    seriesById: async (id) => symposiumSeries.get(id),
    plan: async (edition) => {
      const id = edition.id ?? context.newId('sym');
      const isTaken = [...symposiumEditions.values()].some(
        (one) => one.id === id || (one.series === edition.series && one.number === edition.number),
      );
      if (isTaken) throw new Conflict('The series has an edition of this number.');
      context.need('symposiumSeries', edition.series);
      const row = context.put('symposiumEditions', id, {
        state: 'planned',
        sequence: 0,
        ...edition,
        id,
        startsOn: edition.startsOn ?? null,
        endsOn: edition.endsOn ?? null,
        place: edition.place ?? null,
      });
      context.audit('symposium.plan', id, { series: row.series, number: row.number, state: row.state });
      return editionFrom(row);
    },
    byId: async (id) => {
      const row = symposiumEditions.get(id);
      return row && editionFrom(row);
    },
    editions: async ({ series, states }) =>
      [...symposiumEditions.values()]
        .filter((row) => series === undefined || row.series === series)
        .filter((row) => states === undefined || states.includes(row.state))
        .sort(
          by(
            (row) => row.series,
            (row) => row.number,
          ),
        )
        .map(editionFrom),
    setDates: async (id, { startsOn, endsOn, zone, place }) => {
      const row = symposiumEditions.get(id);
      if (!row || (row.state !== 'planned' && row.state !== 'dated')) return undefined;
      const dated = { startsOn, endsOn, zone, place: place ?? null, state: 'dated' } as const;
      const after = context.put('symposiumEditions', id, { ...row, ...dated, sequence: row.sequence + 1 });
      context.audit('symposium.dates', id, { startsOn, endsOn, zone });
      return editionFrom(after);
    },
    move: async (id, from, to) => {
      const row = symposiumEditions.get(id);
      if (!row || !from.includes(row.state)) return undefined;
      const after = context.put('symposiumEditions', id, { ...row, state: to, sequence: row.sequence + 1 });
      context.audit('symposium.move', id, { from: from.join(' '), to });
      return editionFrom(after);
    },
    register: async (edition, person, track) => {
      const key = `${edition} ${person}`;
      const isNew = !symposiumRegistrations.has(key);
      context.need('symposiumEditions', edition);
      context.need('people', person);
      context.put('symposiumRegistrations', key, { edition, person, track });
      context.audit('symposium.register', edition, { person, track });
      return isNew;
    },
    registrations: async (edition) =>
      [...symposiumRegistrations.values()]
        .filter((row) => row.edition === edition)
        .map(({ person, track }) => ({ person, track }))
        .sort(by((row) => row.person)),
  };
}
