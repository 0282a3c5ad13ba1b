// Nominations, seats and attendance: personal, so read only through a viewer.
import { asc, eq } from 'drizzle-orm';
import type { GatePass } from '#exchange/approval.ts';
import { maySeeNomination } from '#exchange/disclosure.ts';
import { type Assent, holdsSeat, isOpen, isWaiting, type NominationState } from '#exchange/nomination.ts';
import { idsIn, placesFor } from '../connection.ts';
import { Conflict } from '../store.ts';
import { attendanceRecords } from './attendance.ts';
import type { RecordContext } from './context.ts';
import { seesCourse } from './eyes.ts';
import {
  addNomination,
  holdNominee,
  type NominationRow,
  newestNominations,
  nominationById,
  nominationCounts,
  nominationList,
  nominationsAmid,
  nominationTally,
  updateNomination,
} from './nomination-queries.ts';
import { type NominationTrackRecords, nominationTrackRecords } from './nomination-tracks.ts';
import { endOffer } from './offers.ts';
import { grantableStates, noteAnswered, noteWaiting, returnSeat, standsStill, takeSeat } from './seats.ts';

export interface Nomination {
  readonly id: string;
  readonly course: string;
  readonly nominee: string;
  readonly organisation: string;
  readonly nominatedBy: string;
  readonly rank: string;
  readonly unit: string;
  readonly yearsOfService: number;
  readonly reason: string;
  readonly state: NominationState;
  readonly createdAt: number;
  /** The place in the organisation's own order for this course, 1 first; null without one. */
  readonly priority: number | null;
  /** Named by the organisation as a reserve for its others. */
  readonly asReserve: boolean;
  readonly needsVisa: boolean;
  /** Which of several courses that run side by side the nominee wants most, 1 first; null where it is the only one. */
  readonly preference: number | null;
  /** The nominee's; null while they have not been asked. */
  readonly consent: Assent | null;
  /** The manager's; null while none has been asked. */
  readonly release: Assent | null;
  /** With which words the hub sent it back. */
  readonly hubNote: string | null;
  /** The place in the course's reserve, 1 first. */
  readonly reservePlace: number | null;
  /** The course in which the nominee is placed instead, of several that run side by side; null where none is. */
  readonly placedIn: string | null;
  /** When it was last handed in, epoch ms; null while it never was. */
  readonly sentAt: number | null;
  /** Handed in after the call had closed: seen by the hub as late. */
  readonly isLate: boolean;
}

/** What must be said of a nomination; the rest may be. */
export type NewNomination = Pick<
  Nomination,
  | 'course'
  | 'nominee'
  | 'organisation'
  | 'nominatedBy'
  | 'rank'
  | 'unit'
  | 'yearsOfService'
  | 'reason'
  | 'state'
> &
  Partial<
    Pick<Nomination, 'priority' | 'asReserve' | 'needsVisa' | 'preference' | 'consent' | 'release' | 'isLate'>
  >;

export type AttendanceMark = 'attended' | 'partial' | 'no-show';

export interface Tally {
  readonly open: number;
  readonly submitted: number;
  readonly seated: number;
}

