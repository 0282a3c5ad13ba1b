// How Slack's requests come in: one door over HTTP, or a pair of Socket Mode connections.
import type { Log } from '#bot/log.ts';
import type { Meter } from '#bot/meter.ts';
import { answer, makeDoor } from './http-door.ts';
import type { Install } from './install.ts';
import type { Receive } from './receive.ts';
import { makeHttpDoor } from './receive-http.ts';
import { makeSockets } from './receive-socket.ts';

export interface Way {
  /** Resolves when people are heard. */
  open(): Promise<void>;
  /** Hears nobody any more; what was heard may still be acknowledged before. */
  close(): Promise<void>;
}

export interface DoorSettings {
  readonly signingSecret?: string;
  readonly port?: number;
  /** With it, Socket Mode is used in place of HTTP. */
  readonly appToken?: string;
  readonly apiUrl?: string;
  readonly log: Log;
}

export async function openableWay(
  settings: DoorSettings,
  receive: Receive,
  meter: Meter,
  install: Install | undefined,
): Promise<Way> {
  const { appToken, apiUrl, signingSecret = '', port = 0, log } = settings;
  if (appToken !== undefined) {
    // Loaded only where it is used.
    const { socketConnection } = await import('./socket-connection.ts');
    const sockets = makeSockets(() => socketConnection(appToken, apiUrl, receive, log), log, meter);
    return install === undefined ? sockets : besideInstallation(sockets, install, port, log);
  }
  const door = makeHttpDoor({ signingSecret, port, receive, install, log, now: Date.now });
  return {
    async open() {
      meter.connection('slack', 'connecting');
      await door.open();
      meter.connection('slack', 'connected');
    },
    close: () => door.close(),
  };
}

/** Slack sends what people do over the sockets, and their browsers after an installation to a page. */
function besideInstallation(sockets: Way, install: Install, port: number, log: Log): Way {
  const door = makeDoor(
    port,
    async (request, response) => {
      if (!(await install.takes(request, response))) answer(response, 404);
    },
    log,
  );
  return {
    async open() {
      await door.open();
      try {
        await sockets.open();
      } catch (error) {
        await door.close();
        throw error;
      }
    },
    close: async () => void (await Promise.all([door.close(), sockets.close()])),
  };
}
