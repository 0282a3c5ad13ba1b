// The program told to stop by its supervisor: what it has acknowledged it finishes, and it never hangs.
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '#store/open-store.ts';
import { openProgramRoom, type ProgramRoom } from './program-room.ts';

let room: ProgramRoom;

afterEach(() => room.close());

/** Milliseconds that an answer is on its way, so that the stop comes in between. */
const slow = { kind: 'slow', ms: 1_500 } as const;
/** What Slack is asked on the way to an answer of somebody new, and how the answer reaches them. */
const onTheWay = /^(users\.info|response_url)$/;
const callback = { method: 'POST', path: '/interactions/{interaction_id}/{interaction_token}/callback' };

async function deliveriesByState() {
  const store = await openStore({ sqliteFile: room.sqliteFile });
  try {
    return await store.read({ kind: 'process' }, ({ deliveries }) => deliveries.countByState());
  } finally {
    await store.close();
  }
}

/** Deliveries that Slack took. */
function posts(): number {
  return room.slack.emulator.accepted.filter(
    ({ method, args }) => method === 'chat.postMessage' && args.metadata !== undefined,
  ).length;
}

function unfinished({ pending, sending }: { pending: number; sending: number }) {
  return { pending, sending };
}

describe.each(['http', 'socket'] as const)('stopped over Slack by %s and Discord', (over) => {
  beforeEach(async () => {
    room = await openProgramRoom(over);
  });

  test('answers what was acknowledged just before, and takes nothing new', async () => {
    const program = await room.start();
    await room.setUp(program);
    const [esi, kofi] = [await room.slack.person('Esi'), await room.discord.person('Kofi')];
    room.slack.emulator.faults.next(onTheWay, slow);
    room.discord.emulator.faults.next(callback, slow);

    const asked = await room.types('Esi', '/exchange help');
    const onDiscord = kofi.runs('exchange help');
    await room.discord.emulator.until(
      () => room.discord.emulator.requests.find(({ path }) => path.endsWith('/callback')),
      'the answer to Kofi',
    );
    const before = room.discord.emulator.accepted.length;
    const ended = program.stop();
    await pause(300);
    const readiness = await room.ask('/readyz');
    const late = await room.types('Nadia', '/exchange organisation-list');
    const { code, complained } = await ended;

    expect(asked).toBe('acknowledged');
    await esi.waitsFor('You are not a member of the exchange yet.');
    await onDiscord;
    await kofi.waitsFor('This workspace or server is not tied to an organisation');
    expect(readiness?.status).toBe(503);
    expect(readiness?.text).toContain('Attaché is stopping');
    expect(late).toBe('undelivered');
    expect({ code, complained }).toEqual({ code: 0, complained: '' });
    expect(await room.ask('/healthz')).toBeUndefined();
    expect(room.discord.emulator.accepted.length - before).toBeLessThanOrEqual(1);
    expect(room.discord.emulator.violations).toEqual([]);
  });

  test('ends a send that is under way, notes it, and leaves the next start nothing to recover', async () => {
    const program = await room.start();
    await room.setUp(program);
    await room.slack.person('Kwame');
    room.slack.emulator.faults.next('chat.postMessage', slow);

    await room.types('Kwame', '/exchange join');
    await pause(500);
    const { code } = await program.stop();
    const left = await deliveriesByState();
    const sent = posts();
    const again = await room.start();
    await pause(1_000);
    await again.stop();

    expect(code).toBe(0);
    expect(unfinished(left)).toEqual({ pending: 0, sending: 0 });
    expect(left.sent).toBeGreaterThan(0);
    expect([sent, posts()]).toEqual([left.sent, left.sent]);
  });
});

describe('stopped while a platform hangs', () => {
  beforeEach(async () => {
    room = await openProgramRoom();
  });

  test('ends all the same, and the next start can have the record', async () => {
    const program = await room.start();
    await room.setUp(program);
    await room.slack.person('Kwame');
    room.slack.emulator.faults.next('chat.postMessage', { kind: 'hang' });
    room.slack.emulator.faults.next(onTheWay, { kind: 'hang' }, 5);

    await room.types('Kwame', '/exchange join');
    await pause(500);
    const began = performance.now();
    const { code } = await program.stop();
    const took = performance.now() - began;
    const again = await room.start();
    await again.stop();

    expect(code).toBe(0);
    expect(took).toBeLessThan(27_000);
  }, 60_000);

  test('ends at once when it is told a second time', async () => {
    const program = await room.start();
    await room.setUp(program);
    await room.slack.person('Kwame');
    room.slack.emulator.faults.next('chat.postMessage', { kind: 'hang' });

    await room.types('Kwame', '/exchange join');
    await pause(1_000);
    const ended = program.stop();
    await pause(900);
    const { code } = await program.stop();
    await ended;

    // In order it would have waited for the post, and ended with 0.
    expect(code).toBe(1);
  });
});
