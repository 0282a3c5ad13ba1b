// Sends each digest when its reader wants it: to managers their own people, to the hub the month, to oversight the week.
import type { Answer, MessageFacts } from '#bot/answer.ts';
import { digestReaders } from '#bot/digest-readers.ts';
import { digestDue, periodOf } from '#exchange/digests.ts';
import { defineJob } from '#jobs/job.ts';

export default defineJob({
  name: 'digests',
  everyMinutes: 10,
  async sweep({ records, now }) {
    const all = await digestReaders(records, now);
    return all.flatMap((reader): readonly Answer[] => {
      const { digest, plan, zone, channel, organisation } = reader;
      const due = digestDue(plan, reader, now);
      if (!due || plan.rhythm === 'never') return [];
      const { from, until } = periodOf(plan.rhythm, due.due, zone);
      const facts: MessageFacts = { from, until, language: plan.language ?? null };
      const said = { facts, key: `digest · ${digest} · ${due.slot}`, tooLateAt: due.tooLateAt };
      if (channel === undefined) return [{ ...said, tell: reader.reader, message: messages[digest] }];
      return organisation === undefined
        ? []
        : [{ ...said, announce: channel, organisation, purpose: 'managers', message: messages[digest] }];
    });
  },
});

/** Where they are drawn: beside the command that shows them at any time. */
const messages = {
  people: 'report/digest-people',
  hub: 'report/digest-hub',
  oversight: 'report/digest-oversight',
} as const;
