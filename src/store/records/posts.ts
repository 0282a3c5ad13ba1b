// Posts: messages that are living cards; each can be drawn again, on any platform, after a restart.
import { and, asc, eq, inArray, lt, lte, sql } from 'drizzle-orm';
import type { ChannelId } from '#exchange/people.ts';
import { prepared } from '../connection.ts';
import type { Tables } from '../tables.ts';
import type { RecordContext } from './context.ts';

export interface Post {
  readonly id: string;
  /** `course/card · c1`: the same card in many channels has one name. */
  readonly name: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  /** Drawn for this person, or else for the people of a channel. */
  readonly person: string | undefined;
  readonly channel: ChannelId | undefined;
  readonly organisation: string | undefined;
  readonly purpose: 'announcements' | 'managers' | undefined;
  readonly reference: string;
  /** Raised with every change of what it shows; drawn when `drawn` has caught up. */
  readonly wanted: number;
  readonly drawn: number;
  readonly notBefore: number;
  /** Since when nothing of it stands, because its readers may not see it; epoch milliseconds. */
  readonly takenBackAt: number | undefined;
}

export interface PostRecords {
  /** With `takenBackAt` nothing of it has ever stood: its readers may not see it yet. */
  add(
    post: Omit<Post, 'id' | 'wanted' | 'drawn' | 'notBefore' | 'takenBackAt'> & { takenBackAt?: number },
  ): Promise<void>;
  /** Marks every post of this name to be redrawn. */
  revise(name: string): Promise<void>;
  /** Those that are behind and due; nobody else gets them until `until`. */
  take(now: number, most: number, until: number): Promise<readonly Post[]>;
  /** Whether `take` would find any. */
  isStale(now: number): Promise<boolean>;
  /** Notes up to which revision it shows. */
  drawn(id: string, revision: number): Promise<void>;
  /** Its message is about to be taken away, or is gone: whatever comes of it, nothing is to stand there. */
  takeBack(id: string): Promise<void>;
  later(id: string, notBefore: number): Promise<void>;
  /** The message is gone from its channel. */
  remove(id: string): Promise<void>;
  named(name: string): Promise<readonly Post[]>;
}

export function postRecords(context: RecordContext): PostRecords {
  return {
    async add(post) {
      const { posts } = context.tables;
      const id = context.newId('pst');
      await context.db
        .insert(posts)
        .values({ ...post, id, wanted: 0, drawn: 0, notBefore: 0 })
        .onConflictDoNothing();
    },

    async revise(name) {
      const { posts } = context.tables;
      const rows = await context.db
        .update(posts)
        .set({ wanted: sql`${posts.wanted} + 1` })
        .where(eq(posts.name, name))
        .returning({ id: posts.id });
      context.offer('deliver', rows.length);
    },

    async take(now, most, until) {
      const { posts } = context.tables;
      const stale = and(lt(posts.drawn, posts.wanted), lte(posts.notBefore, now));
      const due = context.db
        .select({ id: posts.id })
        .from(posts)
        .where(stale)
        .orderBy(asc(posts.notBefore), asc(posts.id))
        .limit(most);
      const rows = await context.db
        .update(posts)
        .set({ notBefore: until })
        .where(and(inArray(posts.id, due), stale))
        .returning();
      return rows.map(postFrom);
    },

    async isStale(now) {
      const rows = await stalePost(context.connection).execute({ now });
      return rows.length > 0;
    },

    async drawn(id, revision) {
      const { posts } = context.tables;
      await context.db
        .update(posts)
        .set({ drawn: revision, notBefore: 0 })
        .where(and(eq(posts.id, id), lt(posts.drawn, revision)));
    },

    async takeBack(id) {
      const { posts } = context.tables;
      await context.db.update(posts).set({ takenBackAt: context.now }).where(eq(posts.id, id));
    },

    async later(id, notBefore) {
      const { posts } = context.tables;
      await context.db.update(posts).set({ notBefore }).where(eq(posts.id, id));
    },

    async remove(id) {
      const { posts } = context.tables;
      await context.db.delete(posts).where(eq(posts.id, id));
    },

    async named(name) {
      const { posts } = context.tables;
      const rows = await context.db.select().from(posts).where(eq(posts.name, name)).orderBy(asc(posts.id));
      return rows.map(postFrom);
    },
  };
}

function postFrom(row: Tables['posts']['$inferSelect']): Post {
  return {
    ...row,
    person: row.person ?? undefined,
    channel: row.channel ?? undefined,
    organisation: row.organisation ?? undefined,
    purpose: row.purpose ?? undefined,
    takenBackAt: row.takenBackAt ?? undefined,
  };
}

const stalePost = prepared(({ db, tables: { posts } }) =>
  db
    .select({ id: posts.id })
    .from(posts)
    .where(and(lt(posts.drawn, posts.wanted), lte(posts.notBefore, sql.placeholder('now'))))
    .limit(1)
    .prepare('stale_post'),
);
