// What was written in a round as it is read, and what is kept of it: how many people wrote on which theme.
import { type CommentCounts, countComments, type ReadComment, readComments } from '#exchange/comments.ts';
import { standardThemes } from '#exchange/standard-themes.ts';
import { type Theme, themesInUse } from '#exchange/themes.ts';
import type { RoundThemes } from '#store/records/themes.ts';
import type { Records } from '#store/store.ts';

/** The themes that are looked for now. */
export async function themesNow({ themes }: Records): Promise<readonly Theme[]> {
  return themesInUse(standardThemes, await themes.changed());
}

/** What has been released of a round, each comment with its language, its themes and for whom it is. */
export async function commentsOf(records: Records, round: string): Promise<readonly ReadComment[]> {
  const comments = await records.feedback.comments(round);
  if (comments.length === 0) return [];
  return readComments(comments, await themesNow(records), await namesAround(records, round));
}

/** Counts the comments of a round and keeps the numbers; false when nothing has been released. */
export async function countAnew(records: Records, round: string): Promise<boolean> {
  const tally = await records.feedback.tally(round);
  if (!tally) return false;
  const kept = await records.themes.ofRound(round);
  const counts = countComments(await commentsOf(records, round));
  // What was written may have been taken out since, when its time was over: the numbers stay.
  const counted = counts.wrote === 0 && kept ? kept.counts : counts;
  await records.themes.count(round, tally.released, counted);
  return true;
}

/** The numbers as they were kept, or counted now where more has been released since; undefined before anything is. */
export async function themesOf(records: Records, round: string): Promise<RoundThemes | undefined> {
  const tally = await records.feedback.tally(round);
  if (!tally) return undefined;
  const kept = await records.themes.ofRound(round);
  if (kept?.released === tally.released) return kept;
  const counts: CommentCounts = countComments(await commentsOf(records, round));
  return { released: tally.released, counts, paraphrases: kept?.paraphrases ?? {} };
}

const namesAtOnce = 1_000;

/** Of all members, and of those who were nominated for the course. */
async function namesAround(
  { people, feedback, nominations }: Records,
  id: string,
): Promise<readonly string[]> {
  const names: string[] = [];
  for (let skip = 0; ; skip += namesAtOnce) {
    const page = await people.members({ most: namesAtOnce, skip });
    names.push(...page.map((person) => person.name));
    if (page.length < namesAtOnce) break;
  }
  const round = await feedback.round(id);
  if (!round?.course) return names;
  const concerned = await nominations.concerned(round.course);
  const others = await people.byIds(concerned.flatMap(({ nominee, nominatedBy }) => [nominee, nominatedBy]));
  return [...names, ...others.map((person) => person.name)];
}
