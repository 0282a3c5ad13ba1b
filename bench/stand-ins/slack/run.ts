// The stand-in of Slack as a process: one server for the Web API, Socket Mode and the addresses for responses.
import { createHmac } from 'node:crypto';
import { Agent, request as httpRequest } from 'node:http';
import { givenSettings, serve } from '../control.ts';
import { Crowd } from '../crowd.ts';
import { openDoor, type Request, type Response } from '../door.ts';
import { Ledger } from '../ledger.ts';
import { type SlackLoad, type SlackVerbs, slackDefaults } from './slack.ts';
import { makeSocketMode } from './socket-mode.ts';
import { makeWebApi } from './web-api.ts';

const settings = givenSettings(slackDefaults);
const ledger = new Ledger();
const crowds = new Map<string, Crowd>();
/** In every id, so that a record which has seen an earlier stand-in takes none of them for a repeat. */
const run = Date.now().toString(36);
const agent = new Agent({ keepAlive: true, maxSockets: 256 });

const api = makeWebApi({
  settings,
  ledger,
  origin: () => origin,
  newSocketUrl: () => `${origin.replace('http', 'ws')}/link/?ticket=${crypto.randomUUID()}`,
  opened: (trigger) => told(trigger, (crowd, number) => crowd.answered(number)),
});

const { server, port } = await openDoor(handle);
const origin = `http://127.0.0.1:${port}`;
const sockets = makeSocketMode(server, (envelope, withWords) =>
  told(envelope, (crowd, number) => crowd.acknowledged(number, withWords)),
);

function handle(request: Request): Response {
  const { path } = request;
  if (path.startsWith('/api/')) return api.call(path.slice('/api/'.length), request);
  if (path.startsWith('/response/')) {
    told(path.slice('/response/'.length), (crowd, number) => crowd.answered(number));
    ledger.request('response_url');
    return { status: 200, body: { ok: true }, afterMs: api.latencyMs };
  }
  if (path.startsWith('/upload/')) return { status: 200, body: { ok: true } };
  return { status: 404, body: { ok: false } };
}

/** `lz3k.main.17`: the run, the crowd and the number of what was typed. */
function idOf(crowd: string, number: number): string {
  return `${run}.${crowd}.${number}`;
}

function told(id: string, tell: (crowd: Crowd, number: number) => void): void {
  const [, name = '', number] = id.split('.');
  const crowd = crowds.get(name);
  if (crowd) tell(crowd, Number(number));
}

function typed(id: string, number: number, { commands, people }: SlackLoad): Record<string, string> {
  const one = commands[number % commands.length];
  const user = 1 + (number % people);
  return {
    token: 'unused',
    team_id: 'T1',
    team_domain: 'bench',
    channel_id: 'C1',
    channel_name: 'bench',
    user_id: `U${user}`,
    user_name: `officer-${user}`,
    command: one?.command ?? '',
    text: one?.text ?? '',
    api_app_id: 'A1',
    is_enterprise_install: 'false',
    response_url: `${origin}/response/${id}`,
    trigger_id: id,
  };
}

function sendOverSocket(load: SlackLoad, name: string, number: number): void {
  const id = idOf(name, number);
  sockets.send({
    envelope_id: id,
    type: 'slash_commands',
    payload: typed(id, number, load),
    accepts_response_payload: true,
  });
}

function sendOverHttp(load: SlackLoad, name: string, number: number): void {
  const id = idOf(name, number);
  const body = new URLSearchParams(typed(id, number, load)).toString();
  const timestamp = Math.floor(Date.now() / 1000);
  const digest = createHmac('sha256', settings.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const sent = httpRequest(
    {
      agent,
      host: '127.0.0.1',
      port: load.port,
      path: '/slack/events',
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'content-length': Buffer.byteLength(body),
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': `v0=${digest}`,
      },
    },
    (response) => {
      let bytes = 0;
      response.on('data', (part: Buffer) => {
        bytes += part.length;
      });
      response.on('end', () => {
        if (response.statusCode === 200)
          told(id, (crowd) => crowd.acknowledged(number, bytes > '{"ok":true}'.length));
      });
    },
  );
  // What was not taken counts as never acknowledged.
  sent.on('error', () => undefined);
  sent.end(body);
}

function crowdOf(name: string): Crowd {
  const known = crowds.get(name) ?? new Crowd();
  crowds.set(name, known);
  return known;
}

serve<SlackVerbs>({
  apiUrl: () => `${origin}/api/`,
  connections: () => sockets.open(),
  load: (load) => {
    const name = load.crowd ?? 'main';
    const send = load.port === undefined ? sendOverSocket : sendOverHttp;
    return crowdOf(name).run(load, (number) => send(load, name, number), load.keepTimes);
  },
  tally: () => ledger.tally(),
  timeline: ({ stepMs }) => ledger.timeline(stepMs),
  forget: () => {
    ledger.forget();
    return null;
  },
  setLatency: ({ ms }) => {
    api.latencyMs = ms;
    return null;
  },
});
