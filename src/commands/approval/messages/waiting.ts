// Asks whoever the grade names to decide on a course, with its papers and what has changed since the last time.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { cardOf, decideButtons, isDecidable } from '../_gate-view.ts';
import { rightToDecide, standingOf } from '../_standing.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'approval/waiting',
  words,
  async draw(facts, { reader, records, say, house, now }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course || !reader.person) return undefined;
    const standing = await standingOf(records, course);
    const actor = { person: reader.person.id, grants: reader.grants };
    // Decided on meanwhile, or graded anew so that another office decides.
    const isOver = standing.papers.approval?.standing === 'approved' || !isDecidable(standing);
    if (isOver || !rightToDecide(standing, actor).decide) return undefined;
    const reading = { say, house, records, language: reader.language };
    return [
      { paragraph: say('told.waiting', { title: value(course.title) }) },
      ...(await cardOf(standing, reading, reader.zone, now)),
      ...decideButtons(standing, actor, say, now),
    ];
  },
});
