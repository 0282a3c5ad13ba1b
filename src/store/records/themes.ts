// Themes of free text: what people changed of them, and of each round how many wrote on which, and what they meant.
import { and, asc, eq, isNull, ne, or } from 'drizzle-orm';
import type { CommentCounts } from '#exchange/comments.ts';
import type { Paraphrase, Theme } from '#exchange/themes.ts';
import { given, prepared } from '../connection.ts';
import type { RecordContext } from './context.ts';
import { seesCourse } from './eyes.ts';

export interface ChangedTheme extends Theme {
  /** Not looked for any more. */
  readonly dropped: boolean;
}

/** What is kept of the comments of a round: nothing of what they say. */
export interface RoundThemes {
  /** How many answers had been released when they were counted. */
  readonly released: number;
  readonly counts: CommentCounts;
  /** By theme. */
  readonly paraphrases: Readonly<Record<string, Paraphrase>>;
}

export interface ThemeRecords {
  /** By id. */
  changed(): Promise<readonly ChangedTheme[]>;
  /** Changes one, or adds one without an id; says which. */
  set(theme: Omit<ChangedTheme, 'id'> & { readonly id: string | undefined }): Promise<string>;
  /** Undefined until its comments were counted. */
  ofRound(round: string): Promise<RoundThemes | undefined>;
  count(round: string, released: number, counts: CommentCounts): Promise<void>;
  /** What people meant on a theme; an empty one takes it away. */
  paraphrase(round: string, theme: string, wording: Paraphrase): Promise<void>;
  /** Rounds of which more has been released than was counted. */
  uncounted(most: number): Promise<readonly string[]>;
}

export function themeRecords(context: RecordContext): ThemeRecords {
  async function seesRound(round: string): Promise<boolean> {
    const [row] = await courseOfRound(context.connection).execute({ round });
    return row !== undefined && (row.course === null || (await seesCourse(context, row.course)));
  }

  return {
    async changed() {
      return await changedThemes(context.connection).execute();
    },

    async set({ id: known, names, keywords, dropped }) {
      const { themes } = context.tables;
      const id = known ?? context.newId('thm');
      const kept = { names, keywords, dropped };
      await context.db
        .insert(themes)
        .values({ id, ...kept })
        .onConflictDoUpdate({ target: themes.id, set: kept });
      context.audit('theme.set', id, { dropped });
      return id;
    },

    async ofRound(round) {
      if (!(await seesRound(round))) return undefined;
      const [row] = await countsOfRound(context.connection).execute({ round });
      if (row === undefined) return undefined;
      const worded = await paraphrasesOfRound(context.connection).execute({ round });
      return {
        released: row.released,
        counts: row.counts,
        paraphrases: Object.fromEntries(worded.map(({ theme, paraphrase }) => [theme, paraphrase])),
      };
    },

    async count(round, released, counts) {
      const { commentCounts } = context.tables;
      const kept = { released, counts };
      await context.db
        .insert(commentCounts)
        .values({ round, ...kept })
        .onConflictDoUpdate({ target: commentCounts.round, set: kept });
      context.audit('feedback.count', round, { released, wrote: counts.wrote });
    },

    async paraphrase(round, theme, wording) {
      const { roundThemes } = context.tables;
      const languages = Object.keys(wording).toSorted();
      if (languages.length === 0) {
        const gone = await context.db
          .delete(roundThemes)
          .where(and(eq(roundThemes.round, round), eq(roundThemes.theme, theme)))
          .returning({ theme: roundThemes.theme });
        if (gone.length === 0) return;
      } else {
        await context.db
          .insert(roundThemes)
          .values({ round, theme, paraphrase: wording })
          .onConflictDoUpdate({
            target: [roundThemes.round, roundThemes.theme],
            set: { paraphrase: wording },
          });
      }
      context.audit('feedback.paraphrase', round, { theme, languages: languages.join(' ') });
    },

    async uncounted(most) {
      const { commentCounts, feedbackTallies } = context.tables;
      const rows = await context.db
        .select({ round: feedbackTallies.round })
        .from(feedbackTallies)
        .leftJoin(commentCounts, eq(commentCounts.round, feedbackTallies.round))
        .where(or(isNull(commentCounts.round), ne(commentCounts.released, feedbackTallies.released)))
        .orderBy(asc(feedbackTallies.round))
        .limit(most);
      return rows.map(({ round }) => round);
    },
  };
}

const changedThemes = prepared(({ db, tables: { themes } }) =>
  db.select().from(themes).orderBy(asc(themes.id)).prepare('themes_changed'),
);

const courseOfRound = prepared(({ db, tables: { feedbackRounds } }) =>
  db
    .select({ course: feedbackRounds.course })
    .from(feedbackRounds)
    .where(eq(feedbackRounds.id, given(feedbackRounds.id, 'round')))
    .prepare('course_of_round'),
);

const countsOfRound = prepared(({ db, tables: { commentCounts } }) =>
  db
    .select()
    .from(commentCounts)
    .where(eq(commentCounts.round, given(commentCounts.round, 'round')))
    .prepare('comment_counts_of'),
);

const paraphrasesOfRound = prepared(({ db, tables: { roundThemes } }) =>
  db
    .select()
    .from(roundThemes)
    .where(eq(roundThemes.round, given(roundThemes.round, 'round')))
    .orderBy(asc(roundThemes.theme))
    .prepare('round_themes_of'),
);
