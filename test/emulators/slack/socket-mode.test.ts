// Socket Mode: hello, acknowledgements counted once, refreshes, cut connections, several connections at a time.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningApp, startBoltApp } from './bolt-app.ts';
import { type Fields, fieldsOf, parsedJson, stringOf } from './json.ts';
import type { Channel } from './model.ts';
import type { Person } from './person.ts';
import { type SlackEmulator, startSlackEmulator } from './slack-emulator.ts';
import type { Workspace } from './workspace.ts';

let slack: SlackEmulator;
let hub: Workspace;
let amina: Person;
let courses: Channel;

beforeEach(async () => {
  slack = await startSlackEmulator({ acknowledgeWithinMs: 1000 });
  hub = slack.addWorkspace({ name: 'Hub' });
  amina = hub.addUser({ name: 'amina' });
  courses = hub.addChannel({ name: 'courses' });
});

afterEach(() => slack.stop());

async function openUrl(token = slack.appToken): Promise<Fields> {
  const response = await fetch(`${slack.apiUrl}apps.connections.open`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  return fieldsOf(await response.json());
}

interface RawSocket {
  readonly socket: WebSocket;
  readonly received: Fields[];
}

/** A connection of our own, which answers only as the test says. */
async function connect(
  onEnvelope: (envelope: Fields, socket: WebSocket) => void = () => undefined,
): Promise<RawSocket> {
  const socket = new WebSocket(stringOf((await openUrl()).url));
  const received: Fields[] = [];
  socket.on('message', (data) => {
    const message = fieldsOf(parsedJson(data.toString()));
    received.push(message);
    if (message.envelope_id) onEnvelope(message, socket);
  });
  await slack.eventually(() => received.length > 0);
  return { socket, received };
}

const acknowledge = (payload?: Fields) => (envelope: Fields, socket: WebSocket) =>
  socket.send(JSON.stringify({ envelope_id: envelope.envelope_id, ...(payload ? { payload } : {}) }));
const rules = () => slack.violations.map((violation) => violation.rule);

describe('a connection', () => {
  it('needs the app’s token and a ticket that is used once', async () => {
    const refused = await openUrl(hub.botToken);
    const { url } = await openUrl();
    const first = new WebSocket(stringOf(url));
    await new Promise((resolve) => first.once('open', resolve));
    const second = new WebSocket(stringOf(url));
    const error = await new Promise((resolve) => second.once('error', resolve));

    expect(refused.error).toBe('invalid_auth');
    expect(String(error)).toContain('401');
  });

  it('is greeted, and gets envelopes with what a command brings', async () => {
    const { received } = await connect(acknowledge({ text: 'in the acknowledgement' }));

    const delivery = await amina.runs(courses, '/course', 'list');

    expect(received[0]).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: slack.appId },
    });
    expect(received[1]).toMatchObject({
      type: 'slash_commands',
      accepts_response_payload: true,
      payload: { command: '/course', text: 'list', user_id: amina.id },
    });
    expect(delivery).toMatchObject({ outcome: 'acknowledged', transport: 'socket' });
    expect(amina.sees(courses).map((message) => message.text)).toEqual(['in the acknowledgement']);
    expect(rules()).toEqual([]);
  });

  it('is not the eleventh', async () => {
    for (let turn = 0; turn < 10; turn += 1) await connect();

    const eleventh = await connect();

    expect(eleventh.received[0]).toMatchObject({ type: 'disconnect', reason: 'too_many_websockets' });
    expect(slack.sockets.count()).toBe(10);
  });

  it('shares the envelopes with the others: each goes to one', async () => {
    const connections = [
      await connect(acknowledge()),
      await connect(acknowledge()),
      await connect(acknowledge()),
    ];

    for (let turn = 0; turn < 6; turn += 1) await amina.runs(courses, '/course');

    expect(connections.map(({ received }) => received.length - 1)).toEqual([2, 2, 2]);
  });
});

describe('an acknowledgement', () => {
  it('counts once', async () => {
    await connect((envelope, socket) => {
      acknowledge()(envelope, socket);
      acknowledge()(envelope, socket);
    });

    await amina.runs(courses, '/course');

    await slack.eventually(() => slack.violations.length > 0);
    expect(rules()).toEqual(['double-acknowledgement']);
  });

  it('is for an envelope that was sent, and carries something only where that is accepted', async () => {
    const { socket } = await connect(acknowledge({ text: 'hello' }));

    await amina.opensHome();
    socket.send(JSON.stringify({ envelope_id: 'made-up' }));

    await slack.eventually(() => slack.violations.length > 1);
    expect(rules()).toEqual(['payload-not-accepted', 'unknown-envelope']);
  });

  it('that never comes is late, and that of a cut connection never arrives', async () => {
    await connect();
    const late = await amina.runs(courses, '/course');
    const running = amina.runs(courses, '/course');
    slack.sockets.cut();
    const cut = await running;
    const nobody = await amina.runs(courses, '/course');

    expect([late.outcome, cut.outcome, nobody.outcome]).toEqual(['late', 'undelivered', 'undelivered']);
    expect(rules()).toEqual(['late-acknowledgement']);
  });

  it('is asked for again when the same envelope is sent again', async () => {
    const { received } = await connect(acknowledge());
    const delivery = await amina.runs(courses, '/course');

    const again = await slack.replay(delivery);

    expect(again.outcome).toBe('acknowledged');
    expect(received[2]).toEqual(received[1]);
    expect(rules()).toEqual([]);
  });
});

describe('bolt over Socket Mode', () => {
  const running: RunningApp[] = [];

  afterEach(async () => {
    for (const one of running.splice(0)) await one.stop();
  });

  async function start(): Promise<RunningApp> {
    const one = await startBoltApp(slack, hub, 'socket', 150);
    one.app.command('/course', async ({ ack }) => ack('heard'));
    running.push(one);
    return one;
  }

  it.each(['refresh_requested', 'warning'] as const)('comes back after a disconnect (%s)', async (reason) => {
    await start();

    slack.sockets.disconnect(reason);
    await slack.eventually(() => slack.sockets.everOpened() === 2 && slack.sockets.count() === 1);
    const delivery = await amina.runs(courses, '/course');

    expect(delivery).toMatchObject({ outcome: 'acknowledged', body: { text: 'heard' } });
  });

  it('comes back after a sudden end', async () => {
    await start();

    slack.sockets.cut();
    await slack.eventually(() => slack.sockets.everOpened() === 2 && slack.sockets.count() === 1);
    const delivery = await amina.runs(courses, '/course');

    expect(delivery.outcome).toBe('acknowledged');
  });

  it('is deaf during a refresh on one connection, and not on two', async () => {
    await start();
    slack.sockets.disconnect('refresh_requested');
    const alone = await amina.runs(courses, '/course');
    await slack.eventually(() => slack.sockets.count() === 1);
    await start();

    slack.sockets.disconnect('refresh_requested', 0);
    const withAnother = await amina.runs(courses, '/course');

    expect([alone.outcome, withAnother.outcome]).toEqual(['undelivered', 'acknowledged']);
  });
});
