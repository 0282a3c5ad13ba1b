// Tells a nominee that they have been nominated, by whom and for what, and asks whether they agree.
import { defineMessage, factText } from '#bot/message.ts';
import { courseStart } from '#exchange/course.ts';
import { isOpen } from '#exchange/nomination.ts';
import { ownNominationOf, ownNominationView } from '../_consent.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/nominated',
  words,
  async draw(facts, { reader, records, say, house, now }) {
    const found = await ownNominationOf(records, factText(facts, 'nomination'), reader.person?.id);
    if (!found || found.course?.state === 'cancelled') return undefined;
    // What stands against a nomination may be waived or corrected: they are asked meanwhile.
    if (!isOpen(found.nomination.state) && found.nomination.state !== 'ineligible') return undefined;
    // Somebody who joins late need not hear of what is over.
    if (found.course && now >= courseStart(found.course)) return undefined;
    return ownNominationView(found, say, house);
  },
});
