// The least of Slack that a load needs: answers the calls of a start, and notes when each command was answered.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

export const signingSecret = 'a-secret-of-the-bench';

export interface StandIn {
  readonly apiUrl: string;
  /** When the answer to command `n` arrived at its response address, in milliseconds of `performance.now()`. */
  readonly answered: Map<number, number>;
  compose(n: number, command: string, text: string): string;
  close(): void;
}

export async function startStandIn(): Promise<StandIn> {
  const answered = new Map<number, number>();
  const server = createServer((request, response) => {
    const answer = /^\/response\/(\d+)$/.exec(request.url ?? '');
    if (answer && !answered.has(Number(answer[1]))) answered.set(Number(answer[1]), performance.now());
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(answer ? { ok: true } : apiAnswer(request.url ?? '')));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${origin}/api/`,
    answered,
    compose: (n, command, text) =>
      new URLSearchParams({
        token: 'unused',
        team_id: 'T1',
        team_domain: 'bench',
        channel_id: 'C1',
        channel_name: 'bench',
        user_id: 'U1',
        user_name: 'amina',
        command,
        text,
        api_app_id: 'A1',
        is_enterprise_install: 'false',
        response_url: `${origin}/response/${n}`,
        trigger_id: `${process.pid}.${n}.trigger`,
      }).toString(),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function apiAnswer(url: string): object {
  if (url.includes('auth.test'))
    return {
      ok: true,
      team_id: 'T1',
      team: 'bench',
      user_id: 'UB',
      bot_id: 'B1',
      url: 'https://bench.slack.com/',
    };
  if (url.includes('users.info')) {
    return {
      ok: true,
      user: {
        id: 'U1',
        team_id: 'T1',
        name: 'amina',
        real_name: 'Amina',
        locale: 'en-GB',
        tz: 'Africa/Accra',
        profile: {},
      },
    };
  }
  return { ok: true };
}

export interface Sent {
  /** When it was sent, and how long until Slack would have its acknowledgement. */
  readonly at: number;
  readonly acknowledgedAfter: number;
  readonly status: number;
}

/** Sends pre-signed commands, so many at a time, each as soon as another is acknowledged. */
export async function sendAll(
  url: string,
  bodies: readonly string[],
  inFlight: number,
): Promise<readonly Sent[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight });
  const signed = bodies.map((body) => ({ body, headers: signatureOf(body) }));
  const sent: Sent[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    for (let at = next++; at < signed.length; at = next++) {
      const one = signed[at];
      if (one) sent[at] = await send(agent, url, one.body, one.headers);
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane));
  agent.destroy();
  return sent;
}

function signatureOf(body: string): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000);
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${digest}`,
  };
}

function send(agent: Agent, url: string, body: string, headers: Record<string, string>): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const at = performance.now();
    const request = httpRequest(url, { agent, method: 'POST', headers }, (response) => {
      response.resume();
      response.on('end', () =>
        resolve({ at, acknowledgedAfter: performance.now() - at, status: response.statusCode ?? 0 }),
      );
    });
    request.on('error', reject);
    request.end(body);
  });
}
