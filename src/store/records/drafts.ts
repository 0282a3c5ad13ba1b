// Drafts: half-filled forms, kept so that a restart, a lost signal or a bad answer loses nothing typed.
import { and, desc, eq, lt, sql } from 'drizzle-orm';
import type { AccountId, ChannelId } from '#exchange/people.ts';
import { amongIds, given, idsIn, placesFor, prepared, preparedFor } from '../connection.ts';
import { Conflict } from '../store.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';
import { allThereAre } from './course-queries.ts';

/** Values as they were typed (attachments are asked for again). */
export type DraftValues = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface Draft {
  readonly id: string;
  /** The command that the form belongs to: `course propose`. */
  readonly path: string;
  readonly account: AccountId;
  readonly channel: ChannelId | undefined;
  readonly values: DraftValues;
  /** Pages that have been submitted, 0 first. */
  readonly pagesDone: readonly number[];
  readonly changedAt: number;
}

export type NewDraft = Omit<Draft, 'id' | 'changedAt'>;

export interface DraftRecords {
  /** Fills in a draft further; undefined when it is finished or gone. Throws Conflict when it is another account's. */
  keep(draft: NewDraft & { readonly id: string }): Promise<Draft | undefined>;
  keep(draft: NewDraft): Promise<Draft>;
  /** Only the drafts of this account; another's id finds nothing. */
  byId(id: string, account: AccountId): Promise<Draft | undefined>;
  /** The newest unfinished ones of these accounts; with a path, all that belong to that command. */
  of(accounts: readonly AccountId[], path?: string): Promise<readonly Draft[]>;
  /** True for whoever finishes it: a form has one effect, however often it is submitted. */
  finish(id: string): Promise<boolean>;
  /** Removes those not touched since. */
  forgetBefore(changedAt: number): Promise<number>;
}

export function draftRecords(context: RecordContext): DraftRecords {
  async function add({ path, account, channel, values, pagesDone }: NewDraft): Promise<Draft> {
    const id = context.newId('dft');
    const kept = { path, account, channel: channel ?? null, values, pagesDone, changedAt: context.now };
    const [row] = await addDraft(context.connection).execute({ id, ...kept });
    if (row === undefined) throw new Error('The draft was not kept.');
    return draftFrom(row);
  }

  /** Never makes it anew: a late page would bring back what was deleted when the form was submitted. */
  async function fillIn(
    id: string,
    { path, account, channel, values, pagesDone }: NewDraft,
  ): Promise<Draft | undefined> {
    const { drafts } = context.tables;
    const filled = { path, channel: channel ?? null, values, pagesDone, changedAt: context.now };
    const [row] = await fillDraft(context.connection).execute({ ...filled, id, account });
    if (row !== undefined) return draftFrom(row);
    const [others] = await context.db.select({ id: drafts.id }).from(drafts).where(eq(drafts.id, id));
    if (others !== undefined) throw new Conflict('This draft is of another account.');
    return undefined;
  }

  function keep(draft: NewDraft & { readonly id: string }): Promise<Draft | undefined>;
  function keep(draft: NewDraft): Promise<Draft>;
  function keep(draft: NewDraft & { readonly id?: string }): Promise<Draft | undefined> {
    return draft.id === undefined ? add(draft) : fillIn(draft.id, draft);
  }

  return {
    keep,

    async byId(id, account) {
      const [row] = await draftById(context.connection).execute({ id, account });
      return row && draftFrom(row);
    },

    async of(accounts, path) {
      if (accounts.length === 0) return [];
      const places = placesFor(accounts);
      const rows = await draftsOf(context.connection, places, path !== undefined).execute({
        ...idsIn(accounts, places),
        path,
        limit: path === undefined ? mostShown : allThereAre,
      });
      return rows.map(draftFrom);
    },

    async finish(id) {
      const finished = await finishDraft(context.connection).execute({ id });
      context.noteErased();
      return finished.length > 0;
    },

    async forgetBefore(changedAt) {
      const { drafts } = context.tables;
      const gone = await context.db
        .delete(drafts)
        .where(lt(drafts.changedAt, changedAt))
        .returning({ id: drafts.id });
      context.noteErased();
      return gone.length;
    },
  };
}

/** As many as one select on Discord can offer. */
const mostShown = 25;

const addDraft = prepared(({ db, tables: { drafts } }) =>
  db
    .insert(drafts)
    .values({
      id: given(drafts.id, 'id'),
      path: given(drafts.path, 'path'),
      account: given(drafts.account, 'account'),
      channel: given(drafts.channel, 'channel'),
      values: given(drafts.values, 'values'),
      pagesDone: given(drafts.pagesDone, 'pagesDone'),
      changedAt: given(drafts.changedAt, 'changedAt'),
    })
    .returning()
    .prepare('draft_add'),
);

const fillDraft = prepared(({ db, tables: { drafts } }) =>
  db
    .update(drafts)
    .set({
      path: given(drafts.path, 'path'),
      channel: given(drafts.channel, 'channel'),
      values: given(drafts.values, 'values'),
      pagesDone: given(drafts.pagesDone, 'pagesDone'),
      changedAt: given(drafts.changedAt, 'changedAt'),
    })
    .where(and(eq(drafts.id, given(drafts.id, 'id')), eq(drafts.account, given(drafts.account, 'account'))))
    .returning()
    .prepare('draft_fill'),
);

const draftById = prepared(({ db, tables: { drafts } }) =>
  db
    .select()
    .from(drafts)
    .where(and(eq(drafts.id, given(drafts.id, 'id')), eq(drafts.account, given(drafts.account, 'account'))))
    .prepare('draft_by_id'),
);

const draftsOf = preparedFor(
  'drafts_of',
  ({ db, tables: { drafts } }, name, places: number, ofPath: boolean) =>
    db
      .select()
      .from(drafts)
      .where(
        and(
          amongIds(drafts.account, places),
          ofPath ? eq(drafts.path, given(drafts.path, 'path')) : undefined,
        ),
      )
      .orderBy(desc(drafts.changedAt), desc(drafts.id))
      .limit(sql.placeholder('limit'))
      .prepare(name),
);

const finishDraft = prepared(({ db, tables: { drafts } }) =>
  db
    .delete(drafts)
    .where(eq(drafts.id, given(drafts.id, 'id')))
    .returning({ id: drafts.id })
    .prepare('draft_finish'),
);

function draftFrom(row: Tables['drafts']['$inferSelect']): Draft {
  return { ...row, channel: row.channel ?? undefined };
}
