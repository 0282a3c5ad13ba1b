// A confirmed course whose seats are offered: nominees of two organisations, some selected and some in the reserve.
import type { NominationState } from '#exchange/nomination.ts';
import type { Course } from '#store/records/courses.ts';
import type { Nomination } from '#store/records/nominations.ts';
import { type Bench, type BenchOptions, openBench } from './exchange-bench.ts';
import { arrangeExchange, type SampleExchange, type SampleName } from './sample-exchange.ts';

export interface OfferScene {
  readonly bench: Bench;
  readonly exchange: SampleExchange;
  /** Proposed by Kofi, with its gate open, in `confirmed` unless told otherwise; begins on 15 March 2027. */
  course(changes?: Partial<Course>): Promise<Course>;
  /** Nominated by the liaison officer of their organisation. */
  nominated(
    course: string,
    who: SampleName,
    state: 'selected' | 'reserve' | 'submitted',
    changes?: Partial<Nomination>,
  ): Promise<Nomination>;
  /** People of Rabat with accounts `practice:extra-1`, nominated by Karim. */
  extras(course: string, count: number, state: 'selected' | 'reserve'): Promise<readonly Nomination[]>;
  stateOf(nomination: Nomination): Promise<NominationState | undefined>;
  /** How many seats are held, as the course counts them and as the nominations say. */
  seats(course: string): Promise<{ granted: number; held: number; seats: number }>;
  /** What has reached this person since the last `hush`. */
  heard(name: string): string;
  hush(): void;
}

const holding = ['offered', 'accepted', 'attended', 'partial', 'no-show', 'certified', 'followed-up'];

export async function openOfferScene(options?: BenchOptions): Promise<OfferScene> {
  const bench = await openBench(options);
  const exchange = await arrangeExchange(bench);
  let from = 0;
  let extra = 0;

  async function add(
    nominee: string,
    organisation: string,
    course: string,
    state: NominationState,
    changes: Partial<Nomination> = {},
  ): Promise<Nomination> {
    return bench.arrange(async (records) => {
      const by = organisation === exchange.accra ? exchange.people.kofi : exchange.people.karim;
      const nomination = await records.nominations.add({
        course,
        nominee,
        organisation,
        nominatedBy: by.id,
        rank: 'Inspector',
        unit: 'CID',
        yearsOfService: 6,
        reason: 'Leads the laboratory.',
        consent: 'given',
        release: 'given',
        ...changes,
        state: 'submitted',
      });
      if (state === 'submitted') return nomination;
      const moved = await records.nominations.move(nomination.id, ['submitted'], state);
      if (!moved) throw new Error('It did not move.');
      return moved;
    });
  }

  return {
    bench,
    exchange,
    course: (changes = {}) => exchange.course({ state: 'confirmed', seats: 1, ...changes }),
    nominated: (course, who, state, changes) => {
      const { id, organisation = '' } = exchange.people[who];
      return add(id, organisation, course, state, changes);
    },
    extras: async (course, count, state) => {
      const made: Nomination[] = [];
      for (let number = 0; number < count; number += 1) {
        extra += 1;
        const name = `extra-${extra}`;
        const id = await bench.arrange(async (records) => {
          const person = await records.people.add({
            name: `Extra ${extra}`,
            organisation: exchange.rabat,
            membership: 'confirmed',
          });
          await records.people.link(`practice:${name}`, person.id, name);
          return person.id;
        });
        made.push(await add(id, exchange.rabat, course, state));
      }
      return made;
    },
    stateOf: (nomination) =>
      bench.store.read({ kind: 'process' }, async ({ nominations }) => {
        return (await nominations.byId(nomination.id))?.state;
      }),
    seats: (id) =>
      bench.store.read({ kind: 'process' }, async ({ courses, nominations }) => {
        const course = await courses.byId(id);
        const all = await nominations.list({ course: id });
        return {
          granted: course?.granted ?? -1,
          held: all.filter(({ state }) => holding.includes(state)).length,
          seats: course?.seats ?? -1,
        };
      }),
    heard: (name) =>
      bench.delivered
        .slice(from)
        .filter((one) => one.to === `practice:${name}`)
        .map((one) => one.says)
        .join('\n\n'),
    hush: () => {
      from = bench.delivered.length;
    },
  };
}
