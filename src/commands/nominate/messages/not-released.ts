// Tells the liaison officer that a manager does not let a nominee go, and what they can do.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { nominatedOf, withdrawOrLook } from '../_nomination.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/not-released',
  words,
  async draw(facts, { records, say }) {
    const found = await nominatedOf(records, factText(facts, 'nomination'));
    if (found?.nomination.release !== 'refused' || found.nomination.state === 'withdrawn') return undefined;
    if (found.course.state === 'cancelled') return undefined;
    const by = await records.people.byId(factText(facts, 'by'));
    const told = { by: value(by?.name ?? ''), name: value(found.name), title: value(found.course.title) };
    return [{ paragraph: say('told.not-released', told) }, withdrawOrLook(found.nomination, say)];
  },
});
