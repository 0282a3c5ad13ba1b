// The model of how seats are shared: rules, lots, plans with what was moved in them, and the ledger, counted anew each time.
import { maySeeFairness, maySeeNomination, maySeeStanding } from '#exchange/disclosure.ts';
import { commitmentOf } from '#exchange/lottery.ts';
import { isWaiting } from '#exchange/nomination.ts';
import { afterDepartures } from '#exchange/seat-plan.ts';
import { noRules } from '#exchange/seat-rules.ts';
import type { LedgerRecords } from '#store/records/ledger.ts';
import type { SeatPlan, SeatPlanRecords } from '#store/records/seat-plans.ts';
import type { SeatRuleRecords } from '#store/records/seat-rules.ts';
import { Conflict } from '#store/store.ts';
import { by, hasSeat, kept, type ModelContext, type Row, Violation } from './model-state.ts';

const grantable: ReadonlySet<string> = new Set([
  ...['submitted', 'eligible', 'vetted', 'scored', 'selected', 'reserve'],
]);

export function seatRuleModel(context: ModelContext): SeatRuleRecords {
  const { seatRules, lots } = context.state;
  return {
    of: async (course) => {
      const row = context.seesCourse(course) ? seatRules.get(course) : undefined;
      return row ? { cap: row.cap ?? undefined, floor: row.floor, reserves: row.reserves } : noRules;
    },
    set: async (course, { cap, floor, reserves }) => {
      context.need('courses', course);
      context.put('seatRules', course, { course, cap: cap ?? null, floor, reserves });
      context.audit('seats.rules', course, {
        cap: cap ?? null,
        floor,
        reserves: reserves.map(({ group, seats }) => `${group}=${seats}`).join(' '),
      });
    },
    draw: async (course) => {
      const seed = [1, 2, 3].map(() => context.newId('lot').slice(4)).join('-');
      const row = lots.get(course);
      if (row !== undefined && row.revealedAt === null) return false;
      context.need('courses', course);
      context.put('lots', course, { course, seed, drawnAt: context.now, revealedAt: null });
      context.audit('seats.draw', course, { commitment: commitmentOf(seed) });
      return true;
    },
    lot: async (course) => {
      const row = context.seesCourse(course) ? lots.get(course) : undefined;
      if (row === undefined) return undefined;
      return { commitment: commitmentOf(row.seed), seed: row.revealedAt === null ? undefined : row.seed };
    },
    reveal: async (course) => {
      const row = lots.get(course);
      if (row === undefined || row.revealedAt !== null) return false;
      context.put('lots', course, { ...row, revealedAt: context.now });
      context.audit('seats.reveal', course, { commitment: commitmentOf(row.seed) });
      return true;
    },
  };
}

