// The model of what each side changes of a nomination; places in an order are counted anew from the whole list.
import { createHash } from 'node:crypto';
import type { NominationTrackRecords } from '#store/records/nomination-tracks.ts';
import { by, type ModelContext, type Row } from './model-state.ts';

type Nomination = Row<'nominations'>;

const open: ReadonlySet<string> = new Set([
  ...['draft', 'endorsed', 'returned'],
  ...['submitted', 'eligible', 'vetted', 'scored', 'selected', 'reserve'],
]);
const returnable = ['submitted', 'eligible', 'ineligible', 'vetted'];
const assentable: ReadonlySet<string> = new Set([...open, 'ineligible', 'offered', 'accepted']);

export interface Parts {
  /** Oldest first. */
  all(): Nomination[];
  sees(row: Nomination): boolean;
  visible(id: string): Nomination | undefined;
  recount(course: string, isAnswered: boolean): void;
}

export function nominationTrackModel(
  context: ModelContext,
  { all, sees, visible, recount }: Parts,
): NominationTrackRecords {
  const put = (row: Nomination) => context.put('nominations', row.id, row);
  const number = (rows: readonly Nomination[], as: 'priority' | 'preference') => {
    for (const [at, row] of rows.entries()) put({ ...row, [as]: at + 1 });
  };

  /** The list with the named one in the other's place, where there is one of the same group. */
  function exchanged(
    rows: Nomination[],
    id: string,
    where: 'up' | 'down',
    group: (row: Nomination) => number,
  ) {
    const at = rows.findIndex((row) => row.id === id);
    const other = rows[where === 'up' ? at - 1 : at + 1];
    const own = rows[at];
    if (!own || !other || group(own) !== group(other)) return rows;
    return rows.map((row) => (row === own ? other : row === other ? own : row));
  }

  return {
    edit: async (id, changes, whileIn) => {
      const row = visible(id);
      if (!row || !whileIn.includes(row.state)) return undefined;
      const after = put({ ...row, ...changes });
      context.audit('nomination.edit', id, { changed: Object.keys(changes).sort().join(' ') });
      return after;
    },
    assent: async (id, what, from, to) => {
      const row = visible(id);
      if (!row || !assentable.has(row.state) || !from.includes(row[what])) return undefined;
      const after = put({ ...row, [what]: to });
      context.audit('nomination.assent', id, { course: row.course, what, to });
      return after;
    },
    sendBack: async (id, hubNote) => {
      const row = visible(id);
      if (!row || !returnable.includes(row.state)) return undefined;
      const after = put({ ...row, state: 'returned', hubNote });
      recount(row.course, true);
      const note = createHash('sha256').update(hubNote).digest('hex');
      context.audit('nomination.send-back', id, { course: row.course, note });
      return after;
    },
    sendAgain: async (id) => {
      const row = visible(id);
      if (row?.state !== 'returned') return undefined;
      const after = put({ ...row, state: 'submitted', hubNote: null, sentAt: context.now });
      recount(row.course, false);
      context.audit('nomination.send-again', id, { course: row.course });
      return after;
    },
    reorder: async (id, where) => {
      const row = visible(id);
      if (!row || !open.has(row.state)) return false;
      const { course, organisation } = row;
      const group = (one: Nomination) => (one.asReserve ? 1 : 0);
      const ordered = all()
        .filter((one) => one.course === course && one.organisation === organisation && open.has(one.state))
        .sort(
          by(
            group,
            (one) => one.priority ?? 1_000_000,
            (one) => one.sentAt ?? one.createdAt,
            (one) => one.id,
          ),
        );
      number(exchanged(ordered, id, where, group), 'priority');
      context.audit('nomination.order', id, { course, organisation, where });
      return true;
    },
    prefer: async (id, where) => {
      const row = visible(id);
      if (!row || !open.has(row.state)) return false;
      const ordered = all()
        .filter((one) => one.nominee === row.nominee && open.has(one.state))
        .sort(
          by(
            (one) => one.preference ?? 1_000_000,
            (one) => one.createdAt,
            (one) => one.id,
          ),
        );
      number(
        exchanged(ordered, id, where, () => 0),
        'preference',
      );
      context.audit('nomination.prefer', id, { course: row.course, where });
      return true;
    },
    awaiting: async (what, of, most) =>
      all()
        .filter((row) => (what === 'consent' ? row.nominee : row.organisation) === of)
        .filter((row) => row[what] === 'asked' && open.has(row.state))
        .slice(0, most)
        .filter(sees),
    unanswered: async (among) =>
      all()
        .filter((row) => (row.consent === 'asked' || row.release === 'asked') && open.has(row.state))
        .filter((row) =>
          'courses' in among
            ? among.courses.includes(row.course)
            : row.sentAt !== null && row.sentAt >= among.from && row.sentAt <= among.until,
        )
        .filter(sees),
  };
}

/** A deadline that is put off makes those who came before it come in time. */
export function comeInTime(context: ModelContext, course: string, deadline: number): void {
  const late = [...context.state.nominations.values()].filter(
    (row) => row.course === course && row.isLate && row.sentAt !== null && row.sentAt < deadline,
  );
  for (const row of late) context.put('nominations', row.id, { ...row, isLate: false });
  if (late.length > 0) context.audit('nomination.in-time', course, { nominations: late.length });
}
