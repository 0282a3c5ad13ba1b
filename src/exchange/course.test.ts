// The states of a course and the checks of a proposal.
import { describe, expect, it } from 'vitest';
import {
  type CourseProposal,
  type CourseState,
  checkProposal,
  courseEnd,
  courseStart,
  courseStates,
  isGuarded,
  isOver,
  mayMove,
  proposalLimits,
  stepsTo,
} from './course.ts';

const now = Date.parse('2026-11-22T10:00Z');

const sound: CourseProposal = {
  title: 'Digital evidence at the scene',
  subject: 'digital-investigation',
  startsOn: '2027-03-01',
  endsOn: '2027-03-12',
  zone: 'Africa/Accra',
  country: 'GH',
  place: 'Accra',
  online: false,
  language: 'en',
  seats: 24,
  nominationDeadline: Date.parse('2027-01-31T17:00Z'),
  aims: 'Find, keep and present digital evidence.',
};

function problemsOf(change: Partial<CourseProposal>) {
  return checkProposal({ ...sound, ...change }, now);
}

describe('the states of a course', () => {
  it('lead from draft to closed one step at a time', () => {
    const line = courseStates.slice(0, courseStates.indexOf('closed') + 1);

    expect(line.slice(1).every((state, index) => mayMove(line[index] ?? 'closed', state))).toBe(true);
    expect(stepsTo('draft', 'closed')).toEqual(line.slice(1));
  });

  it('never jump over the gate', () => {
    for (const early of ['draft', 'proposed', 'gated'] satisfies CourseState[]) {
      const late = ['call-open', 'call-closed', 'selecting', 'confirmed', 'running', 'on-hold'] as const;
      expect(late.filter((state) => mayMove(early, state))).toEqual([]);
    }
  });

  it('can all be left, except closed, declined and cancelled', () => {
    expect(courseStates.filter(isOver)).toEqual(['closed', 'declined', 'cancelled']);
  });

  it('can all be reached', () => {
    const reached = courseStates.filter((to) => courseStates.some((from) => mayMove(from, to)));

    expect(reached).toEqual(courseStates);
  });

  it('count no standing still as a step', () => {
    expect(courseStates.filter((state) => mayMove(state, state))).toEqual([]);
  });

  it('let a course be cancelled until it has been delivered', () => {
    expect(courseStates.filter((state) => !mayMove(state, 'cancelled'))).toEqual([
      'delivered',
      'evaluating',
      'closed',
      'declined',
      'cancelled',
    ]);
  });

  it('list the steps that publishing takes, and none backwards or off the line', () => {
    expect(stepsTo('proposed', 'call-open')).toEqual(['gated', 'approved', 'call-open']);
    expect(stepsTo('call-open', 'proposed')).toBeUndefined();
    expect(stepsTo('running', 'running')).toBeUndefined();
    expect(stepsTo('on-hold', 'running')).toBeUndefined();
    expect(stepsTo('running', 'cancelled')).toBeUndefined();
  });
});

describe('isGuarded', () => {
  it('is every step that opens a call, begins a course or lets a held one go on, and no other', () => {
    const steps = courseStates.flatMap((from) =>
      courseStates.filter((to) => mayMove(from, to) && isGuarded([from], to)).map((to) => `${from} → ${to}`),
    );

    expect(steps).toEqual([
      'approved → call-open',
      'call-closed → call-open',
      'selecting → call-open',
      'confirmed → running',
      'on-hold → call-open',
      'on-hold → call-closed',
      'on-hold → selecting',
      'on-hold → confirmed',
      'on-hold → running',
    ]);
  });

  it('is a step from several states as soon as it is one from any of them', () => {
    expect(isGuarded(['call-open', 'on-hold'], 'call-closed')).toBe(true);
    expect(isGuarded(['call-open'], 'call-closed')).toBe(false);
  });
});

