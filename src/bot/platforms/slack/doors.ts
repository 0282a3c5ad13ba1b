// How Slack's requests come in: one door over HTTP, or a pair of Socket Mode connections.
import type { Log } from '#bot/log.ts';
import type { Meter } from '#bot/meter.ts';
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

export async function openableWay(settings: DoorSettings, receive: Receive, meter: Meter): Promise<Way> {
  const { appToken, apiUrl, signingSecret = '', port = 0, log } = settings;
  if (appToken !== undefined) {
    // Loaded only where it is used.
    const { socketConnection } = await import('./socket-connection.ts');
    return makeSockets(() => socketConnection(appToken, apiUrl, receive, log), log, meter);
  }
  const door = makeHttpDoor({ signingSecret, port, receive, log, now: Date.now });
  return {
    async open() {
      meter.connection('slack', 'connecting');
      await door.open();
      meter.connection('slack', 'connected');
    },
    close: () => door.close(),
  };
}
