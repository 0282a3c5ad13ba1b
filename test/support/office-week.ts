// Office hours of a made-up country that rests on given days of the week (ISO numbers, Monday 1) and has no holidays.
import type { OfficeHours } from '#exchange/local-time.ts';

export function restingOn(weekdays: readonly number[], from = 9, to = 18): OfficeHours {
  return {
    from,
    to,
    isWorkingDay: (date) => !weekdays.includes(Temporal.PlainDate.from(date).dayOfWeek),
  };
}
