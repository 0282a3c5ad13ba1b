// The model of nominations, seats and attendance: counts are recounted from the nominations, and never kept.

import { maySeeNomination } from '#exchange/disclosure.ts';
import { isWaiting } from '#exchange/nomination.ts';
import { erasedName } from '#exchange/people.ts';
import type { NominationRecords } from '#store/records/nominations.ts';
import { Conflict } from '#store/store.ts';
import { isPassed } from './model-gate.ts';
import { nominationTrackModel } from './model-nomination-tracks.ts';
import { endOfferIn } from './model-offers.ts';
import { by, hasSeat, type ModelContext, type Row, Violation } from './model-state.ts';

const _waiting = ['submitted', 'eligible', 'vetted'];
const open: ReadonlySet<string> = new Set([
  ...['draft', 'endorsed', 'returned'],
  ...['submitted', 'eligible', 'vetted', 'scored', 'selected', 'reserve'],
]);
const grantable: ReadonlySet<string> = new Set([
  ...['submitted', 'eligible', 'vetted', 'scored', 'selected', 'reserve'],
]);
const seating: ReadonlySet<string> = new Set(['call-open', 'call-closed', 'selecting', 'confirmed']);

export function nominationModel(context: ModelContext): NominationRecords {
  const { nominations, courses, attendance } = context.state;
  const oldestFirst = by<Row<'nominations'>>(
    (row) => row.createdAt,
    (row) => row.id,
  );
  const all = () => [...nominations.values()].sort(oldestFirst);
  const organiser = (course: string) => courses.get(course)?.organisation ?? '';
  const sees = (row: Row<'nominations'>) =>
    maySeeNomination(context.viewer, { ...row, organiser: organiser(row.course) });

  function visible(id: string): Row<'nominations'> | undefined {
    const row = nominations.get(id);
    return row && sees(row) ? row : undefined;
  }

  /** Both counts of the course are recounted, never kept. */
  function recount(course: string, isAnswered: boolean): void {
    const row = courses.get(course);
    if (!row) return;
    const own = all().filter((one) => one.course === course);
    const waits = own.filter((one) => isWaiting(one.state)).map((one) => one.createdAt);
    const longest = waits.length === 0 ? null : Math.min(...waits);
    const waitingSince = isAnswered || longest !== null ? longest : row.waitingSince;
    context.put('courses', course, { ...row, granted: own.filter(hasSeat).length, waitingSince });
  }

  return {
    ...nominationTrackModel(context, { all, sees, visible, recount }),
    add: async (nomination, pass) => {
      if (hasSeat(nomination)) throw new Error('Only grantSeat grants seats.');
      const id = context.newId('nom');
      const nominee = context.state.people.get(nomination.nominee);
      if (nominee === undefined || nominee.name === erasedName)
        throw new Conflict('There is nobody to nominate any more.');
      if (pass !== undefined && !isPassed(context.state, nomination.course, pass))
        throw new Conflict('The gate has shut meanwhile.');
      const isDouble = all().some(
        (one) =>
          one.course === nomination.course &&
          one.nominee === nomination.nominee &&
          one.state !== 'withdrawn' &&
          nomination.state !== 'withdrawn',
      );
      if (isDouble) throw new Conflict('This person is nominated for this course already.');
      context.need('courses', nomination.course);
      context.need('people', nomination.nominee);
      context.need('people', nomination.nominatedBy);
      context.need('organisations', nomination.organisation);
      const row = context.put('nominations', id, {
        priority: null,
        asReserve: false,
        needsVisa: false,
        preference: null,
        consent: null,
        release: null,
        hubNote: null,
        reservePlace: null,
        placedIn: null,
        isLate: false,
        ...nomination,
        sentAt: nomination.state === 'draft' ? null : context.now,
        id,
        createdAt: context.now,
      });
      recount(row.course, false);
      const { course, organisation, state } = row;
      context.audit('nomination.add', id, { course, nominee: row.nominee, organisation, state });
      return row;
    },
    byId: async (id) => visible(id),
    list: async ({ course, organisation, nominee, states }) =>
      all()
        .filter((row) => course === undefined || row.course === course)
        .filter((row) => organisation === undefined || row.organisation === organisation)
        .filter((row) => nominee === undefined || row.nominee === nominee)
        .filter((row) => states === undefined || states.includes(row.state))
        .filter(sees),
    newest: async (organisation, states, most) =>
      // As many of each state as are wanted in all, before anybody's eyes are asked.
      states
        .flatMap((state) =>
          all()
            .filter((row) => row.organisation === organisation && row.state === state)
            .toReversed()
            .slice(0, most)
            .filter(sees),
        )
        .sort((one, other) => oldestFirst(other, one))
        .slice(0, most),
    amid: async (among, states, most) =>
      all()
        .filter((row) =>
          'courses' in among ? among.courses.includes(row.course) : among.nominees.includes(row.nominee),
        )
        .filter((row) => states.includes(row.state))
        .slice(0, most)
        .filter(sees),
    tally: async (of) =>
      new Map(
        of.flatMap((course) => {
          const own = all().filter((row) => row.course === course && sees(row));
          if (own.length === 0) return [];
          const tally = {
            open: own.filter((row) => open.has(row.state)).length,
            submitted: own.filter((row) => isWaiting(row.state)).length,
            seated: own.filter(hasSeat).length,
          };
          return [[course, tally] as const];
        }),
      ),
    move: async (id, from, to) => {
      if (hasSeat({ state: to }) && from.some((state) => !hasSeat({ state })))
        throw new Error('Only grantSeat grants seats.');
      const row = visible(id);
      if (!row || !from.includes(row.state)) return undefined;
      const isDouble =
        row.state === 'withdrawn' &&
        to !== 'withdrawn' &&
        all().some(
          (one) =>
            one.id !== id &&
            one.course === row.course &&
            one.nominee === row.nominee &&
            one.state !== 'withdrawn',
        );
      if (isDouble) throw new Violation('unique');
      const after = context.put('nominations', id, { ...row, state: to });
      if (from.includes('offered') && to !== 'offered') endOfferIn(context, id, to);
      recount(row.course, from.some(isWaiting));
      context.audit('nomination.move', id, { course: row.course, from: from.join(' '), to });
      return after;
    },
    grantSeat: async (id, pass, to = 'accepted') => {
      const row = visible(id);
      const course = courses.get(row?.course ?? '');
      if (!row || !course || !grantable.has(row.state)) return { refused: 'moved' };
      const isFull = all().filter((one) => one.course === course.id && hasSeat(one)).length >= course.seats;
      if (isFull) return { refused: 'full' };
      if (!seating.has(course.state)) return { refused: 'moved' };
      if (!isPassed(context.state, course.id, pass)) return { refused: 'moved' };
      const granted = context.put('nominations', id, { ...row, state: to });
      recount(course.id, true);
      context.audit('nomination.grant-seat', id, { course: course.id, from: row.state, to });
      return { granted };
    },
    counts: async (course) => {
      if (!context.seesCourse(course)) return [];
      const own = all().filter((row) => row.course === course && (hasSeat(row) || !row.isLate));
      return [...new Set(own.map((row) => row.organisation))].sort(by((id) => id)).map((organisation) => {
        const theirs = own.filter((row) => row.organisation === organisation);
        return {
          organisation,
          open: theirs.filter((row) => open.has(row.state) && !row.isLate).length,
          accepted: theirs.filter(hasSeat).length,
        };
      });
    },
    concerned: async (course) =>
      context.seesCourse(course)
        ? all()
            .filter((row) => row.course === course && (open.has(row.state) || hasSeat(row)))
            .map(({ nominee, nominatedBy }) => ({ nominee, nominatedBy }))
        : [],
    mark: async (course, person, mark, markedBy) => {
      context.need('courses', course);
      context.need('people', person);
      const marked = { course, person, mark, markedBy, markedAt: context.now };
      context.put('attendance', `${course} ${person}`, marked);
      context.audit('course.attendance', course, { person, mark, by: markedBy });
    },
    attendance: async (course) =>
      [...attendance.values()]
        .filter((row) => row.course === course)
        .sort(by((row) => row.person))
        .filter(({ person }) => {
          const standing = all().find(
            (one) => one.course === course && one.nominee === person && one.state !== 'withdrawn',
          );
          return maySeeNomination(context.viewer, {
            nominee: person,
            organisation: standing?.organisation ?? '',
            state: standing?.state ?? 'withdrawn',
            organiser: organiser(course),
            course,
          });
        })
        .map(({ person, mark }) => ({ person, mark })),
  };
}
