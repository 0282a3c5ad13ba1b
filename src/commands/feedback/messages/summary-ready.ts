// Tells whoever proposed the course, and coordinators without a channel, that the summary can be read.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { roundIdOf } from '#exchange/questionnaire.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'feedback/summary-ready',
  words,
  async because(facts, { reader, records }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    return course?.proposedBy === reader.person?.id ? 'runs' : 'coordinator';
  },
  async draw(facts, { records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    const round = course && (await records.feedback.round(roundIdOf(course.id)));
    if (!course || course.state === 'cancelled' || round?.state !== 'closed') return undefined;
    const { answered, invited } = await records.feedback.participation(round.id);
    const released = await records.feedback.tally(round.id);
    const sentence = released ? 'ready' : 'ready.few';
    return [
      { paragraph: say(sentence, { title: value(course.title), answered, invited }) },
      {
        buttons: [
          { label: say('ready.show'), route: route('feedback/summary/show', course.id), look: 'primary' },
        ],
      },
    ];
  },
});
