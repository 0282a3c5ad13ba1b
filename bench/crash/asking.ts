// Somebody who goes on typing while processes die: each command would add an organisation with a name of its own.
import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import type { Supervised } from './supervise.ts';

/** Names of the organisations. */
export interface Asked {
  /** Slack was answered with 200: for whoever typed it, it has been taken. */
  readonly acknowledged: readonly string[];
  /** Among these, those whose answer came in the acknowledgement itself. */
  readonly answered: readonly string[];
}

const every = 60;

export function keepAsking(
  processes: readonly Supervised[],
  signingSecret: string,
  responseOrigin: string,
): { stop(): Promise<Asked>; isTaken(): boolean } {
  const acknowledged: string[] = [];
  const answered: string[] = [];
  const open = new Set<Promise<void>>();
  const run = Date.now().toString(36);
  let number = 0;
  const timer = setInterval(() => {
    const port = processes[Math.floor(Math.random() * processes.length)]?.port();
    if (port === undefined) return;
    number += 1;
    const name = `academy-${run}-${number}`;
    const asked = ask(port, name).catch(() => undefined);
    open.add(asked);
    void asked.finally(() => open.delete(asked));
  }, every);

  async function ask(port: number, name: string): Promise<void> {
    const body = new URLSearchParams({
      token: 'unused',
      team_id: 'T1',
      team_domain: 'crash',
      channel_id: 'C1',
      channel_name: 'crash',
      user_id: 'U1',
      user_name: 'amina',
      command: '/exchange',
      text: `organisation-add name:${name} country:GH language:en zone:Africa/Accra`,
      api_app_id: 'A1',
      is_enterprise_install: 'false',
      response_url: `${responseOrigin}/response/${name}`,
      trigger_id: name,
    }).toString();
    const timestamp = Math.floor(Date.now() / 1000);
    const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    await new Promise<void>((resolve, reject) => {
      const sent = httpRequest(
        {
          host: '127.0.0.1',
          port,
          path: '/slack/events',
          method: 'POST',
          timeout: 5_000,
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
            'x-slack-request-timestamp': timestamp,
            'x-slack-signature': `v0=${digest}`,
          },
        },
        (response) => {
          let bytes = 0;
          // Headers alone are no acknowledgement yet: Slack waits for the whole answer.
          response.on('data', (part: Buffer) => {
            bytes += part.length;
          });
          response.on('error', reject);
          response.on('end', () => {
            if (response.statusCode === 200) acknowledged.push(name);
            if (response.statusCode === 200 && bytes > 2) answered.push(name);
            resolve();
          });
        },
      );
      sent.on('error', reject);
      sent.on('timeout', () => sent.destroy(new Error('no answer')));
      sent.end(body);
    });
  }

  return {
    isTaken: () => acknowledged.length > 0,
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      return { acknowledged, answered };
    },
  };
}
