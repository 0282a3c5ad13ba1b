// Forgets forms that were left half filled: what somebody typed and never sent is not kept for ever.
import { defineJob } from '../job.ts';

/** Longer than any leave, and than most deadlines that a form is filled in for. */
const keptFor = 30 * 86_400_000;

export default defineJob({
  name: 'half-filled-forms',
  everyMinutes: 24 * 60,
  async sweep({ records, now }) {
    await records.drafts.forgetBefore(now - keptFor);
    return [];
  },
});
