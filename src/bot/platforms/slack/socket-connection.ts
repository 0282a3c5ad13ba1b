// One Socket Mode connection of Slack's own client, which hears on after Slack has asked for its renewal.
import { setTimeout as pause } from 'node:timers/promises';
import { SocketModeClient } from '@slack/socket-mode';
import type { Log } from '#bot/log.ts';
import { clientOptions } from './clients.ts';
import type { Acknowledge } from './held-acknowledgement.ts';
import type { Receive } from './receive.ts';
import { sdkLog } from './sdk-log.ts';

export interface Connection {
  /** Resolves when Slack sends what people do. Rejects where it refuses, or does not say hello in time. */
  open(): Promise<void>;
  /** Resolves with Slack's reason when it asks for the connection's end, and with undefined when it is gone. */
  readonly leaving: Promise<string | undefined>;
  /** Resolves when it is gone. */
  readonly ended: Promise<void>;
  /** Ends it in good order, or after a second without. */
  close(): Promise<void>;
}

/** Milliseconds for the address of a connection, its opening and Slack's hello. */
const opensWithin = 10_000;
/** Slack leaves the line open after saying goodbye; the SDK would wait for half a minute. */
const goodbyeWithin = 1_000;

/** What the SDK does at a `disconnect` is to hang up at once, with what was not acknowledged yet. */
class LastingClient extends SocketModeClient {
  onLeaving: (reason: string) => void = () => undefined;

  protected override async onWebSocketMessage(data: string | ArrayBuffer, isBinary: boolean): Promise<void> {
    const reason = typeof data === 'string' ? reasonToLeave(data) : undefined;
    if (reason === undefined) return super.onWebSocketMessage(data, isBinary);
    this.onLeaving(reason);
  }
}

/** https://docs.slack.dev/apis/events-api/using-socket-mode#disconnect */
function reasonToLeave(text: string): string | undefined {
  // Only a short message without an envelope can be one, so that commands are not parsed twice.
  if (text.length > 1_000 || !text.includes('"disconnect"') || text.includes('"envelope_id"'))
    return undefined;
  try {
    const message: { type?: unknown; reason?: unknown } = JSON.parse(text);
    return message.type === 'disconnect' ? String(message.reason) : undefined;
  } catch {
    return undefined;
  }
}

interface Envelope {
  readonly ack: (body?: object) => Promise<void>;
  readonly body: unknown;
  readonly accepts_response_payload?: boolean;
}

export function socketConnection(
  appToken: string,
  apiUrl: string | undefined,
  receive: Receive,
  log: Log,
): Connection {
  /** Once Slack has asked for its end, how it ends is no news. */
  let told = false;
  const client = new LastingClient({
    appToken,
    logger: sdkLog(log, () => !told),
    // Its own way back has five seconds of deafness in it (measured: 5,007 ms); ours takes its place.
    autoReconnectEnabled: false,
    clientOptions: clientOptions(apiUrl),
  });
  const ended = new Promise<void>((resolve) => client.once('disconnected', () => resolve()));
  const leaving = new Promise<string | undefined>((resolve) => {
    client.onLeaving = (reason) => {
      told = true;
      resolve(reason);
    };
    void ended.then(() => resolve(undefined));
  });

  client.on('slack_event', ({ ack, body, accepts_response_payload }: Envelope) => {
    void receive({
      said: body,
      acknowledge: acknowledgeBy(ack),
      at: performance.now(),
      inConfidence: accepts_response_payload !== false,
    });
  });

  let starting: Promise<unknown> = Promise.resolve();
  let closed = false;

  async function close(): Promise<void> {
    closed = true;
    told = true;
    const gone = Promise.all([starting.catch(() => undefined), ended]);
    void client.disconnect();
    await Promise.race([gone, pause(goodbyeWithin, undefined, { ref: false })]);
    // The second time it does not wait for Slack.
    await client.disconnect();
  }

  return {
    leaving,
    ended,
    close,
    async open() {
      starting = client.start().then(() => {
        // It was closed while its address was still being asked for.
        if (closed) void client.disconnect();
      });
      const given = new AbortController();
      const late = pause(opensWithin, undefined, given).then(() =>
        refuse('Slack did not say hello in time.'),
      );
      const gone = ended.then(() => refuse('The connection ended before it was open.'));
      try {
        await Promise.race([starting, late, gone]);
      } finally {
        late.catch(() => undefined);
        given.abort();
      }
    },
  };
}

function refuse(says: string): never {
  throw new Error(says);
}

function acknowledgeBy(ack: Envelope['ack']): Acknowledge {
  let sent = false;
  return async (body) => {
    if (sent) return false;
    sent = true;
    try {
      await ack(body);
      return true;
    } catch {
      // The connection has ended: Slack has told the person so, or gives the envelope to another connection.
      return false;
    }
  };
}
