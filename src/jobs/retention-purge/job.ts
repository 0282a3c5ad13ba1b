// Takes out every night what has been kept for as long as its rule says, and tells oversight of what kinds how many.

import type { MessageFacts } from '#bot/answer.ts';
import { holdersOf } from '#bot/holders.ts';
import { hubSetting } from '#bot/hub-setting.ts';
import { localDate } from '#exchange/local-time.ts';
import { retentionKinds, ruleOf } from '#exchange/retention.ts';
import { defineJob } from '../job.ts';

const day = 86_400_000;

/** Of each kind in one night, so that nobody waits for it; what is left goes in the next. */
const mostANight = 1_000;

export default defineJob({
  name: 'retention-purge',
  everyMinutes: 60,
  async sweep({ records, now }) {
    // Once a night, whatever wakes it, in the transaction of the purge: one that failed is tried again in an hour.
    if (!(await records.settings.takeSlot('retention-purge night', Math.floor(now / day)))) return [];
    const purged: Record<string, number> = {};
    for (const kind of retentionKinds) {
      const days = await hubSetting(records, ruleOf(kind));
      const number = await records.retention.purge(kind, now - days * day, mostANight);
      if (number === 0) continue;
      purged[kind] = number;
      purged[`${kind}.days`] = days;
    }
    if (Object.keys(purged).length === 0) return [];
    const facts: MessageFacts = purged;
    const overseers = await holdersOf(records, 'oversight', { now });
    return overseers.map((tell) => ({
      tell,
      message: 'retention-purge/purged',
      facts,
      key: `retention purge · ${localDate(now, 'UTC')}`,
      tooLateAt: now + 7 * day,
    }));
  },
});
