// Tells a nominee what a confirmed plan means for them, and on which ground.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { codeOf, groundText } from '../_grounds.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'seats/own-outcome',
  words,
  async draw(facts, { records, say, now }) {
    const nomination = await records.nominations.byId(factText(facts, 'nomination'));
    const course = nomination && (await records.courses.byId(nomination.course));
    if (!course || course.state === 'cancelled' || now >= courseStart(course)) return undefined;
    const outcome = await records.seatPlans.outcome(nomination.id);
    if (outcome === undefined || outcome.plan.id !== facts.plan) return undefined;
    // What was decided since is told by whoever decided it.
    if (nomination.state !== 'selected' && nomination.state !== 'reserve' && nomination.state !== 'offered')
      return undefined;
    const { by } = outcome.row;
    const days = { title: value(course.title), starts: day(course.startsOn), ends: day(course.endsOn) };
    if (by === null) {
      return [
        { heading: say('told.reserve.title') },
        { paragraph: say('told.reserve', { ...days, place: nomination.reservePlace ?? 1 }) },
        { paragraph: say('told.why', { why: say('told.reserve.why'), code: codeOf(by) }) },
        {
          buttons: [{ label: say('button.appeal'), route: route('select/outcome/appeal', nomination.id) }],
        },
      ];
    }
    return [
      { heading: say('told.selected.title') },
      { paragraph: say('told.selected', days) },
      { paragraph: say('told.why', { why: groundText(say, by), code: codeOf(by) }) },
    ];
  },
});
