// Tells whoever runs the course or the event, and coordinators without a channel, that a questionnaire has closed.
import { askedAbout } from '#bot/asked-about.ts';
import { defineMessage } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'feedback/summary-ready',
  words,
  async because({ course, edition }, { reader, records }) {
    const about = await askedAbout(records, { course: textOf(course), edition: textOf(edition) });
    const runs = about?.course?.proposedBy ?? about?.edition?.plannedBy;
    return runs !== undefined && runs === reader.person?.id && about?.course ? 'runs' : 'coordinator';
  },
  async draw({ course, edition }, { records, say }) {
    const about = await askedAbout(records, { course: textOf(course), edition: textOf(edition) });
    if (!about || about.course?.state === 'cancelled') return undefined;
    // What a test before the course says, it says beside the one after it.
    const closed = (await records.feedback.of(about.id)).filter(
      ({ set, state }) => state === 'closed' && set !== 'pre-test',
    );
    const round = closed.find(({ set }) => set === 'reaction') ?? closed.at(-1);
    if (!round) return undefined;
    const facts = { title: value(about.title), ...(await records.feedback.participation(round.id)) };
    if (!about.course) return [{ paragraph: say('ready.event', facts) }];
    const released = await records.feedback.tally(round.id);
    return [
      { paragraph: say(released ? 'ready' : 'ready.few', facts) },
      {
        buttons: [
          { label: say('ready.show'), route: route('feedback/summary/show', about.id), look: 'primary' },
        ],
      },
    ];
  },
});

function textOf(fact: unknown): string | null {
  return typeof fact === 'string' ? fact : null;
}
