// The summary in three lines, for the channels of announcements: read by everybody, so only of courses that everybody sees.
import { defineMessage, factText } from '#bot/message.ts';
import { subjectOf } from '../_evaluated.ts';
import { threeLines } from '../_summary-short.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'feedback/summary-lines',
  words,
  async draw(facts, { reader, records, say }) {
    const subject = await subjectOf(records, factText(facts, 'course'));
    if (!subject || subject.course?.state === 'cancelled') return undefined;
    return threeLines(subject, { records, say, language: reader.language });
  },
});