describe('checkProposal', () => {
  it('finds nothing wrong with a sound proposal', () => {
    expect(checkProposal(sound, now)).toEqual([]);
  });

  it('lets an online course do without a place, and a course of one day be', () => {
    expect(problemsOf({ online: true, place: undefined, endsOn: sound.startsOn })).toEqual([]);
  });

  it.each<[string, Partial<CourseProposal>, object]>([
    ['a blank title', { title: ' \n' }, { id: 'title-empty', field: 'title' }],
    [
      'a title of 5,000 characters',
      { title: 'x'.repeat(5000) },
      { id: 'title-too-long', field: 'title', max: 100, length: 5000 },
    ],
    [
      'a first day that does not exist',
      { startsOn: '2027-02-30' },
      { id: 'start-impossible', field: 'startsOn', given: '2027-02-30' },
    ],
    [
      'a last day that does not exist',
      { endsOn: '2027-04-31' },
      { id: 'end-impossible', field: 'endsOn', given: '2027-04-31' },
    ],
    [
      'an end before the start',
      { endsOn: '2027-02-28' },
      { id: 'end-before-start', field: 'endsOn', startsOn: '2027-03-01', endsOn: '2027-02-28' },
    ],
    [
      'a course of 367 days',
      { endsOn: '2028-03-01' },
      { id: 'too-long', field: 'endsOn', max: 366, days: 367 },
    ],
    [
      'an unknown zone',
      { zone: 'Africa/Wakanda' },
      { id: 'zone-unknown', field: 'zone', given: 'Africa/Wakanda' },
    ],
    ['no place and not online', { place: ' ' }, { id: 'place-missing', field: 'place' }],
    [
      'a place of 101 characters',
      { place: 'x'.repeat(101) },
      { id: 'place-too-long', field: 'place', max: 100, length: 101 },
    ],
    ['no seats', { seats: 0 }, { id: 'seats-out-of-range', field: 'seats', min: 1, max: 500, given: 0 }],
    [
      '100,000 seats',
      { seats: 100_000 },
      { id: 'seats-out-of-range', field: 'seats', min: 1, max: 500, given: 100_000 },
    ],
    [
      'half a seat',
      { seats: 1.5 },
      { id: 'seats-out-of-range', field: 'seats', min: 1, max: 500, given: 1.5 },
    ],
    [
      'a deadline that has passed',
      { nominationDeadline: now },
      { id: 'deadline-in-the-past', field: 'nominationDeadline' },
    ],
    [
      'a deadline when the course has begun',
      { nominationDeadline: Date.parse('2027-03-01T08:00Z') },
      { id: 'deadline-after-start', field: 'nominationDeadline' },
    ],
    [
      'a deadline that is no instant',
      { nominationDeadline: Number.NaN },
      { id: 'deadline-missing', field: 'nominationDeadline' },
    ],
    ['no aims', { aims: '' }, { id: 'aims-empty', field: 'aims' }],
    [
      'aims of 1,001 characters',
      { aims: 'x'.repeat(1001) },
      { id: 'aims-too-long', field: 'aims', max: 1000, length: 1001 },
    ],
  ])('refuses %s, and only that', (_, change, problem) => {
    expect(problemsOf(change)).toEqual([problem]);
  });

  it('refuses a start in the past by the calendar of the course', () => {
    const inAuckland = { zone: 'Pacific/Auckland', startsOn: '2026-11-22', endsOn: '2026-11-23' };

    expect(problemsOf(inAuckland)).toContainEqual({
      id: 'start-in-the-past',
      field: 'startsOn',
      today: '2026-11-22',
    });
    expect(
      problemsOf({ ...inAuckland, startsOn: '2026-11-23' }).map((problem) => problem.field),
    ).not.toContain('startsOn');
  });

  it('refuses a start more than five years ahead', () => {
    expect(problemsOf({ startsOn: '9999-01-01', endsOn: '9999-01-02' })).toEqual([
      { id: 'start-too-far', field: 'startsOn', maxYears: 5 },
    ]);
  });

  it('names every problem at once, in the order of the form', () => {
    const fields = problemsOf({
      title: '',
      startsOn: 'soon',
      endsOn: 'later',
      zone: '',
      place: undefined,
      seats: Number.NaN,
      nominationDeadline: 0,
      aims: '',
    }).map((problem) => problem.field);

    expect(fields).toEqual([
      'title',
      'startsOn',
      'endsOn',
      'zone',
      'place',
      'seats',
      'nominationDeadline',
      'aims',
    ]);
  });

  it('takes what is exactly as long as allowed', () => {
    const { title, place, aims, seats } = proposalLimits;
    const full = {
      title: 'x'.repeat(title),
      place: 'x'.repeat(place),
      aims: 'x'.repeat(aims),
      seats: seats.max,
    };

    expect(problemsOf(full)).toEqual([]);
  });
});

describe('the hours of a course', () => {
  it('run from eight on the first day to five on the last, by its own clocks', () => {
    const course = { startsOn: '2027-03-22', endsOn: '2027-03-30', zone: 'Europe/Zurich' };

    expect(courseStart(course)).toBe(Date.parse('2027-03-22T07:00Z'));
    expect(courseEnd(course)).toBe(Date.parse('2027-03-30T15:00Z'));
  });
});