export function seatPlanModel(context: ModelContext): SeatPlanRecords {
  const { seatPlans, seatDepartures, nominations, courses } = context.state;
  const shown = (row: Row<'seatPlans'>): SeatPlan => ({
    ...row,
    confirmedBy: row.confirmedBy ?? undefined,
    confirmedAt: row.confirmedAt ?? undefined,
  });
  const lastOf = (course: string) =>
    [...seatPlans.values()]
      .filter((row) => row.course === kept(course))
      .sort(by((row) => row.number))
      .at(-1);
  const departuresOf = (plan: string) =>
    [...seatDepartures.values()].filter((row) => row.plan === kept(plan)).sort(by((row) => row.number));

  function waiting(id: string): Row<'seatPlans'> | undefined {
    const row = seatPlans.get(id);
    return row && row.confirmedAt === null && lastOf(row.course)?.id === row.id ? row : undefined;
  }

  function noteAnswered(course: string): void {
    const row = courses.get(course);
    if (row === undefined) return;
    const waits = [...nominations.values()]
      .filter((one) => one.course === course && isWaiting(one.state))
      .map((one) => one.createdAt);
    context.put('courses', course, { ...row, waitingSince: waits.length === 0 ? null : Math.min(...waits) });
  }

  return {
    keep: async (plan, proposedBy) => {
      const last = lastOf(plan.course);
      if (last?.hash === kept(plan.hash) && last.confirmedAt === null) return shown(last);
      const id = context.newId('pln');
      context.need('courses', plan.course);
      const row = context.put('seatPlans', id, {
        ...plan,
        id,
        number: (last?.number ?? 0) + 1,
        proposedBy,
        proposedAt: context.now,
        confirmedBy: null,
        confirmedAt: null,
      });
      context.audit('seats.propose', row.course, { plan: id, hash: row.hash, by: proposedBy });
      return shown(row);
    },
    latest: async (course) => {
      const last = maySeeFairness(context.viewer) && context.seesCourse(course) ? lastOf(course) : undefined;
      return last && shown(last);
    },
    depart: async (plan, { loses, gains, reason, by: departedBy }) => {
      const held = waiting(plan);
      if (held === undefined) return undefined;
      const id = context.newId('dpt');
      if (!nominations.has(loses) || !nominations.has(gains)) throw new Violation('foreign key');
      const row = context.put('seatDepartures', id, {
        id,
        plan: held.id,
        course: held.course,
        number: departuresOf(plan).length + 1,
        loses,
        gains,
        reason,
        by: departedBy,
        at: context.now,
      });
      context.audit('seats.depart', held.course, {
        plan: held.id,
        departure: id,
        loses,
        gains,
        by: departedBy,
      });
      return row;
    },
    departures: async (plan) => (maySeeFairness(context.viewer) ? departuresOf(plan) : []),
    departuresSince: async (at) =>
      maySeeFairness(context.viewer) ? [...seatDepartures.values()].filter((row) => row.at >= at).length : 0,
    confirm: async (id, rows, confirmedBy) => {
      const held = waiting(id);
      if (held === undefined) return false;
      context.put('seatPlans', held.id, { ...held, confirmedBy, confirmedAt: context.now });
      let place = 0;
      for (const row of rows) {
        const nomination = nominations.get(row.nomination);
        const isSelected = row.by !== null;
        if (!isSelected) place += 1;
        if (nomination?.course !== held.course || !grantable.has(nomination.state))
          throw new Conflict('A nomination of this plan has been changed meanwhile.');
        const state = isSelected ? 'selected' : 'reserve';
        context.put('nominations', nomination.id, {
          ...nomination,
          state,
          reservePlace: isSelected ? null : place,
        });
        context.audit('nomination.move', nomination.id, { course: held.course, to: state, plan: held.id });
      }
      noteAnswered(held.course);
      context.audit('seats.confirm', held.course, {
        plan: held.id,
        hash: held.hash,
        by: confirmedBy,
        reserve: place,
      });
      return true;
    },
    outcome: async (id) => {
      const nomination = nominations.get(id);
      const organiser = courses.get(nomination?.course ?? '')?.organisation;
      if (
        !nomination ||
        !maySeeNomination(context.viewer, { ...nomination, ...(organiser ? { organiser } : {}) })
      )
        return undefined;
      const plan = lastOf(nomination.course);
      if (!plan || plan.confirmedAt === null) return undefined;
      const rows = afterDepartures(plan.rows, departuresOf(plan.id));
      const row = rows.find((one) => one.nomination === nomination.id);
      if (row === undefined) return undefined;
      return {
        plan: { id: plan.id, course: plan.course, seats: plan.seats },
        row,
        given: rows.filter((one) => one.organisation === row.organisation && one.by !== null).length,
        share: plan.shares.find((one) => one.organisation === row.organisation),
      };
    },
  };
}

export function ledgerModel(context: ModelContext): LedgerRecords {
  const { organisations, weights, nominations, courses } = context.state;
  return {
    since: async (day) => {
      const seated = [...nominations.values()].filter((one) => {
        const course = courses.get(one.course);
        return (
          hasSeat(one) && course !== undefined && course.state !== 'cancelled' && course.startsOn >= kept(day)
        );
      });
      const all = [...organisations.values()]
        .sort(by((row) => row.nameKey))
        .map((row) => {
          const own = seated.filter((one) => one.organisation === row.id);
          return {
            hub: row.hub,
            isWeighed: weights.has(row.id),
            row: {
              organisation: row.id,
              name: row.name,
              weight: weights.get(row.id)?.weight ?? 1,
              received: own.length,
              noShows: own.filter((one) => one.state === 'no-show').length,
              lastOn: own
                .map((one) => courses.get(one.course)?.startsOn ?? '')
                .toSorted()
                .at(-1),
            },
          };
        })
        .filter(({ hub, isWeighed, row }) => !hub || isWeighed || row.received > 0)
        .map(({ row }) => row);
      const hidden = seated.filter(
        (one) =>
          !maySeeStanding(context.viewer, one.organisation) &&
          (courses.get(one.course)?.withheld.length ?? 0) > 0,
      );
      const rows = all.filter(({ organisation }) => maySeeStanding(context.viewer, organisation));
      const sum = (of: 'weight' | 'received') => all.reduce((total, row) => total + row[of], 0);
      return rows.length === 0
        ? { rows, weights: 0, seats: 0 }
        : { rows, weights: sum('weight'), seats: sum('received') - hidden.length };
    },
    weigh: async (organisation, weight) => {
      context.need('organisations', organisation);
      context.put('weights', organisation, { organisation, weight });
      context.audit('seats.weigh', organisation, { weight });
    },
  };
}
