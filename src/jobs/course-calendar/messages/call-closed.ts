// Tells a coordinator that a call has closed, and how many nominations wait.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course-calendar/call-closed',
  words,
  because: async () => 'coordinator',
  async draw(facts, { records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (course?.state !== 'call-closed' && course?.state !== 'selecting') return undefined;
    const counts = await records.nominations.counts(course.id);
    const waiting = counts.reduce((sum, one) => sum + one.open, 0);
    const free = Math.max(0, course.seats - course.granted);
    const lot = await records.seatRules.lot(course.id);
    return [
      { paragraph: say('callClosed', { title: value(course.title), waiting, free }) },
      { paragraph: say('callClosed.next', { start: day(course.startsOn) }) },
      ...(lot?.seed === undefined
        ? []
        : [
            {
              paragraph: say('callClosed.lot', { seed: value(lot.seed), commitment: value(lot.commitment) }),
            },
          ]),
      {
        buttons: [
          ...(waiting > 0
            ? [
                {
                  label: say('callClosed.plan'),
                  route: route('seats/propose/of', course.id),
                  look: 'primary' as const,
                },
              ]
            : []),
          {
            label: say('callClosed.button'),
            route: route('nominate/list/of', course.id),
          },
        ],
      },
    ];
  },
});
