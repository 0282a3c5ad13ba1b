// Digests: which there are, how often each comes, and when one is due by the clock of whoever reads it.
import type { Language } from './languages.ts';
import { addDays, instantAt, localDate } from './local-time.ts';
import { dueNow, type Reminder } from './reminders.ts';

/** `people`: a manager's own people · `hub`: the whole exchange · `oversight`: what whoever oversees it looks at. */
export const digests = ['people', 'hub', 'oversight'] as const;

export type Digest = (typeof digests)[number];

export const rhythms = ['weekly', 'monthly', 'never'] as const;

export type Rhythm = (typeof rhythms)[number];

/** Full hours of the day at which one may come. */
export const digestHours = { min: 0, max: 23 } as const;

export interface DigestPlan {
  readonly rhythm: Rhythm;
  /** ISO, Monday 1; undefined: the first working day of the week or the month. */
  readonly weekday: number | undefined;
  readonly hour: number;
  /** Undefined: the reader's own. */
  readonly language: Language | undefined;
}

const usual = { weekday: undefined, hour: 8, language: undefined } as const;

/** Where nothing else was chosen (product §8a); `never` for whoever reads it in a channel of theirs already. */
export const usualPlans: Readonly<Record<Digest, DigestPlan>> = {
  people: { ...usual, rhythm: 'weekly' },
  hub: { ...usual, rhythm: 'monthly' },
  oversight: { ...usual, rhythm: 'weekly', weekday: 1 },
};

/** What a digest looks back on; instants in epoch ms, `until` excluded. */
export interface Period {
  readonly from: number;
  readonly until: number;
}

/** How long each still helps, in days. */
const helps = { weekly: 3, monthly: 10 } as const;

/** The digest to leave now, if any: the slot names its week by its Monday, or its month. */
export function digestDue(
  plan: DigestPlan & { readonly changedAt?: number },
  { zone, isWorkingDay }: { readonly zone: string; readonly isWorkingDay: (day: string) => boolean },
  now: number,
): Reminder | undefined {
  const { rhythm } = plan;
  if (rhythm === 'never') return undefined;
  const today = localDate(now, zone);
  // The one of the week or month before still helps where a new one has just begun.
  const begins = [beginOf(rhythm, today, -1), beginOf(rhythm, today, 0)];
  const reminders = begins.map((begin) => {
    const day = dayFrom(begin, plan.weekday, isWorkingDay);
    return {
      slot: rhythm === 'weekly' ? begin : begin.slice(0, 7),
      due: instantAt(day, hourOf(plan.hour), zone),
      tooLateAt: instantAt(addDays(day, helps[rhythm]), hourOf(plan.hour), zone),
    };
  });
  return dueNow(reminders, now, plan.changedAt);
}

/** What it tells of: the seven days before, or the month before. */
export function periodOf(rhythm: 'weekly' | 'monthly', at: number, zone: string): Period {
  const today = localDate(at, zone);
  const [from, until] =
    rhythm === 'weekly'
      ? [addDays(today, -7), today]
      : [beginOf('monthly', today, -1), beginOf('monthly', today, 0)];
  return { from: instantAt(from, '00:00', zone), until: instantAt(until, '00:00', zone) };
}

/** What one tells of that is looked at out of turn: seven or thirty days, with today. */
export function recentPeriod(rhythm: 'weekly' | 'monthly', at: number, zone: string): Period {
  const tomorrow = addDays(localDate(at, zone), 1);
  const from = addDays(tomorrow, rhythm === 'weekly' ? -7 : -30);
  return { from: instantAt(from, '00:00', zone), until: instantAt(tomorrow, '00:00', zone) };
}

/** The Monday of a week, or the first of a month, so many before. */
function beginOf(rhythm: 'weekly' | 'monthly', day: string, later: 0 | -1): string {
  const date = Temporal.PlainDate.from(day);
  return rhythm === 'weekly'
    ? addDays(day, 1 - date.dayOfWeek + 7 * later)
    : date.with({ day: 1 }).add({ months: later }).toString();
}

/** The first such weekday from a day on; or the first working day. */
function dayFrom(begin: string, weekday: number | undefined, isWorkingDay: (day: string) => boolean): string {
  const isRight = (day: string) =>
    weekday === undefined ? isWorkingDay(day) : Temporal.PlainDate.from(day).dayOfWeek === weekday;
  for (let later = 0; later < 7; later += 1) if (isRight(addDays(begin, later))) return addDays(begin, later);
  // A week of holidays: on its first day all the same.
  return begin;
}

function hourOf(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
