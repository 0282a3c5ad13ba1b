// The rules of a course's seats and the lot that decides ties; the lot's seed is told to nobody before the call has closed.
import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { commitmentOf } from '#exchange/lottery.ts';
import { noRules, type SeatRules } from '#exchange/seat-rules.ts';
import { given, prepared } from '../connection.ts';
import type { RecordContext } from './context.ts';
import { seesCourse } from './eyes.ts';

/** What may be told of the lot of a course. */
export interface Lot {
  /** SHA-256 of the seed. */
  readonly commitment: string;
  /** Undefined until it is revealed. */
  readonly seed: string | undefined;
}

export interface SeatRuleRecords {
  /** None, for a course for which nothing was set. */
  of(course: string): Promise<SeatRules>;
  set(course: string, rules: SeatRules): Promise<void>;
  /** Draws the lot; a call that opens again after its lot was revealed gets another. True when one was drawn. */
  draw(course: string): Promise<boolean>;
  lot(course: string): Promise<Lot | undefined>;
  /** From now on everybody may know the seed; false when they may already, or there is none. */
  reveal(course: string): Promise<boolean>;
}

export function seatRuleRecords(context: RecordContext): SeatRuleRecords {
  return {
    async of(course) {
      if (!(await seesCourse(context, course))) return noRules;
      const [row] = await rulesOf(context.connection).execute({ course });
      if (row === undefined) return noRules;
      return { cap: row.cap ?? undefined, floor: row.floor, reserves: row.reserves };
    },

    async set(course, { cap, floor, reserves }) {
      const { seatRules } = context.tables;
      const kept = { cap: cap ?? null, floor, reserves };
      await context.db
        .insert(seatRules)
        .values({ course, ...kept })
        .onConflictDoUpdate({ target: seatRules.course, set: kept });
      context.audit('seats.rules', course, {
        cap: kept.cap,
        floor,
        reserves: reserves.map(({ group, seats }) => `${group}=${seats}`).join(' '),
      });
    },

    async draw(course) {
      const { lots } = context.tables;
      // Three ids hold 180 random bits.
      const seed = Array.from({ length: 3 }, () => context.newId('lot').slice('lot-'.length)).join('-');
      const fresh = { seed, drawnAt: context.now, revealedAt: null };
      const drawn = await context.db
        .insert(lots)
        .values({ course, ...fresh })
        .onConflictDoUpdate({ target: lots.course, set: fresh, setWhere: isNotNull(lots.revealedAt) })
        .returning({ course: lots.course });
      if (drawn.length === 0) return false;
      context.audit('seats.draw', course, { commitment: commitmentOf(seed) });
      return true;
    },

    async lot(course) {
      if (!(await seesCourse(context, course))) return undefined;
      const [row] = await lotOfCourse(context.connection).execute({ course });
      if (row === undefined) return undefined;
      return {
        commitment: commitmentOf(row.seed),
        seed: row.revealedAt === null ? undefined : row.seed,
      };
    },

    async reveal(course) {
      const { lots } = context.tables;
      const revealed = await context.db
        .update(lots)
        .set({ revealedAt: context.now })
        .where(and(eq(lots.course, course), isNull(lots.revealedAt)))
        .returning({ seed: lots.seed });
      const [row] = revealed;
      if (row === undefined) return false;
      context.audit('seats.reveal', course, { commitment: commitmentOf(row.seed) });
      return true;
    },
  };
}

const rulesOf = prepared(({ db, tables: { seatRules } }) =>
  db
    .select()
    .from(seatRules)
    .where(eq(seatRules.course, given(seatRules.course, 'course')))
    .prepare('seat_rules_of'),
);

const lotOfCourse = prepared(({ db, tables: { lots } }) =>
  db
    .select()
    .from(lots)
    .where(eq(lots.course, given(lots.course, 'course')))
    .prepare('lot_of'),
);
