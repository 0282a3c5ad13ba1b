// A client without manners, for tests of the emulator itself: plain fetch and a plain WebSocket.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { DiscordEmulator } from './discord-emulator.ts';
import type { Interaction } from './interaction.ts';
import { type Json, type JsonObject, objectIn, parseJson } from './json.ts';

export type RawAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonObject;
  readonly json: Json;
};

export async function call(
  discord: DiscordEmulator,
  method: string,
  path: string,
  body?: Json | FormData,
  authorization = `Bot ${discord.token}`,
): Promise<RawAnswer> {
  const isForm = body instanceof FormData;
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: {
      authorization,
      ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const json = text === '' ? null : parseJson(text);
  return { status: response.status, headers: response.headers, body: objectIn(json), json };
}

/** Answers an interaction: `answer(discord, interaction, 4, { content: 'Hello' })`. */
export function answer(
  discord: DiscordEmulator,
  to: Interaction,
  type: number,
  data?: JsonObject,
  query = '',
): Promise<RawAnswer> {
  const body = data === undefined ? { type } : { type, data };
  return call(discord, 'POST', `/interactions/${to.id}/${to.record.token}/callback${query}`, body, '');
}

export function webhook(discord: DiscordEmulator, to: Interaction, rest = ''): string {
  return `/webhooks/${discord.applicationId}/${to.record.token}${rest}`;
}

export async function register(discord: DiscordEmulator, ...commands: JsonObject[]): Promise<RawAnswer> {
  return call(discord, 'PUT', `/applications/${discord.applicationId}/commands`, commands);
}

export const ask: JsonObject = { name: 'ask', description: 'Ask for something', type: 1 };

/** A server with a channel and two people, and one command `/ask`. */
export async function smallWorld(discord: DiscordEmulator) {
  const amina = discord.addUser({ name: 'Amina' });
  const karim = discord.addUser({ name: 'Karim' });
  const guild = discord.addGuild({ name: 'Accra', owner: amina });
  discord.join(karim, guild);
  const channel = discord.addChannel(guild, { name: 'courses' });
  await register(discord, ask);
  return { amina, karim, guild, channel, messages: `/channels/${channel.id}/messages` };
}

export class RawGateway {
  readonly received: JsonObject[] = [];
  readonly socket: WebSocket;
  closeCode: number | undefined;
  #look: () => void = () => {};

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.on('message', (data) => {
      this.received.push(objectIn(parseJson(String(data))));
      this.#look();
    });
    this.socket.on('close', (code) => {
      this.closeCode = code;
      this.#look();
    });
    this.socket.on('error', () => {});
  }

  static async open(discord: DiscordEmulator, query = '?v=10&encoding=json'): Promise<RawGateway> {
    const gateway = new RawGateway(`${discord.world.origin.replace('http', 'ws')}/gateway/${query}`);
    await once(gateway.socket, 'open');
    return gateway;
  }

  send(op: number, d: Json): void {
    this.socket.send(JSON.stringify({ op, d }));
  }

  identify(token: string, intents: number): void {
    this.send(2, { token, intents, properties: { os: 'linux', browser: 'raw', device: 'raw' } });
  }

  /** The first payload with this opcode or, for dispatches, this event name. */
  async payload(wanted: number | string): Promise<JsonObject> {
    const find = () =>
      this.received.find((one) => (typeof wanted === 'string' ? one.t === wanted : one.op === wanted));
    await this.#until(() => find() !== undefined, `payload ${wanted}`);
    return find() ?? {};
  }

  async closed(): Promise<number> {
    await this.#until(() => this.closeCode !== undefined, 'a close');
    return this.closeCode ?? 0;
  }

  #until(condition: () => boolean, what: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Waited in vain for ${what}`)), 3000);
      this.#look = () => {
        if (!condition()) return;
        clearTimeout(timer);
        resolve();
      };
      this.#look();
    });
  }
}
