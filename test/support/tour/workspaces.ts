// Workspaces that let Attaché go, on the tour: two that installed it by themselves, and one where it was installed by hand.
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';

const losses = [
  ['slack:T71', 'uninstalled'],
  ['slack:T72', 'revoked'],
] as const;

export async function loseWorkspaces(tour: Tour, { vera, organisations }: Company): Promise<void> {
  const coordinator = await tour.person(vera.account);
  const organisation = organisations.guest;
  for (const [place, how] of losses)
    await tour.arrange(async (records) => {
      await records.organisations.tie(place, organisation, tour.wording.line('Accra Police', 80));
      await records.installations.keep({
        ...{ place, platform: 'slack', enterprise: undefined, installedBy: undefined },
        name: tour.wording.line('Accra Police', 80),
        botUser: 'U1',
        scopes: 'commands',
        sealed: { token: 'sealed', key: 'k1' },
      });
      await records.installations.end(place, how, {});
      await records.places.leave(place);
      await records.deliveries.add([
        {
          key: `place left · ${place}`,
          message: 'exchange/place-left',
          facts: { place, organisation, installAt: 'https://attache.example/slack/install' },
          person: coordinator,
          ...{ channel: undefined, organisation: undefined, purpose: undefined, post: undefined },
          tooLateAt: undefined,
        },
      ]);
    });
  await tour.arrange((records) => records.organisations.tie('slack:T73', organisation, undefined));
  await tour.placeLeft({ key: 'tour:by hand', place: 'slack:T73' });
  await tour.deliver();
}