export interface NominationRecords extends NominationTrackRecords {
  /**
   * Throws Conflict when this person is nominated for this course already (and has not withdrawn); with the pass of the
   * gate, also when the approval that it was given for stands no longer.
   */
  add(nomination: NewNomination, pass?: GatePass): Promise<Nomination>;
  byId(id: string): Promise<Nomination | undefined>;
  /** Oldest first. */
  list(filter: {
    course?: string;
    organisation?: string;
    nominee?: string;
    states?: readonly NominationState[];
  }): Promise<readonly Nomination[]>;
  /** The newest ones in these states, of one organisation. */
  newest(
    organisation: string,
    states: readonly NominationState[],
    most: number,
  ): Promise<readonly Nomination[]>;
  /** Those of these people, or for these courses, in these states; oldest first. Both are short lists. */
  amid(
    among: { readonly nominees: readonly string[] } | { readonly courses: readonly string[] },
    states: readonly NominationState[],
    most: number,
  ): Promise<readonly Nomination[]>;
  /** How many the viewer sees for each of these courses: all that are open, of them those handed in, those with a seat. */
  tally(courses: readonly string[]): Promise<ReadonlyMap<string, Tally>>;
  /**
   * Moves on by a conditional update; gives the seat back when it held one and the new state holds none. An offer that
   * stood open has ended with it.
   * Never grants a seat: a move from a state without a seat to one with a seat is thrown out as a mistake.
   */
  move(id: string, from: readonly NominationState[], to: NominationState): Promise<Nomination | undefined>;
  /**
   * THE one function that grants seats: takes the seat and moves to `accepted`, or to `offered` while the nominee is
   * asked, in one transaction, by conditional updates. `full` when no seat is left, `moved` when nomination or course is no longer open, or the approval that the pass of
   * the gate was given for stands no longer.
   */
  grantSeat(
    id: string,
    pass: GatePass,
    to?: 'accepted' | 'offered',
  ): Promise<{ readonly granted: Nomination } | { readonly refused: 'full' | 'moved' }>;
  /** How many nominations are open, and how many hold a seat, per organisation; counts alone. */
  counts(
    course: string,
  ): Promise<readonly { readonly organisation: string; readonly open: number; readonly accepted: number }[]>;
  /**
   * Whom a change of the course concerns: nominee and nominator of every nomination that is open or holds a seat.
   * Ids alone, whoever asks, and only to be told; nothing of them is shown to the asker.
   */
  concerned(course: string): Promise<readonly { readonly nominee: string; readonly nominatedBy: string }[]>;
  mark(course: string, person: string, mark: AttendanceMark, by: string): Promise<void>;
  attendance(course: string): Promise<readonly { readonly person: string; readonly mark: AttendanceMark }[]>;
}

