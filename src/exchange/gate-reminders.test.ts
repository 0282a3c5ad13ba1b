// The reminders before a gate over wall clocks: against brute force by Intl's clock, on and beside every kind of clock change.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wall } from '../../test/support/wall.ts';
import type { Clearance } from './approval.ts';
import { consultationReminder, consultationReminders } from './consultation-chase.ts';
import { courseStart } from './course.ts';
import { isNeverPublished } from './course-calendar.ts';
import {
  gateWarning,
  gateWatchReminders,
  missingAtStart,
  urgencyOf,
  type WatchedCourse,
  watchedStates,
} from './gate-watch.ts';
import { endReminder, endReminders, mitigationReminder, mondayReminder } from './papers-expiry.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Days on or beside which clocks change. */
const changes: readonly (readonly [zone: string, date: string])[] = [
  ['Europe/Zurich', '2027-03-28'],
  ['Europe/Zurich', '2027-10-31'],
  ['Australia/Lord_Howe', '2027-04-04'],
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Cairo', '2026-10-30'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Accra', '2027-03-28'],
  ['Asia/Kathmandu', '2028-02-29'],
  ['UTC', '2028-03-01'],
];

const someDay = fc.constantFrom(...changes);

/** The first minute at which the wall shows nine o’clock of that day, or something later. */
function nine(date: string, zone: string): number {
  let at = Date.parse(`${date}T00:00Z`) - 16 * hour;
  while (wall(at, zone) < `${date} 09:00`) at += 15 * minute;
  return at;
}

