// Asks a manager whether they let one of their people go to a course.
import { defineMessage, factText } from '#bot/message.ts';
import { courseStart } from '#exchange/course.ts';
import { isOpen } from '#exchange/nomination.ts';
import { nominatedOf } from '../_nomination.ts';
import { releaseView } from '../_release.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/release-asked',
  words,
  async draw(facts, { records, say, house, now }) {
    const found = await nominatedOf(records, factText(facts, 'nomination'));
    // Another manager may have been quicker, and somebody who joins late need not hear of what is over.
    if (found?.nomination.release !== 'asked') return undefined;
    // What stands against a nomination may be waived or corrected: they are asked meanwhile.
    if (!isOpen(found.nomination.state) && found.nomination.state !== 'ineligible') return undefined;
    if (found.course.state === 'cancelled' || now >= courseStart(found.course)) return undefined;
    return releaseView(found, say, house);
  },
});
