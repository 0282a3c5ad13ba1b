// Tells somebody who attended what came of what the participants said: “you said”, “we did”.
import { defineMessage, factText } from '#bot/message.ts';
import { subjectOf } from '../_evaluated.ts';
import { whatCameOfIt } from '../_summary-short.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'feedback/we-did',
  words,
  because: async () => 'attended',
  async draw(facts, { reader, records, say }) {
    const subject = await subjectOf(records, factText(facts, 'course'));
    if (!subject || subject.course?.state === 'cancelled') return undefined;
    return whatCameOfIt(subject, { records, say, language: reader.language });
  },
});
