// Deputies: who stands in for whom, in which role, from when until when.
import { and, asc, eq, gt, lte, type SQL } from 'drizzle-orm';
import type { Role } from '#exchange/people.ts';
import { amongIds, given, idsIn, placesFor, prepared, preparedFor } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

export interface Deputy {
  readonly id: string;
  readonly principal: string;
  readonly deputy: string;
  /** Undefined with its scope: in everything that can be deputised. */
  readonly role: Role | undefined;
  readonly scope: string | undefined;
  /** Epoch milliseconds, the end excluded: whole days in `zone`, the principal's. */
  readonly from: number;
  readonly until: number;
  readonly zone: string;
}

export interface DeputyRecords {
  name(deputy: Omit<Deputy, 'id'>): Promise<Deputy>;
  byId(id: string): Promise<Deputy | undefined>;
  /** True for whoever ends it. */
  end(id: string): Promise<boolean>;
  /** Those not over at an instant, the first to begin first: of one principal, of one deputy, or all. */
  list(narrow: {
    principal?: string | undefined;
    deputy?: string | undefined;
    endsAfter: number;
  }): Promise<readonly Deputy[]>;
  /** Those who stand in for any of these people at an instant. */
  standingIn(principals: readonly string[], at: number): Promise<readonly Deputy[]>;
}

export function deputyRecords(context: RecordContext): DeputyRecords {
  return {
    async name(named) {
      const { deputies } = context.tables;
      const id = context.newId('dep');
      const [row] = await context.db
        .insert(deputies)
        .values({ ...named, id })
        .returning();
      if (row === undefined) throw new Error('The deputy was not kept.');
      const { deputy, role, scope, from, until } = row;
      context.audit('deputy.name', row.principal, { id, deputy, role, scope, from, until });
      return deputyFrom(row);
    },

    async byId(id) {
      const [row] = await deputyById(context.connection).execute({ id });
      return row && deputyFrom(row);
    },

    async end(id) {
      const { deputies } = context.tables;
      const [row] = await context.db.delete(deputies).where(eq(deputies.id, id)).returning();
      if (row !== undefined) context.audit('deputy.end', row.principal, { id, deputy: row.deputy });
      return row !== undefined;
    },

    async list({ principal, deputy, endsAfter }) {
      const { deputies } = context.tables;
      const narrowed: (SQL | undefined)[] = [
        gt(deputies.until, endsAfter),
        principal === undefined ? undefined : eq(deputies.principal, principal),
        deputy === undefined ? undefined : eq(deputies.deputy, deputy),
      ];
      const rows = await context.db
        .select()
        .from(deputies)
        .where(and(...narrowed))
        .orderBy(asc(deputies.from), asc(deputies.id));
      return rows.map(deputyFrom);
    },

    async standingIn(principals, at) {
      if (principals.length === 0) return [];
      const wanted = [...new Set(principals)];
      const places = placesFor(wanted);
      const rows = await deputiesStandingIn(context.connection, places).execute({
        ...idsIn(wanted, places),
        at,
      });
      return rows.map(deputyFrom);
    },
  };
}

const deputyById = prepared(({ db, tables: { deputies } }) =>
  db
    .select()
    .from(deputies)
    .where(eq(deputies.id, given(deputies.id, 'id')))
    .prepare('deputy_by_id'),
);

const deputiesStandingIn = preparedFor(
  'deputies_standing_in',
  ({ db, tables: { deputies } }, name, places: number) =>
    db
      .select()
      .from(deputies)
      .where(
        and(
          amongIds(deputies.principal, places),
          lte(deputies.from, given(deputies.from, 'at')),
          gt(deputies.until, given(deputies.until, 'at')),
        ),
      )
      .orderBy(asc(deputies.from), asc(deputies.id))
      .prepare(name),
);

function deputyFrom({ role, scope, ...row }: Tables['deputies']['$inferSelect']): Deputy {
  return { ...row, role: role ?? undefined, scope: scope ?? undefined };
}
