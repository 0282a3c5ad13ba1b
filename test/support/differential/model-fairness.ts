// The model of the figures of fairness: everything counted one by one.
import { maySeeFairness, maySeeStanding } from '#exchange/disclosure.ts';
import { ownStanding } from '#exchange/fairness.ts';
import type { FairnessRecords } from '#store/records/fairness.ts';
import { by, hasSeat, kept, type ModelContext, type Row } from './model-state.ts';

const day = 86_400_000;
const marked = ['attended', 'partial', 'no-show', 'certified', 'followed-up'];

export function fairnessModel(context: ModelContext): FairnessRecords {
  const { nominations, courses, organisations, profiles, weights } = context.state;
  const counted = (isIn: (course: Row<'courses'>) => boolean) =>
    [...nominations.values()].flatMap((nomination) => {
      const course = courses.get(nomination.course);
      return course && course.state !== 'cancelled' && isIn(course) ? [{ nomination, course }] : [];
    });
  const sentSince = (since: string) =>
    counted((course) => course.startsOn >= kept(since)).filter(
      ({ nomination }) => !['draft', 'endorsed'].includes(nomination.state),
    );

  function sharesOf(all: ReturnType<typeof counted>) {
    return [...organisations.values()].sort(by((row) => row.id)).flatMap(({ id, hub }) => {
      const own = all.filter(({ nomination }) => nomination.organisation === id);
      const weight = weights.get(id)?.weight;
      if (hub && own.length === 0 && weight === undefined) return [];
      const seats = own.filter(({ nomination }) => hasSeat(nomination)).length;
      return [{ organisation: id, weight: weight ?? 1, seats, nominations: own.length }];
    });
  }

  return {
    figures: async (since) => {
      if (!maySeeFairness(context.viewer)) return undefined;
      const sent = sentSince(since);
      const number = (states: readonly string[]) =>
        sent.filter(({ nomination }) => states.includes(nomination.state)).length;
      const seated = Map.groupBy(
        sent.filter(({ nomination }) => hasSeat(nomination)),
        ({ nomination }) => nomination.nominee,
      );
      const before = new Set(
        counted((course) => course.startsOn < kept(since))
          .filter(({ nomination }) => hasSeat(nomination))
          .map(({ nomination }) => nomination.nominee),
      );
      const people = [...seated];
      const seatsOf = (isOne: (gender: string | null) => boolean) =>
        people
          .filter(([person]) => isOne(profiles.get(person)?.gender ?? null))
          .reduce((sum, [, seats]) => sum + seats.length, 0);
      const days = Map.groupBy(
        counted((course) => course.startsOn >= kept(since)).flatMap(({ nomination, course }) => {
          if (nomination.sentAt === null || course.publishedAt === null) return [];
          const after = nomination.sentAt - course.publishedAt;
          return after < 0 ? [] : [Math.floor(after / day)];
        }),
        (one) => one,
      );
      const of = people.length;
      return {
        organisations: sharesOf(sent),
        women: { number: seatsOf((gender) => gender === 'woman'), of: seatsOf((gender) => gender !== null) },
        firstTimers: { number: people.filter(([person]) => !before.has(person)).length, of },
        repeated: { number: people.filter(([, seats]) => seats.length > 1).length, of },
        declined: {
          number: number(['declined', 'expired']),
          of: number(['declined', 'expired', 'accepted', ...marked]),
        },
        noShows: { number: number(['no-show']), of: number(marked) },
        days: [...days]
          .map(([number_, all]) => ({ days: number_, nominations: all.length }))
          .sort(by((row) => row.days)),
      };
    },
    standing: async (organisation, since) => {
      if (!maySeeStanding(context.viewer, organisation)) return undefined;
      const open = sentSince(since).filter(({ course }) => course.withheld.length === 0);
      return ownStanding(sharesOf(open), kept(organisation));
    },
  };
}
