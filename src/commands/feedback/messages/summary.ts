// The summary of a closed questionnaire, for the hub's room and the managers of the organisations concerned.
import { defineMessage, factText } from '#bot/message.ts';
import { summaryView } from '../_summary.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'feedback/summary',
  words,
  async draw(facts, { reader, records, say, house }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course || course.state === 'cancelled') return undefined;
    // Who reads a channel is its members' business: what only coordinators may see, they ask for themselves.
    const { language } = reader;
    return summaryView(course, { records, say, house, language, coordinates: false });
  },
});