function daysFrom(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00Z`) + days * day).toISOString().slice(0, 10);
}

function watched(startsOn: string, zone: string, more: Partial<WatchedCourse> = {}): WatchedCourse {
  return { id: 'crs', state: 'gated', startsOn, zone, createdAt: 0, ...more };
}

/** Each slot that leaves, when a sweep looks every hour. */
function slotsOver(from: number, until: number, at: (now: number) => { slot: string } | undefined): string[] {
  const left: string[] = [];
  for (let now = from; now < until; now += hour) {
    const slot = at(now)?.slot;
    if (slot !== undefined && slot !== left.at(-1)) left.push(slot);
  }
  return left;
}

describe('the warnings of a gate that is shut', () => {
  it('come at nine on the wall of the course, so many days before, and none once it is to begin', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom(0, 1, 7, 14, 30, 60), ([zone, date], later) => {
        const startsOn = daysFrom(date, later);
        const reminders = gateWatchReminders({ startsOn, zone });

        const expected = [-60, -30, -14, -7, -1].map((days) => nine(daysFrom(startsOn, days), zone));
        expect(reminders.map((one) => one.due)).toEqual(expected);
        for (const { tooLateAt } of reminders)
          expect(tooLateAt).toBeLessThanOrEqual(courseStart({ startsOn, zone }));
      }),
      { numRuns: 40 },
    );
  });

  it('leave each once and in order; what fell due before the course was proposed never leaves', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom(70, 40, 20, 10, 3), ([zone, startsOn], before) => {
        const begins = Date.parse(`${startsOn}T08:00Z`);
        const course = watched(startsOn, zone, { createdAt: begins - before * day });

        const left = slotsOver(begins - 62 * day, begins + 2 * day, (now) => gateWarning(course, now));

        expect(left).toEqual(
          ['-60d', '-30d', '-14d', '-7d', '-1d'].filter((slot) => -Number.parseInt(slot, 10) < before),
        );
      }),
      { numRuns: 6 },
    );
  });

  it('are only for courses that were handed in and have not begun', () => {
    const now = Date.parse('2027-02-28T10:00Z');
    const warned = (state: WatchedCourse['state']) =>
      gateWarning(watched('2027-03-01', 'UTC', { state }), now);

    const others = ['draft', 'running', 'delivered', 'closed', 'declined', 'cancelled'] as const;

    expect(watchedStates.map((state) => warned(state)?.slot)).toEqual(watchedStates.map(() => '-1d'));
    expect(others.map(warned)).toEqual(others.map(() => undefined));
  });

  it('are about what will be missing on the first day, and nothing when all lasts', () => {
    const paper: Clearance = { reference: 'R', decidedOn: '2027-01-01', validUntil: '2027-03-01' };
    const approval = { decision: 'dec', standing: 'approved' } as const;
    const missing = (brief: Clearance | undefined) =>
      missingAtStart(
        watched('2027-03-01', 'UTC'),
        { brief, assessment: paper, approval },
        Date.parse('2027-02-01T09:00Z'),
      );

    expect(missing(paper)).toEqual([]);
    expect(missing({ ...paper, validUntil: '2027-02-28' })).toMatchObject([{ why: 'ends-before-start' }]);
    expect(missing(undefined)).toMatchObject([{ document: 'brief', why: 'absent' }]);
  });

  it('press more the nearer it comes', () => {
    expect(['-60d', '-30d', '-14d', '-7d', '-1d'].map(urgencyOf)).toEqual([
      'plan',
      'plan',
      'urgent',
      'urgent',
      'last',
    ]);
  });
});

describe('a mission that has not answered', () => {
  it('is told of five days and a day before its day and the day after, at nine on the wall', () => {
    fc.assert(
      fc.property(someDay, fc.constantFrom(-1, 0, 1, 5), ([zone, date], later) => {
        const due = daysFrom(date, later);

        const instants = consultationReminders(due, zone).map((one) => one.due);

        expect(instants).toEqual([-5, -1, 1].map((days) => nine(daysFrom(due, days), zone)));
      }),
      { numRuns: 40 },
    );
  });

  it('is told of once per slot, not before it was asked, and no more once it has answered', () => {
    const [due, zone] = ['2027-02-10', 'Africa/Accra'];
    const from = Date.parse('2027-02-01T00:00Z');
    const slots = (askedAt: number, view?: 'support') =>
      slotsOver(from, from + 20 * day, (now) => consultationReminder({ due, view, askedAt }, zone, now));

    expect(slots(0)).toEqual(['-5d', '-1d', '+1d']);
    expect(slots(Date.parse('2027-02-07T00:00Z'))).toEqual(['-1d', '+1d']);
    expect(slots(0, 'support')).toEqual([]);
  });
});

describe('a paper that ends', () => {
  it('is told of thirty and seven days before, at nine on the wall, if its course begins later', () => {
    fc.assert(
      fc.property(someDay, ([zone, validUntil]) => {
        const expected = [-30, -7].map((days) => nine(daysFrom(validUntil, days), zone));

        expect(endReminders(validUntil, zone).map((one) => one.due)).toEqual(expected);
        const [, second = 0] = expected;
        const at = (startsOn: string) =>
          endReminder({ validUntil, writtenAt: 0 }, { startsOn, zone }, second);
        expect(at(daysFrom(validUntil, 1))?.slot).toBe('-7d');
        expect(at(validUntil)).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });

  it('is not told of when it was written with less time left than that', () => {
    const now = Date.parse('2027-02-20T12:00Z');
    const paper = { validUntil: '2027-02-28', writtenAt: now - hour };

    expect(endReminder(paper, { startsOn: '2027-03-01', zone: 'UTC' }, now)).toBeUndefined();
  });
});

describe('mitigations', () => {
  it('are told of three days before their day, until it comes', () => {
    const at = (instant: string) => mitigationReminder('2027-02-10', 'Africa/Accra', Date.parse(instant));

    expect(at('2027-02-07T08:59Z')).toBeUndefined();
    expect(at('2027-02-07T09:00Z')?.slot).toBe('-3d');
    expect(at('2027-02-10T08:59Z')?.slot).toBe('-3d');
    expect(at('2027-02-10T09:00Z')).toBeUndefined();
  });

  it('are listed from Monday at nine on the wall until Thursday at nine, whatever the clocks do', () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: 0, max: 7 * 48 }), ([zone, date], halfHours) => {
        const now = Date.parse(`${date}T00:00Z`) + halfHours * 30 * minute;
        const [today = '', time = ''] = wall(now, zone).split(' ');
        const weekday = new Date(`${today}T00:00Z`).getUTCDay() || 7;
        const helps =
          (weekday === 1 && time >= '09:00') ||
          weekday === 2 ||
          weekday === 3 ||
          (weekday === 4 && time < '09:00');

        expect(mondayReminder(zone, now)?.slot).toBe(helps ? daysFrom(today, 1 - weekday) : undefined);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a course that was never published', () => {
  it('is one from eight on its first day until five on its last', () => {
    const at = (instant: string, state: 'approved' | 'on-hold' = 'approved') =>
      isNeverPublished(
        { state, startsOn: '2027-03-01', endsOn: '2027-03-02', zone: 'Africa/Accra' },
        Date.parse(instant),
      );

    expect([at('2027-03-01T07:59Z'), at('2027-03-01T08:00Z')]).toEqual([false, true]);
    expect([at('2027-03-02T16:59Z'), at('2027-03-02T17:00Z')]).toEqual([true, false]);
    expect(at('2027-03-01T12:00Z', 'on-hold')).toBe(false);
  });
});
