// Tells the liaison officer that a nominee does not agree to be nominated, and what they can do.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { nominatedOf, withdrawOrLook } from '../_nomination.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/not-agreed',
  words,
  async draw(facts, { records, say }) {
    const found = await nominatedOf(records, factText(facts, 'nomination'));
    if (found?.nomination.consent !== 'refused' || found.nomination.state === 'withdrawn') return undefined;
    if (found.course.state === 'cancelled') return undefined;
    const by = await records.people.byId(factText(facts, 'by'));
    const told = { by: value(by?.name ?? ''), name: value(found.name), title: value(found.course.title) };
    return [{ paragraph: say('told.not-agreed', told) }, withdrawOrLook(found.nomination, say)];
  },
});
