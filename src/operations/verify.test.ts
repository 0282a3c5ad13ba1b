// npx attache verify summaries: what it says, and what it puts right.
import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { checkTallies } from '#store/records/feedback-tallies.ts';
import { sqliteConnection } from '#store/sqlite-connection.ts';
import type { Store } from '#store/store.ts';
import { type AskedTrainees, closesAt, openAskedTrainees } from '../../test/attacks/asked-trainees.ts';
import { reactionOf } from '../../test/support/reaction-round.ts';
import verify from './verify.ts';

describe('attache verify summaries', () => {
  let asked: AskedTrainees;
  let round: string;

  beforeEach(async () => {
    asked = await openAskedTrainees(7);
    round = reactionOf(asked.course.id);
    await asked.bench.arrange(async ({ feedback }) => {
      for (const [at, person] of asked.people.entries())
        await feedback.answer(round, person, { apply: (at % 5) + 1, obstacles: 'Time' });
    });
    asked.bench.clock.set(closesAt + 1);
    await asked.bench.sweep();
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await asked.bench.close();
  });

  function pastTheRecord(sql: string): void {
    const client = new Sqlite(asked.bench.file);
    client.exec(sql);
    client.close();
  }

  async function types(...typed: readonly string[]): Promise<string> {
    const printed: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
    const client = new Sqlite(asked.bench.file, { readonly: true });
    const verifySummaries = () => checkTallies(sqliteConnection(drizzle(client)));
    try {
      await verify(typed, {
        tools: () => ({ verifySummaries }),
        openRecord: async () => beside(asked.bench.store),
      });
    } catch (error) {
      printed.push(error instanceof Error ? error.message : String(error));
    } finally {
      client.close();
    }
    return printed.join('\n');
  }

  it('says that every summary agrees', async () => {
    expect(await types('summaries')).toBe(
      '7 released answers to 1 questionnaires were counted again: every summary agrees with them.',
    );
    expect(await types()).toContain('What is to be verified?');
    expect(await types('summaries', 'others')).toContain('one name too many');
  });

  it('names the round whose summary differs, and puts it right when asked to', async () => {
    pastTheRecord(`update feedback_tallies set tallies = '{"apply":[0,0,0,0,7]}'`);

    const found = await types('summaries');
    const mended = await types('summaries', '--rebuild');

    expect(found).toContain(`1 of the summaries say something else (${round})`);
    expect(found).toContain('npx attache verify summaries --rebuild');
    expect(mended).toContain(`put right: 1 (${round})`);
    expect(await types('summaries')).toContain('every summary agrees');
    const tally = await asked.bench.arrange(({ feedback }) => feedback.tally(round));
    expect(tally?.tallies.apply).toEqual([2, 2, 1, 1, 1]);
  });

  it('leaves alone what the retention of texts has emptied', async () => {
    asked.bench.clock.set(closesAt + 3 * 365 * 86_400_000);
    await asked.bench.arrange(({ retention }) => retention.purge('comments', asked.bench.clock.now(), 10));

    const verdict = await types('summaries');

    expect(verdict).toContain('every summary agrees');
    const tally = await asked.bench.arrange(({ feedback }) => feedback.tally(round));
    expect(tally?.tallies.obstacles).toEqual([7]);
  });
});

/** The bench goes on with its store. */
function beside(store: Store): Store {
  return {
    read: (viewer, work) => store.read(viewer, work),
    write: (act, work) => store.write(act, work),
    verifyAudit: () => store.verifyAudit(),
    work: store.work,
    close: async () => undefined,
  };
}
