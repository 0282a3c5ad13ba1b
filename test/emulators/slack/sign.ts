// Signs requests as Slack does: HMAC-SHA256 over version, timestamp and the raw body.
import { createHmac } from 'node:crypto';
import type { Signing } from './delivery.ts';

function slackSignature(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

/** A request older than this is stale (docs.slack.dev/authentication/verifying-requests-from-slack). */
const staleAfterSeconds = 5 * 60;

/** The two headers that prove a request, spoiled as asked for. `now` in epoch milliseconds. */
export function signatureHeaders(
  secret: string,
  body: string,
  now: number,
  signing: Signing,
): Record<string, string> {
  if (signing === 'unsigned') return {};
  const timestamp = Math.floor(now / 1000) - (signing === 'stale' ? staleAfterSeconds + 60 : 0);
  const signed = signing === 'tampered' ? `${body} ` : body;
  return {
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': slackSignature(
      signing === 'wrong-secret' ? `${secret}?` : secret,
      timestamp,
      signed,
    ),
  };
}
