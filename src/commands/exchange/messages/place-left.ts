// Tells the coordinator that Attaché is in an organisation's workspace or server no more, and how that is mended.
import type { MessageFacts } from '#bot/answer.ts';
import { defineMessage, factText } from '#bot/message.ts';
import { type Text, value } from '#bot/text.ts';
import type { Say } from '#bot/words.ts';
import { type PlatformName, platformOf } from '#exchange/people.ts';
import { type Key, words } from '../words.ts';

export default defineMessage({
  name: 'exchange/place-left',
  words,
  async draw(facts, { reader, records, say }) {
    const place = factText(facts, 'place');
    const isCoordinator = reader.viewer.kind === 'person' && reader.viewer.roles.includes('coordinator');
    const left = (await records.places.left()).find((one) => one.place === place);
    const organisation = await records.organisations.byId(factText(facts, 'organisation'));
    // It may have been let in again meanwhile.
    if (!isCoordinator || !left || !organisation) return undefined;
    const tied = (await records.organisations.places()).find((one) => one.place === place);
    const installation = await records.installations.byPlace(left.place);
    const names = {
      place: value(tied?.name ?? installation?.name ?? place),
      organisation: value(organisation.name),
    };
    return [
      { paragraph: say(installation?.state === 'revoked' ? 'place-left.revoked' : 'place-left', names) },
      { paragraph: mend(facts, platformOf(left.place), say) },
      { paragraph: say('place-left.after') },
    ];
  },
});

/** Whoever lets it in again does so otherwise on each platform, and on Slack in each of two ways. */
function mend({ installAt }: MessageFacts, platform: PlatformName, say: Say<Key>): Text {
  if (platform !== 'slack') return say('place-left.invite');
  if (typeof installAt !== 'string') return say('place-left.byHand');
  return say('place-left.install', { address: [{ link: installAt, label: [installAt] }] });
}
