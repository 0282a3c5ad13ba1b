import { describe, expect, it } from 'vitest';
import { type CourseDates, clockStep, resumesIn } from './course-calendar.ts';
import { instantAt } from './local-time.ts';

const zone = 'Africa/Accra';
const course: CourseDates = {
  state: 'call-open',
  startsOn: '2027-03-01',
  endsOn: '2027-03-05',
  zone,
  nominationDeadline: instantAt('2027-02-01', '23:59', zone),
};

describe('the clock of a course', () => {
  it('closes the call at the deadline and not a moment before', () => {
    expect(clockStep(course, course.nominationDeadline - 1)).toBeUndefined();
    expect(clockStep(course, course.nominationDeadline)).toBe('close-call');
  });

  it('begins at eight on the first day and ends at five on the last', () => {
    const start = instantAt('2027-03-01', '08:00', zone);
    const end = instantAt('2027-03-05', '17:00', zone);

    expect(clockStep({ ...course, state: 'call-closed' }, start - 1)).toBeUndefined();
    expect(clockStep({ ...course, state: 'call-closed' }, start)).toBe('start');
    expect(clockStep({ ...course, state: 'running' }, end - 1)).toBeUndefined();
    expect(clockStep({ ...course, state: 'running' }, end)).toBe('end');
  });

  it('leaves alone what is cancelled, on hold or not published', () => {
    const afterwards = instantAt('2027-06-01', '12:00', zone);

    const states = ['cancelled', 'on-hold', 'proposed', 'delivered', 'evaluating', 'closed'] as const;

    expect(states.map((state) => clockStep({ ...course, state }, afterwards))).toEqual(
      states.map(() => undefined),
    );
  });

  it('lets a held course resume as far as its dates have come', () => {
    expect(resumesIn(course, instantAt('2027-01-15', '12:00', zone))).toBe('call-open');
    expect(resumesIn(course, instantAt('2027-02-15', '12:00', zone))).toBe('call-closed');
    expect(resumesIn(course, instantAt('2027-03-02', '12:00', zone))).toBe('running');
    expect(resumesIn(course, instantAt('2027-03-06', '12:00', zone))).toBeUndefined();
    expect(resumesIn(course, instantAt('2027-02-15', '12:00', zone), true)).toBe('confirmed');
    expect(resumesIn(course, instantAt('2027-03-02', '12:00', zone), true)).toBe('running');
  });
});
