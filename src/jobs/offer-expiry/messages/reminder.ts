// Reminds a nominee that a seat waits for their answer, and until when.
import { defineMessage, factText } from '#bot/message.ts';
import { instant, value } from '#bot/text.ts';
import { type Button, route } from '#bot/view.ts';
import { standsUntil } from '#exchange/offers.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'offer-expiry/reminder',
  words,
  because: async () => 'takesPart',
  async draw(facts, { records, say, now }) {
    const nomination = await records.nominations.byId(factText(facts, 'nomination'));
    const course = nomination && (await records.courses.byId(nomination.course));
    if (nomination?.state !== 'offered' || !course) return undefined;
    // While it is held nobody can accept, and the offer does not end.
    if (course.state !== 'confirmed') return undefined;
    const [offer] = await records.offers.among([nomination.id], ['open']);
    if (!offer) return undefined;
    const until = standsUntil(offer, now);
    if (now >= until) return undefined;
    const title = value(course.title);
    const when = {
      until: instant(until, course.zone),
      left: instant(until, course.zone, 'relative'),
    };
    const buttons: readonly Button[] = [
      { label: say('accept'), route: route('nominate/answer/accept', nomination.id), look: 'primary' },
      { label: say('decline'), route: route('nominate/answer/decline', nomination.id) },
    ];
    return [
      { heading: say('heading') },
      { paragraph: say(facts.slot === 'extended' ? 'extended' : 'waiting', { title, ...when }) },
      { buttons },
    ];
  },
});
