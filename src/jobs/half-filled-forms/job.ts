// Forgets forms that were left half filled: what somebody typed and never sent is not kept for ever.
import { hubSetting } from '#bot/hub-setting.ts';
import { defineJob } from '../job.ts';

const day = 86_400_000;

export default defineJob({
  name: 'half-filled-forms',
  everyMinutes: 24 * 60,
  async sweep({ records, now }) {
    const days = await hubSetting(records, 'retention.drafts');
    await records.drafts.forgetBefore(now - days * day);
    return [];
  },
});
