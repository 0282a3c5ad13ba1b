// Posts: messages that are living cards; each can be drawn again, on any platform, after a restart.
import { and, asc, eq, lt, lte, sql } from 'drizzle-orm';
import type { ChannelId } from '#exchange/people.ts';
import type { RecordContext } from './context.ts';

export interface Post {
  readonly id: string;
  /** `course/card · c1`: the same card in many channels has one name. */
  readonly name: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  readonly channel: ChannelId;
  readonly organisation: string;
  readonly purpose: 'announcements' | 'managers';
  readonly reference: string;
  /** Raised with every change of what it shows; drawn when `drawn` has caught up. */
  readonly wanted: number;
  readonly drawn: number;
  readonly notBefore: number;
}

export interface PostRecords {
  add(post: Omit<Post, 'id' | 'wanted' | 'drawn' | 'notBefore'>): Promise<void>;
  /** Marks every post of this name to be redrawn. */
  revise(name: string): Promise<void>;
  /** Those that are behind and due. */
  stale(now: number, most: number): Promise<readonly Post[]>;
  /** Notes up to which revision it shows. */
  drawn(id: string, revision: number): Promise<void>;
  later(id: string, notBefore: number): Promise<void>;
  /** The message is gone from its channel. */
  remove(id: string): Promise<void>;
  named(name: string): Promise<readonly Post[]>;
}

export function postRecords(context: RecordContext): PostRecords {
  return {
    async add({ name, message, facts, channel, organisation, purpose, reference }) {
      const { posts } = context.tables;
      const id = context.newId('pst');
      await context.db
        .insert(posts)
        .values({
          id,
          name,
          message,
          facts,
          channel,
          organisation,
          purpose,
          reference,
          wanted: 0,
          drawn: 0,
          notBefore: 0,
        })
        .onConflictDoNothing();
    },

    async revise(name) {
      const { posts } = context.tables;
      await context.db
        .update(posts)
        .set({ wanted: sql`${posts.wanted} + 1` })
        .where(eq(posts.name, name));
    },

    async stale(now, most) {
      const { posts } = context.tables;
      return await context.db
        .select()
        .from(posts)
        .where(and(lt(posts.drawn, posts.wanted), lte(posts.notBefore, now)))
        .orderBy(asc(posts.notBefore), asc(posts.id))
        .limit(most);
    },

    async drawn(id, revision) {
      const { posts } = context.tables;
      await context.db
        .update(posts)
        .set({ drawn: revision, notBefore: 0 })
        .where(and(eq(posts.id, id), lt(posts.drawn, revision)));
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
      return await context.db.select().from(posts).where(eq(posts.name, name)).orderBy(asc(posts.id));
    },
  };
}
