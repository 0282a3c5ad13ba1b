// When the figures of fairness are posted: on the first working day of each month, by the clock of the hub.
import { addDays, instantAt, localDate, type OfficeHours } from './local-time.ts';

type WorkingDays = OfficeHours['isWorkingDay'];

/** A month's figures no longer help when the next working week is over. */
const helpsForDays = 10;

export interface MonthlyPost {
  /** `2027-02`. */
  readonly month: string;
  /** Epoch milliseconds. */
  readonly due: number;
  readonly tooLateAt: number;
}

/** The post of the month of an instant (epoch ms), whether it is due already or not. */
export function postOfMonth(now: number, zone: string, isWorkingDay: WorkingDays): MonthlyPost {
  const month = localDate(now, zone).slice(0, 7);
  let first = `${month}-01`;
  while (!isWorkingDay(first)) first = addDays(first, 1);
  return {
    month,
    due: instantAt(first, '08:00', zone),
    tooLateAt: instantAt(addDays(first, helpsForDays), '08:00', zone),
  };
}

/** The post to leave now; undefined before its hour, and when it no longer helps. */
export function postDue(now: number, zone: string, isWorkingDay: WorkingDays): MonthlyPost | undefined {
  const post = postOfMonth(now, zone, isWorkingDay);
  return now >= post.due && now < post.tooLateAt ? post : undefined;
}
