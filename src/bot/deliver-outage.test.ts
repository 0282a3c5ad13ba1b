import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fails, openSendingBench, type SendingBench } from '../../test/support/sending-bench.ts';
import type { Tell } from './answer.ts';
import { circularPost } from './circulars.ts';
import { keepAnswers } from './keep-answers.ts';

const minute = 60_000;
const hour = 60 * minute;

let bench: SendingBench;

beforeEach(async () => {
  bench = await openSendingBench();
});
afterEach(() => bench.close());

describe('after an outage of three days', () => {
  /** What three people are told over three days, some of it with an end to its use. */
  async function threeDays(hourly: () => Promise<void>): Promise<{ people: readonly string[] }> {
    const people = await Promise.all(['a', 'b', 'c'].map((name) => bench.somebody(`practice:${name}`)));
    for (let at = 0; at < 72; at += 1) {
      const now = bench.clock.now();
      if (at % 6 === 0)
        await bench.add(...people.map((person) => bench.told(`lasting ${at} ${person}`, { person })));
      if (at % 12 === 3)
        await bench.add(
          ...people.map((person) =>
            bench.told(`passing ${at} ${person}`, { person, tooLateAt: now + 20 * hour }),
          ),
        );
      await hourly();
      bench.clock.at += hour;
    }
    return { people };
  }

  function expected(person: string): string[] {
    const keys: [number, string][] = [];
    for (let at = 0; at < 72; at += 6) keys.push([at, `lasting ${at} ${person}`]);
    // Those of the last twenty hours alone still help.
    for (let at = 3; at < 72; at += 12) if (at > 52) keys.push([at, `passing ${at} ${person}`]);
    return keys.toSorted(([one], [other]) => one - other).map(([, key]) => key);
  }

  it.each(['of Attaché', 'of the platform'])(
    '%s the right messages come once, in order, none too late',
    async (whose) => {
      const isOurs = whose === 'of Attaché';
      const { people } = await threeDays(async () => {
        bench.practice.always = fails('again');
        if (!isOurs) for (let at = 0; at < 4; at += 1) await bench.sender.sendDue();
      });
      const duringIt = bench.practice.accepted.length;
      bench.practice.always = undefined;

      await bench.rounds(200, minute);

      expect(duringIt).toBe(0);
      const told = Map.groupBy(bench.practice.accepted, ({ says }) => says.split(' ')[2] ?? '');
      for (const person of people)
        expect(told.get(person)?.map(({ says }) => says)).toEqual(expected(person));
      expect(await bench.list('undeliverable')).toEqual([]);
      const late = await bench.list('dropped');
      expect(late.every(({ reason }) => reason === 'too late')).toBe(true);
      expect(late).toHaveLength(3 * 5);
    },
  );
});

describe('a circular of a thousand', () => {
  const total = 1_000;
  let circular: string;
  let starter: string;

  beforeEach(async () => {
    starter = await bench.somebody('practice:vera');
    const people: string[] = [];
    await bench.change(async (records) => {
      for (let at = 0; at < total; at += 1) {
        const one = { name: `P${at}`, organisation: bench.accra, membership: 'confirmed' } as const;
        const person = await records.people.add(one);
        await records.people.link(`slack:T${at % 4}:U${at}`, person.id, `P${at}`);
        people.push(person.id);
      }
    });
    await bench.change((records) =>
      keepAnswers(
        records,
        people.map(
          (tell, at): Tell => ({
            tell,
            message: 'test/note',
            facts: { text: `${at}` },
            key: `circular ${at}`,
          }),
        ),
        bench.messages,
        { cause: 'course cancel', startedBy: starter },
      ),
    );
    const [running] = await bench.look(({ circulars }) => circulars.running());
    circular = running?.id ?? '';
  });

  const card = () => bench.practice.accepted[0]?.says;
  const tally = () => bench.look(({ circulars }) => circulars.tally(circular));

  it('shows its progress to whoever started it, and is over at the end', async () => {
    const shown = new Set<string>();
    bench.slack.always = () => {
      shown.add(card() ?? '');
    };

    await bench.sender.sendDue();
    await bench.sender.sendDue();

    expect(bench.slack.accepted).toHaveLength(total);
    expect(shown.size).toBeGreaterThan(1);
    expect(card()).toBe(`sent ${total}, left 0`);
    expect(await bench.look(({ circulars }) => circulars.byId(circular))).toMatchObject({
      total,
      startedBy: starter,
      isOver: true,
      isStopped: false,
    });
    expect(await bench.look(({ posts }) => posts.named(circularPost(circular)))).toHaveLength(1);
  });

  it('has never more than two hundred on their way', async () => {
    const sending: number[] = [];
    bench.slack.always = async () => {
      if (Math.random() < 0.05) sending.push((await bench.states()).sending);
    };

    await bench.sender.sendDue();

    expect(sending.length).toBeGreaterThan(10);
    expect(Math.max(...sending)).toBeLessThanOrEqual(200);
  });

  it('of which some fail and some may have left, is stopped in the middle: nothing leaves afterwards', async () => {
    let posts = 0;
    let atTheStop: { accepted: number; underWay: number } | undefined;
    bench.slack.always = async (accept) => {
      posts += 1;
      const own = posts;
      await new Promise((resolve) => setTimeout(resolve, 3));
      if (own === 400) {
        const underWay = await bench.change(async ({ circulars, deliveries }) => {
          await circulars.stop(circular);
          return (await deliveries.countByState()).sending;
        });
        atTheStop = { accepted: bench.slack.accepted.length, underWay };
      }
      if (own % 9 === 0) fails('again')(accept);
      if (own % 14 === 0) fails('unknown', { accepted: own % 28 === 0 })(accept);
    };

    await bench.sender.sendDue();
    bench.slack.always = undefined;
    await bench.rounds(30, minute);

    const { accepted, underWay: then } = atTheStop ?? { accepted: 0, underWay: 0 };
    const sent = bench.slack.accepted.length;
    expect(new Set(bench.slack.accepted.map(({ proof }) => proof)).size).toBe(sent);
    expect(sent).toBeGreaterThanOrEqual(accepted);
    // What had been taken when it was stopped may still go; nothing that failed or was lost is tried again.
    expect(sent).toBeLessThanOrEqual(accepted + then);
    expect(await tally()).toMatchObject({ sent, dropped: total - sent, pending: 0, sending: 0 });
    expect(await bench.look(({ circulars }) => circulars.byId(circular))).toMatchObject({
      isOver: true,
      isStopped: true,
    });
    expect(card()).toBe(`sent ${sent}, left 0`);
  });
});
