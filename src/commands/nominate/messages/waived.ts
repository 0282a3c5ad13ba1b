// Tells whoever asked, and the liaison officer, that an approver has waived a rule for their nominee.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { isWaivable } from '#exchange/eligibility.ts';
import { nominatedOf } from '../_nomination.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/waived',
  words,
  async draw(facts, { records, say, house }) {
    const found = await nominatedOf(records, factText(facts, 'nomination'));
    const rule = factText(facts, 'rule');
    if (!found || !isWaivable(rule) || found.nomination.state === 'withdrawn') return undefined;
    const about = {
      name: value(found.name),
      title: value(found.course.title),
      rule: house(`rule.${rule}`),
    };
    return [
      { paragraph: say('told.waived', about) },
      { buttons: [{ label: say('check.show'), route: route('nominate/check/one', found.nomination.id) }] },
    ];
  },
});
