// Posts Slack's requests to the app's request URL, signed, and gives it three seconds.
import type { Delivery, OutboundRequest, SendOptions, Signing, Transport } from './delivery.ts';
import { parsedJson } from './json.ts';
import { signatureHeaders } from './sign.ts';
import { recordViolation, type World } from './world.ts';

/** A request by hand, for what Slack would never send. */
export interface RawRequest {
  readonly body: string;
  readonly contentType?: string;
  readonly signing?: Signing;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const form = 'application/x-www-form-urlencoded';

function wireForm(request: OutboundRequest): { body: string; contentType: string } {
  if (request.kind === 'events_api')
    return { body: JSON.stringify(request.payload), contentType: 'application/json' };
  if (request.kind === 'interactive')
    return {
      body: new URLSearchParams({ payload: JSON.stringify(request.payload) }).toString(),
      contentType: form,
    };
  const pairs = Object.entries(request.payload).map(([key, value]): [string, string] => [key, String(value)]);
  return { body: new URLSearchParams(pairs).toString(), contentType: form };
}

export interface HttpTransport extends Transport {
  post(request: RawRequest): Promise<RawAnswer>;
}

/** `signedAt` is the time in signatures, epoch milliseconds: the time of the machine, as bolt compares with it. */
export function createHttpTransport(world: World, requestUrl: string, signedAt: () => number): HttpTransport {
  async function post(request: RawRequest): Promise<RawAnswer> {
    const { body, signing = 'valid' } = request;
    const response = await fetch(requestUrl, {
      method: 'POST',
      headers: {
        'content-type': request.contentType ?? form,
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        ...signatureHeaders(world.app.signingSecret, body, signedAt(), signing),
        ...request.headers,
      },
      body,
      signal: AbortSignal.timeout(world.settings.acknowledgeWithinMs),
    });
    const text = await response.text();
    return { status: response.status, headers: Object.fromEntries(response.headers), text };
  }

  function retryHeaders(request: OutboundRequest): Record<string, string> {
    if (!request.retry) return {};
    return { 'x-slack-retry-num': String(request.retry.num), 'x-slack-retry-reason': request.retry.reason };
  }

  async function deliver(request: OutboundRequest, options: SendOptions = {}): Promise<Delivery> {
    const started = performance.now();
    const nothing = { status: undefined, headers: {}, body: undefined };
    const ended = (
      outcome: Delivery['outcome'],
      facts: Pick<Delivery, 'status' | 'headers' | 'body'> = nothing,
    ) => ({
      request,
      transport: 'http' as const,
      outcome,
      afterMs: performance.now() - started,
      ...facts,
    });
    try {
      const { status, headers, text } = await post({
        ...wireForm(request),
        signing: options.signing ?? 'valid',
        headers: retryHeaders(request),
      });
      const isJson = headers['content-type']?.startsWith('application/json') ?? false;
      const body = text === '' ? undefined : isJson ? parsedJson(text) : text;
      return ended(status === 200 ? 'acknowledged' : 'refused', { status, headers, body });
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError') {
        const most = world.settings.acknowledgeWithinMs;
        recordViolation(world, 'late-acknowledgement', request.kind, `no answer within ${most} ms`);
        return ended('late');
      }
      return ended('undelivered');
    }
  }

  return { post, deliver };
}
