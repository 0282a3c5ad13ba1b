// The door for Slack's HTTP requests: judges their bytes before anything reads them, then says what stands in them.
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parse as parseForm } from 'node:querystring';
import type { Log } from '#bot/log.ts';
import type { Acknowledge } from './held-acknowledgement.ts';
import { answer, type HttpDoor, makeDoor } from './http-door.ts';
import type { Install } from './install.ts';
import { limits, requestBytes, sslCheckBytes } from './limits.ts';
import { isFields } from './payloads.ts';
import type { Receive } from './receive.ts';

/** The one path that Slack is told of; a manifest adds it to the public address. */
export const eventsPath = '/slack/events';

export interface HttpDoorParts {
  readonly signingSecret: string;
  readonly port: number;
  readonly receive: Receive;
  /** Where workspaces install Attaché by themselves. */
  readonly install?: Install | undefined;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Seconds from Slack's signature in which its answer may hold what somebody asked for. A signature is good for five
 * minutes, and whoever has copied a request in that time must not be read the answer to it.
 */
const answeredInPlaceWithin = 15;

/** Throws where the secret is empty: everybody could sign with it. */
export function makeHttpDoor(parts: HttpDoorParts): HttpDoor {
  const { signingSecret, port, receive, install, log, now } = parts;
  if (signingSecret.trim() === '') {
    throw new Error('SLACK_SIGNING_SECRET is empty. Copy it from "Basic Information" of the Slack app.');
  }
  async function takeIn(request: IncomingMessage, response: ServerResponse, at: number): Promise<void> {
    const { method, url = '/' } = request;
    const [path, query = ''] = url === eventsPath ? [url] : url.split('?', 2);
    if (path !== eventsPath) {
      if (await install?.takes(request, response)) return;
      return answer(response, 404);
    }
    // Slack looks at the certificate by GET now and then.
    if (method === 'GET' && parseForm(query).ssl_check === '1') return answer(response, 200);
    if (method !== 'POST') return answer(response, 405);

    const signature = headerOf(request, 'x-slack-signature');
    const timestamp = headerOf(request, 'x-slack-request-timestamp');
    if (signature === undefined) {
      // The one request that Slack does not sign; whatever else stands in it is not read.
      const body = await bytesOf(request, sslCheckBytes);
      return answer(response, body && isSslCheck(request, body) ? 200 : 401);
    }
    const judged = judging(signature, timestamp, signingSecret, now());
    if (judged === 'time') return turnAway(response, 401, judged);
    const body = await bytesOf(request, requestBytes, (part) => judged.update(part));
    if (!body) return turnAway(response, 413, 'size');
    if (!judged.isSigned()) return turnAway(response, 401, 'signature');
    const said = read(request, body);
    if (said === undefined) return answer(response, 400);
    const acknowledge = acknowledgeBy(response);
    if (isFields(said) && said.type === 'url_verification') {
      return void acknowledge({ challenge: said.challenge });
    }
    const inConfidence = Math.abs(now() / 1000 - Number(timestamp)) <= answeredInPlaceWithin;
    await receive({ said, acknowledge, at, inConfidence });
  }

  function turnAway(response: ServerResponse, status: number, wrong: 'time' | 'size' | 'signature'): void {
    log.warn({ wrong }, 'A request to the Slack door was turned away');
    answer(response, status);
  }

  return makeDoor(port, takeIn, log);
}

interface Judging {
  update(part: Uint8Array): void;
  /** Whether Slack has signed all that was given. */
  isSigned(): boolean;
}

/**
 * Judges a body while it arrives; `time` where Slack has dated it too far off to be read at all.
 * https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function judging(
  signature: string,
  timestamp: string | undefined,
  secret: string,
  now: number,
): Judging | 'time' {
  if (timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return 'time';
  if (Math.abs(now / 1000 - Number(timestamp)) > limits.requestAgeSeconds.most) return 'time';
  const sum = createHmac('sha256', secret).update(`v0:${timestamp}:`);
  return {
    update: (part) => void sum.update(part),
    isSigned() {
      const expected = Buffer.from(`v0=${sum.digest('hex')}`);
      const given = Buffer.from(signature);
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

function headerOf(request: IncomingMessage, name: string): string | undefined {
  const header = request.headers[name];
  return typeof header === 'string' && header !== '' ? header : undefined;
}

/** The body in its parts, or undefined where it is larger than `most`; no more than that is ever held. */
function bytesOf(
  request: IncomingMessage,
  most: number,
  see: (part: Buffer) => void = () => undefined,
): Promise<readonly Buffer[] | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve(undefined);
  const parts: Buffer[] = [];
  let total = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (part: Buffer) => {
      total += part.byteLength;
      if (total > most) {
        request.pause();
        return resolve(undefined);
      }
      parts.push(part);
      see(part);
    });
    request.on('end', () => resolve(parts));
    request.on('error', reject);
  });
}

/** What a judged request says; undefined where it is nonsense. */
function read(request: IncomingMessage, body: readonly Buffer[]): unknown {
  const text = textOf(body);
  if (request.headers['content-type']?.startsWith('application/json')) return parsed(text);
  const form = parseForm(text);
  return form.payload === undefined ? form : parsed(String(form.payload));
}

function textOf(parts: readonly Buffer[]): string {
  return (parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSslCheck(request: IncomingMessage, body: readonly Buffer[]): boolean {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm && parseForm(textOf(body)).ssl_check === '1';
}

function acknowledgeBy(response: ServerResponse): Acknowledge {
  let sent = false;
  return (body) => {
    if (sent || response.destroyed) return Promise.resolve(false);
    sent = true;
    if (body === undefined) {
      response.writeHead(200, { 'content-length': 0 }).end();
      return Promise.resolve(true);
    }
    const text = JSON.stringify(body);
    const length = Buffer.byteLength(text);
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': length });
    return new Promise((resolve) => {
      // Comes after the last byte was handed over, and where the line was cut before that.
      response.once('close', () => resolve(response.writableFinished));
      // Text leaves in one piece with the head; bytes would be a second one.
      response.end(text);
    });
  };
}
