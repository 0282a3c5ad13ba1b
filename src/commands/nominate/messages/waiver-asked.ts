// Tells an approver that somebody asks for a rule to be waived, for whom, and on what evidence it fails.
import { verdictsOf } from '#bot/eligibility.ts';
import { defineMessage, factText } from '#bot/message.ts';
import { failureText } from '#bot/say-eligibility.ts';
import { value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { localDate } from '#exchange/local-time.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'nominate/waiver-asked',
  words,
  async draw(facts, { reader, records, say, house, now }) {
    const [id, rule] = [factText(facts, 'nomination'), factText(facts, 'rule')];
    const waiver = (await records.waivers.of([id])).find((one) => one.rule === rule);
    if (!waiver || waiver.signedBy !== null || waiver.about.state === 'withdrawn') return undefined;
    const course = await records.courses.byId(waiver.about.course);
    const verdict = course && (await verdictsOf(records, course, [waiver.about], now)).get(id);
    const failure = verdict?.find((one) => one.rule === rule);
    // It has been met meanwhile, and nobody needs to lift it.
    if (!course || !failure) return undefined;
    const [nominee, by] = await Promise.all([
      records.people.byId(waiver.about.nominee),
      records.people.byId(waiver.askedBy),
    ]);
    const about = {
      name: value(nominee?.name ?? ''),
      title: value(course.title),
      by: value(by?.name ?? ''),
      rule: house(`rule.${waiver.rule}`),
    };
    const today = localDate(now, course.zone);
    return [
      { heading: say('told.waiverAsked.title') },
      { paragraph: say('waive.about', about) },
      { paragraph: failureText(failure, { house, language: reader.language, today }) },
      {
        buttons: [
          {
            label: say('button.waive'),
            route: route('nominate/waive/start', id, waiver.rule),
            look: 'primary',
          },
        ],
      },
    ];
  },
});
