// The model of attendance by day: one mark for each person and day, the last that was made.
import { type PresenceCount, presences } from '#exchange/attendance.ts';
import { maySeeNomination } from '#exchange/disclosure.ts';
import type { AttendanceDayRecords, PresenceMark } from '#store/records/attendance-days.ts';
import { by, byBytes, type ModelContext } from './model-state.ts';

export function attendanceDayModel(context: ModelContext): AttendanceDayRecords {
  const { attendance, attendanceDays, nominations, courses } = context.state;

  function keep(course: string, { person, day, presence }: PresenceMark, markedBy: string): void {
    context.need('courses', course);
    context.need('people', person);
    const marked = { course, person, day, presence, markedBy, markedAt: context.now };
    context.put('attendanceDays', `${course} ${person} ${day}`, marked);
  }

  function note(course: string, marks: readonly PresenceMark[], marker: string): void {
    for (const person of new Set(marks.map((one) => one.person))) {
      const own = marks.filter((one) => one.person === person);
      const said = own.map(({ day, presence }) => `${day} ${presence}`).join(', ');
      context.audit('course.presence', course, { person, by: marker, marks: said });
    }
  }

  function seen(course: string) {
    return [...attendanceDays.values()].filter(({ course: of, person }) => {
      const standing = [...nominations.values()].find(
        (one) => one.course === course && one.nominee === person && one.state !== 'withdrawn',
      );
      return (
        of === course &&
        maySeeNomination(context.viewer, {
          nominee: person,
          organisation: standing?.organisation ?? '',
          state: standing?.state ?? 'withdrawn',
          organiser: courses.get(course)?.organisation ?? '',
          course,
        })
      );
    });
  }

  return {
    mark: async (course, marks, marker) => {
      const last = marks.filter(
        (one, at) =>
          !marks.slice(at + 1).some((later) => later.person === one.person && later.day === one.day),
      );
      // In the order in which each person and day came first.
      const first = (one: PresenceMark) =>
        marks.findIndex((other) => other.person === one.person && other.day === one.day);
      const ordered = last.toSorted((one, other) => first(one) - first(other));
      for (const one of ordered) keep(course, one, marker);
      note(course, ordered, marker);
    },
    fill: async (course, day, people, presence, marker) => {
      const missing = [...new Set(people)].filter(
        (person) => !attendanceDays.has(`${course} ${person} ${day}`),
      );
      const marks = missing.map((person) => ({ person, day, presence }));
      for (const one of marks) keep(course, one, marker);
      note(course, marks, marker);
      return marks.length;
    },
    of: async (course, day) =>
      seen(course)
        .filter((row) => day === undefined || row.day === day)
        .sort(
          by(
            (row) => row.day,
            (row) => row.person,
          ),
        )
        .map(({ person, day: on, presence }) => ({ person, day: on, presence })),
    tally: async (course) => {
      const rows = seen(course);
      const count = (person: string) =>
        Object.fromEntries(
          presences.map((presence) => [
            presence,
            rows.filter((row) => row.person === person && row.presence === presence).length,
          ]),
        ) as PresenceCount;
      const people = [...new Set(rows.map(({ person }) => person))].sort(byBytes);
      const days = [...attendanceDays.values()].filter((row) => row.course === course).map(({ day }) => day);
      return {
        days: context.seesCourse(course) ? [...new Set(days)].sort(byBytes) : [],
        people: new Map(people.map((person) => [person, count(person)])),
      };
    },
    letDaysSpeak: async (course, person, marker) => {
      if (!attendance.delete(`${course} ${person}`)) return false;
      context.audit('course.attendanceByDays', course, { person, by: marker });
      return true;
    },
  };
}
