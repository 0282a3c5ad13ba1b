// Tells of papers that end before their course begins, and of mitigations that are due or overdue.
import type { Answer } from '#bot/answer.ts';
import { defineJob } from '#jobs/job.ts';
import { mitigationReminders } from './_mitigations.ts';
import { paperReminders } from './_papers.ts';

export default defineJob({
  name: 'papers-expiry',
  everyMinutes: 30,
  async sweep(sweep): Promise<readonly Answer[]> {
    return [...(await paperReminders(sweep)), ...(await mitigationReminders(sweep))];
  },
});
