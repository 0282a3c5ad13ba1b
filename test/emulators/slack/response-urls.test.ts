// Response URLs: five uses, thirty minutes, one message replaced or deleted, all of it checked.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ByHand, startByHand } from './by-hand.ts';
import { type Fields, stringOf } from './json.ts';

let bench: ByHand;

beforeEach(async () => {
  bench = await startByHand();
  bench.slack.sendRequestsTo('http://127.0.0.1:1/');
});

afterEach(() => bench.slack.stop());

async function use(url: unknown, body: Fields): Promise<[status: number, text: string]> {
  const response = await fetch(stringOf(url), { method: 'POST', body: JSON.stringify(body) });
  return [response.status, await response.text()];
}

const commandUrl = () => bench.amina.composes(bench.courses, '/course').payload.response_url;
const texts = () => bench.amina.sees(bench.courses).map((message) => message.text);

it('takes five answers and refuses the sixth and the seventh', async () => {
  const url = commandUrl();

  const answers: [number, string][] = [];
  for (let turn = 1; turn <= 7; turn += 1) answers.push(await use(url, { text: `answer ${turn}` }));

  expect(answers.map(([status]) => status)).toEqual([200, 200, 200, 200, 200, 404, 404]);
  expect(answers.at(-1)?.[1]).toContain('used_url');
  expect(texts()).toHaveLength(5);
  expect(bench.rules()).toEqual(['response-url-overused', 'response-url-overused']);
});

it('ends after half an hour', async () => {
  const [early, late] = [commandUrl(), commandUrl()];

  bench.time.now += 30 * 60_000;
  const inTime = await use(early, { text: 'in time' });
  bench.time.now += 1;
  const tooLate = await use(late, { text: 'too late' });

  expect(inTime[0]).toBe(200);
  expect(tooLate).toEqual([404, '{"ok":false,"error":"expired_url"}']);
  expect(bench.rules()).toEqual(['response-url-expired']);
});

it('answers the asker alone unless told to answer in the channel', async () => {
  const karim = bench.hub.addUser({ name: 'karim' });

  await use(commandUrl(), { text: 'for you' });
  await use(commandUrl(), { text: 'for all', response_type: 'in_channel' });

  expect(texts()).toEqual(['for you', 'for all']);
  expect(karim.sees(bench.courses).map((message) => message.text)).toEqual(['for all']);
});

it('replaces and deletes the message that was pressed, also one that only the presser sees', async () => {
  const button = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
  await use(commandUrl(), { text: 'card', blocks: [{ type: 'actions', elements: [button] }] });
  const [card] = bench.amina.sees(bench.courses);
  if (!card) throw new Error('no card');

  const { request } = await bench.amina.presses(card, 'Go');
  await use(request.payload.response_url, { replace_original: true, text: 'replaced' });
  const replaced = texts();
  await use(request.payload.response_url, { delete_original: true });

  expect(request.payload).toMatchObject({ container: { is_ephemeral: true } });
  expect(request.payload.message).toBeUndefined();
  expect(replaced).toEqual(['replaced']);
  expect(texts()).toEqual([]);
});

it('posts anew when a command, which has no original, asks to replace it', async () => {
  const url = commandUrl();

  await use(url, { text: 'working' });
  await use(url, { text: 'done', replace_original: true });

  expect(texts()).toEqual(['working', 'done']);
});

it('refuses blocks that break a limit, and records it', async () => {
  const header = { type: 'header', text: { type: 'plain_text', text: 'x'.repeat(151) } };

  const answer = await use(commandUrl(), { text: 'x', blocks: [header] });

  expect(answer).toEqual([400, '{"ok":false,"error":"invalid_blocks"}']);
  expect(bench.rules()).toEqual(['length']);
});

it('can be made to fail like the Web API', async () => {
  bench.slack.faults.next('response_url', { kind: 'accept-then-server-error' });

  const [status] = await use(commandUrl(), { text: 'taken' });

  expect(status).toBe(500);
  expect(texts()).toEqual(['taken']);
});
