import { describe, expect, it } from 'vitest';
import type { CourseState } from './course.ts';
import {
  askedFrom,
  courseRoundStep,
  type DatedCourse,
  editionRoundStep,
  eventDue,
  mayOpen,
  preTestDue,
  preTestTime,
  takesAnswers,
} from './evaluation-calendar.ts';
import { instantAt, localDate, localTime } from './local-time.ts';

const zone = 'Europe/Zurich';
const at = (date: string, time: string, where = zone) => instantAt(date, time, where);
const shown = (instant: number, where = zone) => `${localDate(instant, where)} ${localTime(instant, where)}`;

/** Its first week has the clock change of 28 March in it. */
const course = (state: CourseState, startsOn = '2027-03-29', where = zone): DatedCourse => ({
  state,
  startsOn,
  endsOn: '2027-04-09',
  zone: where,
});

describe('the test before a course', () => {
  it.each(['Europe/Zurich', 'Africa/Cairo', 'America/Lima', 'Pacific/Auckland'])(
    'is asked for a week until the course begins, by the clock of %s, and not late',
    (where) => {
      const time = preTestTime(course('confirmed', '2027-03-29', where));

      expect(shown(time.opensAt, where)).toBe('2027-03-22 08:00');
      expect(shown(time.closesAt, where)).toBe('2027-03-29 08:00');
      expect(time.lateUntil).toBe(time.closesAt);
    },
  );

  it('opens in that week, as soon as somebody looks, and not in the last hours', () => {
    const due = (date: string, time: string) => preTestDue(course('confirmed'), at(date, time))?.opensAt;

    expect(due('2027-03-22', '07:59')).toBeUndefined();
    expect(due('2027-03-22', '08:00')).toBe(at('2027-03-22', '08:00'));
    expect(due('2027-03-26', '11:00')).toBe(at('2027-03-26', '11:00'));
    expect(due('2027-03-28', '20:00')).toBeUndefined();
  });

  it.each(['approved', 'on-hold', 'cancelled', 'running', 'closed'] as const)(
    'is not opened for a course that is %s',
    (state) => {
      expect(preTestDue(course(state), at('2027-03-24', '10:00'))).toBeUndefined();
    },
  );
});

describe('what is asked afterwards', () => {
  it('closes after ten days and is answered late for as long as the hub has set, at the same time of day', () => {
    const time = askedFrom(at('2027-03-19', '17:00'), zone, 30);

    expect(shown(time.closesAt)).toBe('2027-03-29 17:00');
    expect(shown(time.lateUntil)).toBe('2027-04-28 17:00');
  });

  it('is asked of an event a week after its end, and not after a month', () => {
    const edition = { state: 'held', endsOn: '2027-06-10', zone } as const;
    const due = (date: string, time: string) => eventDue(edition, at(date, time), 30);

    expect(due('2027-06-17', '08:59')).toBeUndefined();
    expect(due('2027-06-17', '09:00')?.closesAt).toBe(at('2027-06-27', '09:00'));
    expect(due('2027-06-20', '12:00')?.closesAt).toBe(at('2027-06-30', '12:00'));
    expect(due('2027-07-10', '09:00')).toBeUndefined();
  });

  it('is asked of no event that has not taken place', () => {
    const now = at('2027-06-17', '09:00');

    expect(eventDue({ state: 'cancelled', endsOn: '2027-06-10', zone }, now, 30)).toBeUndefined();
    expect(eventDue({ state: 'dated', endsOn: '2027-06-10', zone }, now, 30)).toBeUndefined();
    expect(eventDue({ state: 'planned', endsOn: undefined, zone }, now, 30)).toBeUndefined();
  });
});

