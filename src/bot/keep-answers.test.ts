import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSendingBench, type SendingBench } from '../../test/support/sending-bench.ts';
import type { Announce, Answer, Tell } from './answer.ts';
import { circularFrom, circularPost } from './circulars.ts';
import { keepAnswers } from './keep-answers.ts';
import { defineMessage } from './message.ts';

describe('keeping answers', () => {
  let bench: SendingBench;

  beforeEach(async () => {
    bench = await openSendingBench();
  });
  afterEach(() => bench.close());

  const tell = (person: string, key: string, more: Partial<Tell> = {}): Tell => ({
    tell: person,
    message: 'test/note',
    facts: { text: key },
    key,
    ...more,
  });
  const announce = (key: string, more: Partial<Announce> = {}): Announce => ({
    announce: 'practice:news',
    organisation: bench.accra,
    purpose: 'announcements',
    message: 'test/note',
    facts: { text: key },
    key,
    ...more,
  });
  const keep = (answers: readonly Answer[], startedBy?: string) =>
    bench.change((records) =>
      keepAnswers(records, answers, messages(), { cause: 'course cancel', startedBy }),
    );
  /** The bench's, and one more that says the same. */
  const messages = () => {
    const [note] = bench.messages.values();
    if (!note) throw new Error('There is no message.');
    return new Map([...bench.messages, ['test/other', defineMessage({ ...note, name: 'test/other' })]]);
  };
  const pending = () => bench.list('pending');
  const circulars = () => bench.look((records) => records.circulars.list(99));
  const many = (number: number, key = 'many') =>
    Array.from({ length: number }, (_, at) => tell(`per-${at}`, key));

  it('makes a delivery of each telling and announcing, under a key with its addressee', async () => {
    const now = bench.clock.now();

    await keep([
      tell(bench.ama, 'told · 1', { tooLateAt: now + 9, notBefore: now + 3, post: 'card · 1' }),
      announce('announced · 1', { post: 'card · 1' }),
      { reply: [] },
    ]);

    expect((await pending()).toSorted((one, other) => (one.key < other.key ? -1 : 1))).toMatchObject([
      {
        key: 'announced · 1 · practice:news',
        person: undefined,
        channel: 'practice:news',
        lane: 'practice',
        organisation: bench.accra,
        post: 'card · 1',
        notBefore: now,
      },
      {
        key: `told · 1 · ${bench.ama}`,
        person: bench.ama,
        channel: undefined,
        tooLateAt: now + 9,
        notBefore: now + 3,
        post: 'card · 1',
      },
    ]);
  });

  it('keeps the order of the answers for each reader, whatever messages they are', async () => {
    await bench.change((records) => records.people.link('practice:ama', bench.ama, 'Ama'));
    const answers = Array.from({ length: 30 }, (_, at) =>
      tell(bench.ama, `${at}`, { message: at % 3 === 0 ? 'test/other' : 'test/note' }),
    );

    await keep(answers);

    const taken: string[] = [];
    for (;;) {
      const [one] = await bench.change(({ deliveries }) => deliveries.take(bench.clock.now(), 9, 'h', []));
      if (!one) break;
      taken.push(`${one.facts.text}`);
      await bench.change(({ deliveries }) => deliveries.sent(one.id, 'h', one.id));
    }
    expect(taken).toEqual(answers.map(({ key }) => key));
  });

  it('marks a living card to be redrawn', async () => {
    await keep([announce('card', { post: 'card · 1' })]);
    await bench.sender.sendDue();
    await keep([{ revise: 'card · 1' }]);

    expect(await bench.look(({ posts }) => posts.isStale(bench.clock.now()))).toBe(true);
  });

  it('keeps nothing at all when a message is unknown', async () => {
    const kept = keep([tell(bench.ama, 'a'), tell(bench.ama, 'b', { message: 'test/none' })]);

    await expect(kept).rejects.toThrow('There is no message "test/none"');
    expect(await pending()).toEqual([]);
  });

  it('makes no circular of what goes to few', async () => {
    await keep(many(circularFrom - 1), bench.ama);
    await keep([announce('a'), ...many(circularFrom - 1, 'again')], bench.ama);

    expect(await circulars()).toEqual([]);
    expect(await pending()).toHaveLength(2 * circularFrom - 1);
  });

  it('makes a circular of what goes to many, with a card for whoever started it', async () => {
    await keep([...many(circularFrom), tell('per-1', 'aside', { message: 'test/other' })], bench.ama);

    const [circular, ...more] = await circulars();
    const waiting = await pending();
    expect(more).toEqual([]);
    expect(circular).toMatchObject({
      cause: 'course cancel',
      startedBy: bench.ama,
      message: 'test/note',
      facts: { text: 'many' },
      total: circularFrom,
    });
    expect(waiting.filter((one) => one.circular === circular?.id)).toHaveLength(circularFrom);
    expect(waiting.filter((one) => one.circular === undefined)).toMatchObject([
      { person: bench.ama, message: 'exchange/circular' },
      { person: 'per-1' },
    ]);
    expect(waiting.find(({ person }) => person === bench.ama)?.post).toBe(circularPost(circular?.id ?? ''));
  });

  it('knows by which lane each one of a circular travels, and what stands in a channel', async () => {
    const people = await Promise.all(
      Array.from({ length: circularFrom }, (_, at) => bench.somebody(`slack:T${at % 2}:U${at}`)),
    );
    bench.clock.at += 3_600_000;
    await bench.change(async (records) => {
      await records.people.link('discord:77', people[0] ?? '', 'P');
      await records.people.noteSeen('discord:77', bench.clock.now());
    });

    await keep([...[...people, 'per-nowhere'].map((person) => tell(person, 'm')), tell(bench.ama, 'few')]);

    const lanes = new Map((await pending()).map(({ person, lane }) => [person, lane]));
    expect(people.map((person) => lanes.get(person)).slice(0, 4)).toEqual([
      'discord',
      'slack:T1',
      'slack:T0',
      'slack:T1',
    ]);
    expect([lanes.get('per-nowhere'), lanes.get(bench.ama)]).toEqual([undefined, undefined]);
  });

  it('shows the circular of a job to nobody, and begins none for what a sweep says again', async () => {
    await keep(many(circularFrom));
    await keep(many(circularFrom));
    await keep([...many(circularFrom), ...many(3, 'new')]);

    expect(await circulars()).toHaveLength(1);
    expect(await pending()).toHaveLength(circularFrom + 3);
  });

  it('counts in a circular only what is new, each once', async () => {
    await keep(many(5));

    await keep([...many(circularFrom + 5), ...many(circularFrom + 5)], bench.ama);

    const [circular] = await circulars();
    expect(circular).toMatchObject({ total: circularFrom });
    expect(await bench.look((records) => records.circulars.tally(circular?.id ?? ''))).toMatchObject({
      pending: circularFrom,
    });
  });

  it('leaves the state of once, however often and in whatever order the same is kept and sent', async () => {
    const people = await Promise.all(
      Array.from({ length: 24 }, (_, at) => bench.somebody(`practice:p${at}`)),
    );
    let run = 0;

    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ act: fc.nat({ max: 3 }), times: fc.integer({ min: 1, max: 100 }) }), {
          minLength: 1,
          maxLength: 6,
        }),
        async (repeats) => {
          run += 1;
          const own = run;
          const acts: readonly (readonly Answer[])[] = [
            [tell(people[0] ?? '', `${own} a`), announce(`${own} b`)],
            people.map((person) => tell(person, `${own} c`)),
            [announce(`${own} b`), tell(people[1] ?? '', `${own} d`), tell(people[0] ?? '', `${own} a`)],
            [
              ...people.slice(0, 5).map((person) => tell(person, `${own} c`)),
              tell(people[1] ?? '', `${own} d`),
            ],
          ];
          const before = bench.practice.accepted.length;
          const order = repeats.flatMap(({ act, times }) => Array.from({ length: times }, () => act));

          for (const [at, act] of order.entries()) {
            await keep(acts[act] ?? []);
            if (at % 7 === 3) await bench.sender.sendDue();
          }
          await bench.sender.sendDue();

          const due = new Set(
            order.flatMap((act) =>
              (acts[act] ?? []).flatMap((answer) =>
                'tell' in answer
                  ? [`${answer.key} · ${answer.tell}`]
                  : 'announce' in answer
                    ? [`${answer.key} · ${answer.announce}`]
                    : [],
              ),
            ),
          );
          const sent = bench.practice.accepted.slice(before).map(({ proof }) => proof);
          expect(sent.toSorted()).toEqual([...due].toSorted());
        },
      ),
      { numRuns: 15 },
    );
    expect(await bench.states()).toMatchObject({ pending: 0, sending: 0, undeliverable: 0, dropped: 0 });
  });
});
