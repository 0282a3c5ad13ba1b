// The summary of what has closed, for the hub's room and the managers of the organisations concerned.
import { defineMessage, factText } from '#bot/message.ts';
import { subjectOf } from '../_evaluated.ts';
import { summaryView } from '../_summary.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'feedback/summary',
  words,
  async draw(facts, { reader, records, say, now }) {
    const subject = await subjectOf(records, factText(facts, 'course'));
    if (!subject || subject.course?.state === 'cancelled') return undefined;
    const { language, zone } = reader;
    return summaryView(subject, { records, say, language, zone, now });
  },
});