export function nominationRecords(context: RecordContext): NominationRecords {
  async function visible(id: string): Promise<NominationRow | undefined> {
    const [row] = await nominationById(context.connection).execute({ id });
    return row && maySeeNomination(context.viewer, { ...row.nomination, organiser: row.organiser })
      ? row.nomination
      : undefined;
  }

  function seen(rows: readonly { nomination: NominationRow; organiser: string }[]): NominationRow[] {
    return rows
      .filter((row) => maySeeNomination(context.viewer, { ...row.nomination, organiser: row.organiser }))
      .map((row) => row.nomination);
  }

  /** One conditional update; the row when it was in one of these states. */
  async function update(id: string, from: readonly NominationState[], set: Partial<NominationRow>) {
    if (from.length === 0) return undefined;
    // Of these keys alone: the row of a table that is written.
    const columns = Object.keys(set) as (keyof NominationRow)[];
    const [row] = await updateNomination(context.connection, columns, from).execute({ ...set, of: id });
    return row;
  }

  return {
    ...attendanceRecords(context),
    ...nominationTrackRecords(context),

    async add(nomination, pass) {
      if (holdsSeat(nomination.state)) throw new Error('Only grantSeat grants seats.');
      const id = context.newId('nom');
      // Whoever is being merged or forgotten meanwhile is waited for.
      const present = await holdNominee(context.connection).execute({ nominee: nomination.nominee });
      if (present.length === 0) throw new Conflict('There is nobody to nominate any more.');
      if (pass !== undefined && !(await standsStill(context, nomination.course, pass)))
        throw new Conflict('The gate has shut meanwhile.');
      const added = {
        priority: null,
        asReserve: false,
        needsVisa: false,
        preference: null,
        consent: null,
        release: null,
        isLate: false,
        ...nomination,
        sentAt: nomination.state === 'draft' ? null : context.now,
        id,
        createdAt: context.now,
      };
      const [row] = await addNomination(context.connection).execute(added);
      if (row === undefined) throw new Conflict('This person is nominated for this course already.');
      if (isWaiting(row.state)) await noteWaiting(context, row.course, row.createdAt);
      context.audit('nomination.add', id, {
        course: row.course,
        nominee: row.nominee,
        organisation: row.organisation,
        state: row.state,
      });
      return row;
    },

    async byId(id) {
      return await visible(id);
    },

    async list({ course, organisation, nominee, states }) {
      const filters = [course !== undefined, organisation !== undefined, nominee !== undefined] as const;
      const rows = await nominationList(context.connection, filters, states).execute({
        course,
        organisation,
        nominee,
      });
      return seen(rows);
    },

    async newest(organisation, states, most) {
      const some: Nomination[] = [];
      // One state after the other, so that each is found in its order, however many there have been.
      for (const state of states) {
        some.push(
          ...seen(await newestNominations(context.connection).execute({ organisation, state, limit: most })),
        );
      }
      return some
        .sort((one, other) => other.createdAt - one.createdAt || (one.id < other.id ? 1 : -1))
        .slice(0, most);
    },

    async amid(among, states, most) {
      const by = 'courses' in among ? 'course' : 'nominee';
      const ids = 'courses' in among ? among.courses : among.nominees;
      if (ids.length === 0 || states.length === 0) return [];
      const places = placesFor(ids);
      const query = nominationsAmid(context.connection, by, places, states);
      return seen(await query.execute({ ...idsIn(ids, places), limit: most }));
    },

    async tally(courses) {
      if (courses.length === 0) return new Map();
      const places = placesFor(courses);
      const own = context.viewer.kind === 'person' ? context.viewer.person : '';
      const rows = await nominationTally(context.connection, places).execute({
        ...idsIn(courses, places),
        own,
      });
      const tallies = new Map<string, { open: number; submitted: number; seated: number }>();
      for (const { course, organisation, organiser, state, isOwn, number } of rows) {
        const nominee = isOwn ? own : '';
        if (!maySeeNomination(context.viewer, { nominee, organisation, organiser, state, course })) continue;
        const tally = tallies.get(course) ?? { open: 0, submitted: 0, seated: 0 };
        tallies.set(course, tally);
        if (isOpen(state)) tally.open += number;
        if (isWaiting(state)) tally.submitted += number;
        if (holdsSeat(state)) tally.seated += number;
      }
      return tallies;
    },

    async move(id, from, to) {
      const seated = from.filter((state) => holdsSeat(state));
      const unseated = from.filter((state) => !holdsSeat(state));
      if (holdsSeat(to) && unseated.length > 0) throw new Error('Only grantSeat grants seats.');
      if ((await visible(id)) === undefined) return undefined;
      const without = await update(id, unseated, { state: to });
      const row = without ?? (await update(id, seated, { state: to }));
      if (row === undefined) return undefined;
      if (from.includes('offered') && to !== 'offered') await endOffer(context, id, to);
      if (without === undefined && !holdsSeat(to)) await returnSeat(context, row.course);
      if (from.some(isWaiting)) await noteAnswered(context, row.course);
      if (isWaiting(to)) await noteWaiting(context, row.course, row.createdAt);
      context.audit('nomination.move', id, { course: row.course, from: from.join(' '), to });
      return row;
    },

    async grantSeat(id, pass, to = 'accepted') {
      const before = await visible(id);
      if (before === undefined || !grantableStates.includes(before.state)) return { refused: 'moved' };
      // Nomination before course, as when a seat is given back: two at once then wait and never lock each other out.
      const granted = await update(id, [before.state], { state: to });
      if (granted === undefined) return { refused: 'moved' };
      if (!(await takeSeat(context, granted.course, pass))) {
        await update(id, [to], { state: before.state });
        const { courses } = context.tables;
        const [course] = await context.db
          .select({ granted: courses.granted, seats: courses.seats })
          .from(courses)
          .where(eq(courses.id, granted.course));
        return { refused: course !== undefined && course.granted >= course.seats ? 'full' : 'moved' };
      }
      await noteAnswered(context, granted.course);
      context.audit('nomination.grant-seat', id, {
        course: granted.course,
        from: before.state,
        to,
      });
      return { granted };
    },

    async concerned(course) {
      const { nominations } = context.tables;
      if (!(await seesCourse(context, course))) return [];
      const rows = await context.db
        .select({
          nominee: nominations.nominee,
          nominatedBy: nominations.nominatedBy,
          state: nominations.state,
        })
        .from(nominations)
        .where(eq(nominations.course, course))
        .orderBy(asc(nominations.createdAt), asc(nominations.id));
      return rows
        .filter(({ state }) => isOpen(state) || holdsSeat(state))
        .map(({ nominee, nominatedBy }) => ({ nominee, nominatedBy }));
    },

    async counts(course) {
      if (!(await seesCourse(context, course))) return [];
      const rows = await nominationCounts(context.connection).execute({ course });
      const counts = new Map<string, { open: number; accepted: number }>();
      for (const { organisation, state, isLate, number } of rows) {
        // Late ones are between their sender and the hub.
        if (isLate && !holdsSeat(state)) continue;
        const sum = counts.get(organisation) ?? { open: 0, accepted: 0 };
        if (isOpen(state)) sum.open += number;
        if (holdsSeat(state)) sum.accepted += number;
        counts.set(organisation, sum);
      }
      return [...counts].map(([organisation, sum]) => ({ organisation, ...sum }));
    },
  };
}
