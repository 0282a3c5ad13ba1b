// What a message is about, in words: its kind, and the title of its course or symposium where the reader may see it.
import type { MessageFacts } from '#bot/answer.ts';
import { type HouseKey, type HouseSay, houseWords } from '#bot/house-words.ts';
import type { Records } from '#store/store.ts';

/** The kind of a message, such as “Cancellation of a course”; one that another version of Attaché wrote has no name. */
export function kindOf(message: string, house: HouseSay) {
  return house(keyOr('message', message));
}

/** The task of a job, such as “Reminders before nominations close”. */
export function taskOf(job: string, house: HouseSay) {
  return house(keyOr('job', job));
}

function keyOr(group: 'message' | 'job', name: string): HouseKey {
  const key = `${group}.${name}`;
  return houseWords.has(key) ? key : `${group}.other`;
}

/** With the eyes that the records are seen with; undefined where they see no course or symposium in it. */
export async function titleOf(records: Records, facts: MessageFacts): Promise<string | undefined> {
  const { course, nomination, edition } = facts;
  if (typeof edition === 'string') return (await records.symposia.byId(edition))?.title;
  const ofNomination =
    typeof nomination === 'string' ? (await records.nominations.byId(nomination))?.course : undefined;
  const id = typeof course === 'string' ? course : ofNomination;
  return id === undefined ? undefined : (await records.courses.byId(id))?.title;
}
