// Tells those whose course it is what was decided, and why.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'approval/decided',
  words,
  async draw(facts, { reader, records, say, house }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course) return undefined;
    const look = { label: say('button.look'), route: route('approval/show/of', course.id) };
    const decision = (await records.decisions.of(course.id)).find((one) => one.number === facts.number);
    const title = value(course.title);
    // The proposer hears how it ended; papers, and the reasons for a decision on them, are for the hub.
    if (!decision) {
      if (course.proposedBy !== reader.person?.id) return undefined;
      const state = house(`courseState.${course.state}`);
      return [
        { paragraph: say('told.decidedPlain', { title, state }) },
        ...(course.reason === undefined
          ? []
          : [{ facts: [[say('field.reasons.label'), [value(course.reason)]]] } as const]),
        { buttons: [look] },
      ];
    }
    return [
      { paragraph: say('told.decided', { title, verdict: say(`verdict.${decision.verdict}`) }) },
      { facts: [[say('field.reasons.label'), [value(decision.reasons)]]] },
      { buttons: [look] },
    ];
  },
});
