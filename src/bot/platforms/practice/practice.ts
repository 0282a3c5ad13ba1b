// The practice room: a chat in a local web page, where one person plays everybody in an exchange.
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { found, foundIn } from '#bot/finding.ts';
import { type Listener, type Outgoing, type Platform, PlatformFailure } from '#bot/platform.ts';
import type { Conversation } from './memory.ts';
import type { PracticeOptions } from './options.ts';
import { openRoom, type Room } from './room.ts';
import { roomRoutes } from './routes.ts';
import { directOf } from './scene.ts';

export interface PracticeRoom extends Platform {
  /** `http://127.0.0.1:8642`; throws before the start. */
  address(): string;
}

export function practicePlatform(options: PracticeOptions): PracticeRoom {
  let room: Room | undefined;
  let server: Server | undefined;
  let listener: Listener | undefined;
  let port = options.port;
  let finish: () => Promise<void> = async () => undefined;

  function opened(): Room {
    if (!room) throw new PlatformFailure('practice', 'again', 'the room is not open');
    return room;
  }

  /** Where a message goes, when there is such a place and it takes messages. */
  async function placeOf(to: Outgoing['to']): Promise<Conversation> {
    const cast = await options.cast();
    if ('channel' in to) {
      if (cast.channels.some((channel) => channel.id === to.channel)) return { channel: to.channel };
      throw new PlatformFailure('practice', 'gone', `there is no channel ${to.channel}`);
    }
    const person = cast.people.find((one) => one.account === to.account);
    if (!person) throw new PlatformFailure('practice', 'gone', `there is nobody called ${to.account}`);
    if (person.closed)
      throw new PlatformFailure('practice', 'closed', `${to.account} takes no direct messages`);
    return directOf(person.account);
  }

  return {
    name: 'practice',
    fieldsAtOnce: Number.POSITIVE_INFINITY,
    address: () => {
      if (!server) throw new Error('The practice room has no address before it is started.');
      return `http://127.0.0.1:${port}`;
    },
    start: async (given) => {
      listener = given;
      if (server) return;
      const made = await openRoom(options.memory);
      const routes = roomRoutes({
        ...options,
        room: made,
        port: () => port,
        listener: () => listener ?? given,
      });
      room = made;
      finish = routes.finish;
      server = await listen(routes.fetch, options.port);
      const address = server.address();
      if (typeof address === 'object' && address) port = address.port;
    },
    stop: async () => {
      const closing = server;
      server = undefined;
      if (!closing) return;
      const closed = new Promise<void>((done) => closing.close(() => done()));
      await finish();
      closing.closeAllConnections();
      await closed;
      room = undefined;
    },
    post: async (message) => {
      const conversation = await placeOf(message.to);
      const known = opened().byProof(message.proof, conversation);
      if (known) return referenceOf(known.id);
      await message.depart();
      const posted = await opened().add({
        conversation,
        at: options.clock.now(),
        from: 'attache',
        content: { drawing: message.drawing },
        proof: message.proof,
        addressees: message.addressees,
      });
      return referenceOf(posted.id);
    },
    revise: async (message, drawing) => {
      const revised = await opened().revise(idOf(message), drawing, options.clock.now());
      if (!revised) throw new PlatformFailure('practice', 'gone', `there is no message ${message}`);
    },
    takeBack: async (message) => void (await opened().takeBack(idOf(message))),
    // The room's messages never expire, so there is no need to look only at the recent ones.
    find: async (message) => {
      const found = opened().byProof(message.proof, await placeOf(message.to));
      return found && referenceOf(found.id);
    },
    // It answers what it is asked before it says that it has heard it.
    resume: async () => undefined,
    // It has no limits.
    share: () => undefined,
    // Nobody is let in: everybody of the sample is there.
    invitation: () => undefined,
    examine: async (channels) => {
      const cast = await options.cast();
      const known = new Map(cast.channels.map(({ id, name }) => [id, name]));
      return [
        found('ok', 'finding.practice.fine'),
        ...channels.map((channel) =>
          known.has(channel)
            ? foundIn(channel, 'ok', 'finding.channel.fine', {}, known.get(channel))
            : foundIn(channel, 'wrong', 'finding.channel.gone'),
        ),
      ];
    },
  };
}

function referenceOf(id: string): string {
  return `practice:${id}`;
}

function idOf(reference: string): string {
  return reference.replace(/^practice:/u, '');
}

function listen(fetch: (request: Request) => Response | Promise<Response>, port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, () => resolve(server as Server));
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE'
          ? new Error(
              `Port ${port} is taken by another program: stop that, or set PRACTICE_PORT to a free one.`,
              { cause },
            )
          : cause,
      ),
    );
  });
}
