// The least of Slack that an HTTP load needs: answers the calls of a start, signs commands, notes later answers.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export const signingSecret = 'a-secret-of-the-bench';

export interface StandIn {
  readonly apiUrl: string;
  /** When the words for command `n` arrived at its response address, in milliseconds of `performance.now()`. */
  readonly answered: Map<number, number>;
  /** A signed request as it stands on the wire. */
  request(n: number, command: string, text: string): Buffer;
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
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    apiUrl: `${origin}/api/`,
    answered,
    request: (n, command, text) =>
      signed(
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
      ),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** A form in a POST to the door, with Slack's signature or, for what anybody may send, without. */
export function signed(body: string, signature = true): Buffer {
  const timestamp = Math.floor(Date.now() / 1000);
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const headers = [
    'POST /slack/events HTTP/1.1',
    'host: 127.0.0.1',
    'user-agent: Slackbot 1.0 (+https://api.slack.com/robots)',
    'accept: application/json,*/*',
    'content-type: application/x-www-form-urlencoded',
    `content-length: ${Buffer.byteLength(body)}`,
    ...(signature ? [`x-slack-request-timestamp: ${timestamp}`, `x-slack-signature: v0=${digest}`] : []),
  ];
  return Buffer.from(`${headers.join('\r\n')}\r\n\r\n${body}`);
}

export function apiAnswer(url: string): object {
  if (url.includes('auth.test')) {
    const me = { team_id: 'T1', team: 'bench', user_id: 'UB', bot_id: 'B1' };
    return { ok: true, ...me, url: 'https://bench.slack.com/' };
  }
  if (url.includes('users.info')) {
    const known = { name: 'amina', real_name: 'Amina', locale: 'en-GB', tz: 'Africa/Accra' };
    return { ok: true, user: { id: 'U1', team_id: 'T1', ...known, profile: {} } };
  }
  return { ok: true };
}
