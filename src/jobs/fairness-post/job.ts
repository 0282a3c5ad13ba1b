// Posts how even the seats are on the first working day of a month: whole to the hub, to each organisation its own row.
import type { Answer } from '#bot/answer.ts';
import { postDue } from '#exchange/fairness-post.ts';
import { officeHoursIn } from '#exchange/office-hours.ts';
import { defineJob } from '#jobs/job.ts';

export default defineJob({
  name: 'fairness-post',
  everyMinutes: 10,
  async sweep({ records, now }) {
    const hub = await records.organisations.hub();
    const post = hub && postDue(now, hub.zone, officeHoursIn(hub.country).isWorkingDay);
    if (!post) return [];
    const channels = await records.organisations.channels({ purpose: 'managers' });
    return channels.map(
      ({ channel, organisation }): Answer => ({
        announce: channel,
        organisation,
        purpose: 'managers',
        message: organisation === hub.id ? 'seats/fairness-full' : 'seats/fairness-own',
        facts: { month: post.month },
        key: `fairness · ${post.month} · ${organisation}`,
        tooLateAt: post.tooLateAt,
      }),
    );
  },
});
