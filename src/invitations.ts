// The addresses by which Attaché is let in, for an operator who has not started it: as its settings and Discord say.
import { invitation } from '#bot/platforms/discord/permissions.ts';
import { installAddress } from '#bot/platforms/slack/manifest.ts';
import type { Invitation } from '#bot/surroundings.ts';
import type { Config } from './config.ts';

const patience = 10_000;

/** Throws an error that is a sentence. */
export async function invitationsOf({ slack, discord }: Config): Promise<readonly Invitation[]> {
  const address = slack?.oauth && installAddress(slack.oauth.publicUrl);
  return [
    ...(address === undefined ? [] : [{ platform: 'slack', address } as const]),
    ...(discord ? [{ platform: 'discord', address: invitation(await applicationOf(discord)) } as const] : []),
  ];
}

/** Which application the token is of, Discord alone knows for sure. */
async function applicationOf({ token, apiUrl }: NonNullable<Config['discord']>): Promise<string> {
  const address = (apiUrl ?? 'https://discord.com/api').replace(/\/$/, '');
  const response = await fetch(`${address}/v10/applications/@me`, {
    headers: { authorization: `Bot ${token}`, 'user-agent': 'DiscordBot (https://attache.example, 1)' },
    signal: AbortSignal.timeout(patience),
  }).catch(() => undefined);
  if (response === undefined)
    throw new Error(`Discord cannot be reached at ${address}: check network, proxy and DISCORD_API_URL.`);
  if (response.status === 401)
    throw new Error('Discord refuses DISCORD_TOKEN: reset it on the page of the bot, and set the new one.');
  const answer: unknown = await response.json().catch(() => undefined);
  if (typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string')
    return answer.id;
  throw new Error(`Discord answers ${response.status}: look at discordstatus.com, and try again.`);
}
