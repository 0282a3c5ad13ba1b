// Workspaces that let Attaché go, on the tour: one of an organisation, one of nobody's yet.
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';

export async function loseWorkspaces(tour: Tour, { vera, organisations }: Company): Promise<void> {
  const coordinator = await tour.person(vera.account);
  const losses = [
    ['slack:T71', 'uninstalled', organisations.guest],
    ['slack:T72', 'revoked', undefined],
  ] as const;
  for (const [place, how, organisation] of losses)
    await tour.arrange(async (records) => {
      if (organisation) await records.organisations.tie(place, organisation, undefined);
      await records.installations.keep({
        ...{ place, platform: 'slack', enterprise: undefined, installedBy: undefined },
        name: tour.wording.line('Accra Police', 80),
        botUser: 'U1',
        scopes: 'commands',
        sealed: { token: 'sealed', key: 'k1' },
      });
      await records.installations.end(place, how, {});
      await records.deliveries.add([
        {
          key: `workspace lost · ${place}`,
          message: 'exchange/workspace-lost',
          facts: { place, installAt: 'https://attache.example/slack/install' },
          person: coordinator,
          ...{ channel: undefined, organisation: undefined, purpose: undefined, post: undefined },
          tooLateAt: undefined,
        },
      ]);
    });
  await tour.deliver();
}