describe('an open round', () => {
  const preTest = { set: 'pre-test', closesAt: preTestTime(course('confirmed')).closesAt };
  const reaction = { set: 'reaction', closesAt: at('2027-04-19', '17:00') };
  const thursday = at('2027-03-25', '10:00');

  it('of a test asks until the course begins, and closes then', () => {
    expect(courseRoundStep(preTest, course('confirmed'), thursday)).toBe('ask');
    expect(courseRoundStep(preTest, course('confirmed'), preTest.closesAt)).toBe('close');
    expect(courseRoundStep(preTest, course('running'), preTest.closesAt)).toBe('close');
  });

  it.each(['on-hold', 'proposed', 'gated', 'approved'] as const)(
    'of a test rests while the course is %s, even when its day has come',
    (state) => {
      expect(courseRoundStep(preTest, course(state), thursday)).toBe('rest');
      expect(courseRoundStep(preTest, course(state), preTest.closesAt)).toBe('rest');
    },
  );

  it('of a test follows the course to other days, and rests until the week before them', () => {
    const moved = course('confirmed', '2027-05-03');
    const followed = { ...preTest, closesAt: preTestTime(moved).closesAt };

    expect(courseRoundStep(preTest, moved, thursday)).toBe('move');
    expect(courseRoundStep(followed, moved, thursday)).toBe('rest');
    expect(courseRoundStep(followed, moved, at('2027-04-26', '08:00'))).toBe('ask');
  });

  it('of a test follows the course to earlier days, too', () => {
    const earlier = course('confirmed', '2027-03-26');
    const followed = { ...preTest, closesAt: preTestTime(earlier).closesAt };

    expect(courseRoundStep(preTest, earlier, thursday)).toBe('move');
    expect(courseRoundStep(followed, earlier, thursday)).toBe('ask');
  });

  it('about a course that is over asks until its own close, whatever becomes of the dates', () => {
    expect(courseRoundStep(reaction, course('evaluating'), reaction.closesAt - 1)).toBe('ask');
    expect(courseRoundStep(reaction, course('evaluating', '2027-05-03'), reaction.closesAt - 1)).toBe('ask');
    expect(courseRoundStep(reaction, course('evaluating'), reaction.closesAt)).toBe('close');
  });

  it('is called off with its course or its event', () => {
    const event = { set: 'event', closesAt: reaction.closesAt };
    const edition = { endsOn: '2027-03-10', zone };

    expect(courseRoundStep(preTest, course('cancelled'), thursday)).toBe('call-off');
    expect(courseRoundStep(reaction, course('declined'), thursday)).toBe('call-off');
    expect(editionRoundStep(event, { ...edition, state: 'cancelled' }, thursday)).toBe('call-off');
    expect(editionRoundStep(event, { ...edition, state: 'held' }, thursday)).toBe('ask');
    expect(editionRoundStep(event, { ...edition, state: 'held' }, event.closesAt)).toBe('close');
  });
});

describe('an answer', () => {
  const round = { closesAt: at('2027-04-19', '17:00'), lateUntil: at('2027-05-19', '17:00') };
  const taken = (state: string, now: number) => takesAnswers({ ...round, state }, now);

  it('is in time until the close, late until the end of the late window, and then not taken', () => {
    expect(taken('open', round.closesAt - 1)).toBe('in-time');
    expect(taken('closed', round.closesAt)).toBe('late');
    expect(taken('closed', round.lateUntil - 1)).toBe('late');
    expect(taken('closed', round.lateUntil)).toBeUndefined();
  });

  it('is late as soon as the time is over, though nobody has closed the round yet', () => {
    expect(taken('open', round.closesAt)).toBe('late');
  });

  it('is never taken by a round that was called off', () => {
    expect(taken('called-off', round.closesAt - 1)).toBeUndefined();
  });
});

describe('opening by hand', () => {
  const before = at('2027-03-01', '10:00');
  const after = at('2027-04-20', '10:00');

  it('lets a test be asked from the call until the course begins', () => {
    expect(mayOpen('pre-test', course('call-open'), before)).toBeUndefined();
    expect(mayOpen('pre-test', course('approved'), before)).toBe('not-announced');
    expect(mayOpen('pre-test', course('confirmed'), at('2027-03-29', '08:00'))).toBe('begun');
    expect(mayOpen('pre-test', course('running'), after)).toBe('begun');
  });

  it('lets everything else be asked once it is known who was there, for ninety days', () => {
    const lastMoment = at('2027-07-08', '17:00');

    expect(mayOpen('post-test', course('running'), after)).toBe('not-marked');
    expect(mayOpen('reaction', course('delivered'), after)).toBe('not-marked');
    expect(mayOpen('post-test', course('evaluating'), after)).toBeUndefined();
    expect(mayOpen('after-action', course('closed'), lastMoment - 1)).toBeUndefined();
    expect(mayOpen('after-action', course('closed'), lastMoment)).toBe('too-long-ago');
  });

  it('asks nothing of a course that was called off or is held', () => {
    expect(mayOpen('pre-test', course('on-hold'), before)).toBe('held');
    expect(mayOpen('reaction', course('cancelled'), after)).toBe('called-off');
  });
});
