// Tells a coordinator that a course has been proposed: its papers are next.
import { defineMessage } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { courseCard } from '../_card.ts';
import { lookButton } from '../_card-buttons.ts';
import { doublesView } from '../_doubles.ts';
import { courseOf, readerOf } from '../_message.ts';
import { waitingStates } from '../_states.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course/proposed',
  words,
  async draw(facts, desk) {
    const { records, say } = desk;
    const course = await courseOf(facts, desk);
    if (!course || !waitingStates.some((state) => state === course.state)) return undefined;
    const organisation = await records.organisations.byId(course.organisation);
    const proposer = await records.people.byId(course.proposedBy);
    return [
      {
        paragraph: say('proposed', {
          proposer: value(proposer?.name ?? '–'),
          organisation: value(organisation?.name ?? '–'),
          title: value(course.title),
        }),
      },
      { paragraph: say('proposed.next') },
      ...(await doublesView(course, desk)),
      ...(await courseCard(course, readerOf(desk))),
      {
        buttons: [
          { label: say('button.papers'), route: route('approval/show/of', course.id), look: 'primary' },
          lookButton(course.id, say),
        ],
      },
    ];
  },
});
