// The stand-in of Discord as a process: one server for the REST API and the gateway, and people who use commands.
import { givenSettings, serve } from '../control.ts';
import { Crowd } from '../crowd.ts';
import { openDoor } from '../door.ts';
import { Ledger } from '../ledger.ts';
import { type DiscordLoad, type DiscordVerbs, discordDefaults, ids, type Used, userId } from './discord.ts';
import { makeGateway } from './gateway.ts';
import { makeRest } from './rest.ts';

const settings = givenSettings(discordDefaults);
const ledger = new Ledger();
const crowds = new Map<string, Crowd>();
/** Interaction ids go on over the stand-ins of one record. */
let interactions = BigInt(Date.now()) << 22n;

const rest = makeRest({
  settings,
  ledger,
  gatewayUrl: () => `${origin.replace('http', 'ws')}/gateway/`,
  responded: (token, withWords) => told(token, (crowd, number) => crowd.acknowledged(number, withWords)),
  followed: (token) => told(token, (crowd, number) => crowd.answered(number)),
});

const { server, port } = await openDoor((request) => rest.handle(request));
const origin = `http://127.0.0.1:${port}`;
const gateway = makeGateway(server, () => origin, settings);

/** A token names the crowd and the number of what was typed: `main.17`. */
function told(token: string, tell: (crowd: Crowd, number: number) => void): void {
  const [name = '', number] = token.split('.');
  const crowd = crowds.get(name);
  if (crowd) tell(crowd, Number(number));
}

function interaction(used: Used, user: string, token: string): object {
  interactions += 1n;
  const options = Object.entries(used.options ?? {}).map(([name, value]) => ({ type: 3, name, value }));
  return {
    id: interactions.toString(),
    application_id: ids.application,
    type: 2,
    token,
    version: 1,
    guild_id: ids.guild,
    guild: { id: ids.guild, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    channel_id: ids.channel,
    channel: { id: ids.channel, type: 0, guild_id: ids.guild, name: 'bench' },
    locale: 'en-GB',
    app_permissions: '2147483647',
    context: 0,
    entitlements: [],
    authorizing_integration_owners: { 0: ids.guild },
    attachment_size_limit: 10_485_760,
    member: {
      user: {
        id: user,
        username: `officer-${user}`,
        global_name: 'Officer',
        discriminator: '0',
        avatar: null,
      },
      nick: null,
      roles: [],
      joined_at: '2026-01-01T00:00:00.000Z',
      permissions: '2147483648',
      deaf: false,
      mute: false,
      flags: 0,
      pending: false,
    },
    data: {
      id: rest.commandId(used.root),
      name: used.root,
      type: 1,
      options: [{ type: 1, name: used.subcommand, options }],
    },
  };
}

function run(load: DiscordLoad): ReturnType<Crowd['run']> {
  const name = load.crowd ?? 'main';
  const crowd = crowds.get(name) ?? new Crowd();
  crowds.set(name, crowd);
  const send = (number: number) => {
    const used = load.commands[number % load.commands.length];
    const user = userId(1 + (number % load.people));
    if (used) gateway.dispatch('INTERACTION_CREATE', interaction(used, user, `${name}.${number}`));
  };
  return crowd.run(load, send, load.keepTimes);
}

serve<DiscordVerbs>({
  apiUrl: () => `${origin}/api`,
  connections: () => gateway.connected(),
  gatewayLog: () => gateway.log,
  load: run,
  tally: () => ledger.tally(),
  timeline: ({ stepMs }) => ledger.timeline(stepMs),
  forget: () => {
    ledger.forget();
    return null;
  },
  setLatency: ({ ms }) => {
    rest.latencyMs = ms;
    return null;
  },
});
