// Reminds the coordinator that a vetting ends before a course for which it is needed: state and day, and nothing else.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { aboutOf } from '../_about.ts';
import { dependsOnIt } from '../_vettings.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'eligibility/vetting-ends',
  words,
  async because() {
    return 'coordinator';
  },
  async draw(facts, desk) {
    const about = await aboutOf(factText(facts, 'nomination'), desk);
    if (!about) return undefined;
    const { nomination, course, name } = about;
    const { records, say } = desk;
    const validUntil = factText(facts, 'validUntil');
    const vetting = (await records.vettings.ofPeople([nomination.nominee])).get(nomination.nominee);
    // Another one has been recorded, or nobody depends on it any more.
    if (vetting?.validUntil !== validUntil) return undefined;
    if ((await dependsOnIt(records, nomination.nominee, validUntil)) === undefined) return undefined;
    return [
      {
        paragraph: say('vettingEnds', {
          name: value(name),
          until: day(validUntil),
          title: value(course.title),
          starts: day(course.startsOn),
        }),
      },
      {
        buttons: [
          { label: say('vet'), route: route('nominate/vet/start', nomination.nominee), look: 'primary' },
        ],
      },
    ];
  },
});
