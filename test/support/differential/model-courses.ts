// The model of courses.
import { isOfSubstance } from '#exchange/approved-content.ts';
import { isGuarded } from '#exchange/course.ts';
import { searchKey } from '#exchange/text-input.ts';
import type { Course, CourseFilter, CourseRecords } from '#store/records/courses.ts';
import { isPassed, voidApproval } from './model-gate.ts';
import { comeInTime } from './model-nomination-tracks.ts';
import { by, kept, type ModelContext, type Row } from './model-state.ts';

export function courseFrom({ titleKey: _, waitingSince: __, ...row }: Row<'courses'>): Course {
  return {
    ...row,
    place: row.place ?? undefined,
    reason: row.reason ?? undefined,
    publishedAt: row.publishedAt ?? undefined,
  };
}

const editable = [
  'title',
  'subject',
  'startsOn',
  'endsOn',
  'zone',
  'country',
  'place',
  'online',
  'language',
  'seats',
  'nominationDeadline',
  'aims',
] as const;

export function courseModel(context: ModelContext): CourseRecords {
  const { courses, nominations } = context.state;
  const seen = () => [...courses.values()].filter((row) => context.sees(row));

  function listed(filter: CourseFilter): Row<'courses'>[] {
    const { states, organisation, proposedBy, subject, country } = filter;
    const { startsFrom, startsUntil, endsFrom, concerning } = filter;
    const concerns = (row: Row<'courses'>) =>
      concerning === undefined ||
      row.proposedBy === concerning.person ||
      row.organisation === concerning.organisation ||
      [...nominations.values()].some(
        (one) => one.course === row.id && one.nominee === concerning.person && one.state !== 'withdrawn',
      );
    return seen()
      .filter((row) => states === undefined || states.includes(row.state))
      .filter((row) => organisation === undefined || row.organisation === organisation)
      .filter((row) => proposedBy === undefined || row.proposedBy === proposedBy)
      .filter((row) => subject === undefined || row.subject === subject)
      .filter((row) => country === undefined || row.country === country)
      .filter((row) => startsFrom === undefined || row.startsOn >= startsFrom)
      .filter((row) => startsUntil === undefined || row.startsOn <= startsUntil)
      .filter((row) => endsFrom === undefined || row.endsOn >= endsFrom)
      .filter(concerns)
      .sort(
        by(
          (row) => row.startsOn,
          (row) => row.titleKey,
          (row) => row.id,
        ),
      );
  }

  return {
    propose: async (proposal) => {
      const id = context.newId('crs');
      context.need('people', proposal.proposedBy);
      context.need('organisations', proposal.organisation);
      const row = context.put('courses', id, {
        ...proposal,
        id,
        place: proposal.place ?? null,
        titleKey: searchKey(proposal.title),
        granted: 0,
        state: 'draft',
        reason: null,
        withheld: [],
        createdAt: context.now,
        publishedAt: null,
        sequence: 0,
        waitingSince: null,
      });
      context.audit('course.propose', id, { organisation: row.organisation, seats: row.seats });
      return courseFrom(row);
    },
    byId: async (id) => {
      const row = courses.get(id);
      return row && context.sees(row) ? courseFrom(row) : undefined;
    },
    byIds: async (ids) =>
      seen()
        .filter((row) => ids.includes(row.id))
        .sort(
          by(
            (row) => row.titleKey,
            (row) => row.id,
          ),
        )
        .map(courseFrom),
    list: async ({ most, skip = 0, ...filter }) =>
      listed(filter)
        .slice(skip, most === undefined ? undefined : skip + most)
        .map(courseFrom),
    count: async (filter, most) => Math.min(listed(filter).length, most),
    inState: async (state, milestone, { from, until, proposedBy, without, most }) => {
      const isWithin = (row: Row<'courses'>) => {
        const at = row[milestone];
        if (at === null || (from !== undefined && at < from)) return false;
        return until === undefined || at <= until;
      };
      const isWithout = (row: Row<'courses'>) =>
        without === undefined ||
        ![...nominations.values()].some((one) => one.course === row.id && one.organisation === without);
      return seen()
        .filter((row) => row.state === state && isWithin(row) && isWithout(row))
        .filter((row) => proposedBy === undefined || row.proposedBy === proposedBy)
        .sort(
          by(
            (row) => row[milestone] ?? 0,
            (row) => row.id,
          ),
        )
        .slice(0, most)
        .map(courseFrom);
    },
    waiting: async (state, most) =>
      seen()
        .filter((row) => row.state === state && row.waitingSince !== null)
        .sort(
          by(
            (row) => row.waitingSince ?? 0,
            (row) => row.id,
          ),
        )
        .slice(0, most)
        .map((row) => ({ course: courseFrom(row), since: row.waitingSince ?? 0 })),
    search: async (typed, { states, most }) => {
      const key = kept(searchKey(typed.slice(0, 200)));
      const among = seen()
        .filter((row) => states === undefined || states.includes(row.state))
        .sort(
          by(
            (row) => row.titleKey,
            (row) => row.startsOn,
            (row) => row.id,
          ),
        );
      const first = among.filter((row) => row.titleKey.startsWith(key));
      const named = key.length < 4 ? [] : among.filter((row) => row.id.startsWith(key));
      const holding = among.filter((row) => row.titleKey.includes(key));
      return [...new Set([...first, ...named, ...holding])].slice(0, most).map(courseFrom);
    },
    edit: async (id, changes, whileIn) => {
      const row = courses.get(id);
      if (!row || !context.sees(row) || !whileIn.includes(row.state)) return undefined;
      if (changes.seats !== undefined && row.granted > changes.seats) return undefined;
      const asked = editable.filter((key) => Object.hasOwn(changes, key));
      const set = Object.fromEntries(asked.map((key) => [key, changes[key] ?? null]));
      const titleKey = changes.title === undefined ? row.titleKey : searchKey(changes.title);
      const after = context.put('courses', id, { ...row, ...set, titleKey, sequence: row.sequence + 1 });
      context.audit('course.edit', id, { changed: [...asked].sort().join(' '), state: row.state });
      if (changes.nominationDeadline !== undefined) comeInTime(context, id, changes.nominationDeadline);
      if (isOfSubstance(row, after)) voidApproval(context, id, 'changed');
      return courseFrom(courses.get(id) ?? after);
    },
    move: async (id, from, to, reason, pass) => {
      if (isGuarded(from, to) && pass?.course !== id)
        throw new Error(`A course moves to ${to} only with a pass of the gate.`);
      const row = courses.get(id);
      if (!row || !context.sees(row) || !from.includes(row.state)) return undefined;
      if (pass !== undefined && !isPassed(context.state, row.id, pass)) return undefined;
      const publishedAt = to === 'call-open' ? (row.publishedAt ?? context.now) : row.publishedAt;
      const moved = { state: to, reason: reason ?? null, publishedAt, sequence: row.sequence + 1 };
      const after = context.put('courses', id, { ...row, ...moved });
      context.audit('course.move', id, { from: from.join(' '), to });
      return courseFrom(after);
    },
    withhold: async (id, reasons) => {
      if (!context.seesCourse(id)) return;
      const row = courses.get(id);
      if (row) context.put('courses', id, { ...row, withheld: reasons });
      context.audit('course.withhold', id, { reasons: [...reasons].sort().join(' ') });
    },
  };
}
