// npx attache invite: prints the addresses by which a workspace or server lets Attaché in, with what they ask for.
import type { House } from './operation.ts';

const places = {
  slack: 'a Slack workspace',
  discord: 'a Discord server',
  practice: 'the practice room',
} as const;

export default async function invite(_rest: readonly string[], house: House): Promise<void> {
  const invitations = await house.invitations();
  for (const { platform, address } of invitations) console.log(`Into ${places[platform]}: ${address}`);
  if (invitations.some(({ platform }) => platform === 'discord')) {
    console.log('On Discord it asks for:');
    for (const { reason } of house.discordPermissions) console.log(`- ${reason}`);
  }
  if (invitations.length === 0)
    throw new Error(
      'There is no address to give: set DISCORD_TOKEN, or SLACK_CLIENT_ID and what goes with it; or install the Slack app by hand.',
    );
  console.log('Then somebody there types /exchange join with the code of the organisation.');
}
