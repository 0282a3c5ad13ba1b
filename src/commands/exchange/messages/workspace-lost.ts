// Tells the coordinator that a workspace has let Attaché go, what that means, and how it comes back.
import { defineMessage, factText } from '#bot/message.ts';
import { command, value } from '#bot/text.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'exchange/workspace-lost',
  words,
  async draw(facts, { reader, records, say }) {
    const { viewer } = reader;
    if (viewer.kind !== 'person' || !viewer.roles.includes('coordinator')) return undefined;
    const place = await records.installations.byPlace(factText(facts, 'place') as `slack:${string}`);
    // Installed again before this could leave: there is nothing to mend any more.
    if (!place || place.state === 'installed') return undefined;
    const organisation = await records.organisations.of(place.place, undefined);
    const workspace = value(place.name);
    return [
      {
        heading: say(
          place.state === 'uninstalled' ? 'workspace-lost.uninstalled' : 'workspace-lost.revoked',
          { workspace },
        ),
      },
      {
        paragraph: organisation
          ? say('workspace-lost.organisation', { organisation: value(organisation.name) })
          : say('workspace-lost.nobody'),
      },
      {
        paragraph: say('workspace-lost.mend', {
          address: value(factText(facts, 'installAt')),
          undelivered: command('exchange undelivered'),
        }),
      },
    ];
  },
});
