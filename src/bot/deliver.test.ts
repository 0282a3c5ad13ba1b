import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fails, openSendingBench, type SendingBench } from '../../test/support/sending-bench.ts';

describe('bot/deliver', () => {
  let bench: SendingBench;

  beforeEach(async () => {
    bench = await openSendingBench();
  });
  afterEach(() => bench.close());

  const link = (account: 'practice:ama' | 'discord:7' | 'slack:T1:U1') =>
    bench.change((records) => records.people.link(account, bench.ama, 'Ama'));
  const setSubject = (subject: string) => bench.change((records) => records.settings.set('subject', subject));

  it('says each thing once, however often it is asked to', async () => {
    await link('practice:ama');
    await bench.add(bench.told('a'), bench.told('a'), bench.told('b'));
    await bench.add(bench.told('a'));

    await Promise.all([bench.sender.sendDue(), bench.sender.sendDue()]);
    await bench.newSender().sendDue();

    expect(bench.practice.says()).toEqual(['a', 'b']);
  });

  it('draws from the record as it is when the message leaves, and leaves out what has lost its occasion', async () => {
    await link('practice:ama');
    await bench.add(bench.told('a'));
    await setSubject(' now');
    await bench.sender.sendDue();
    await setSubject('gone');
    await bench.add(bench.told('b'));

    await bench.sender.sendDue();

    expect(bench.practice.says()).toEqual(['a now']);
    expect(await bench.states()).toMatchObject({ sent: 1, dropped: 1 });
  });

  it('sends nothing before its time, and nothing that is too late', async () => {
    await link('practice:ama');
    const now = bench.clock.now();
    await bench.add(bench.told('later', { notBefore: now + 1_000 }), bench.told('late', { tooLateAt: now }));
    await bench.sender.sendDue();
    const early = bench.practice.accepted.length;

    bench.clock.at += 1_000;
    await bench.sender.sendDue();

    expect(early).toBe(0);
    expect(bench.practice.says()).toEqual(['later']);
    expect(await bench.states()).toMatchObject({ sent: 1, dropped: 1 });
  });

  it('waits as long as the platform says, and then sends once', async () => {
    await link('practice:ama');
    await bench.add(bench.told('a'));
    bench.practice.faults.push(fails('again', { retryAfter: 30_000 }));
    await bench.sender.sendDue();
    bench.clock.at += 29_999;
    await bench.sender.sendDue();
    const tooSoon = bench.practice.accepted.length;

    bench.clock.at += 1;
    await bench.sender.sendDue();

    expect(tooSoon).toBe(0);
    expect(bench.practice.accepted).toHaveLength(1);
  });

  it('waits longer after every failure, a quarter more or less, and an hour at most', async () => {
    const people = await Promise.all(
      Array.from({ length: 30 }, (_, at) => bench.somebody(`practice:p${at}`)),
    );
    bench.practice.always = fails('again');
    await bench.add(...people.map((person, at) => bench.told(`${at}`, { person })));
    const waits = new Map<number, number[]>();

    for (let round = 0; round < 14; round += 1) {
      // A sender of its own each time: the lane of one that was refused so often would rest.
      while ((await bench.newSender().sendDue()) > 0);
      const waiting = await bench.list('pending');
      for (const { attempts, notBefore, changedAt } of waiting)
        waits.set(attempts, [...(waits.get(attempts) ?? []), notBefore - changedAt]);
      bench.clock.at = Math.max(...waiting.map(({ notBefore }) => notBefore));
    }

    expect(waits.size).toBeGreaterThan(10);
    for (const [attempts, some] of waits) {
      const middle = Math.min(3_600_000, 5_000 * 2 ** (attempts - 1));
      expect(Math.min(...some)).toBeGreaterThanOrEqual(middle * 0.75 - 1);
      expect(Math.max(...some)).toBeLessThanOrEqual(middle * 1.25 + 1);
    }
    expect(new Set(waits.get(1)).size).toBeGreaterThan(5);
  });

  it('mentions somebody on Discord who asked for no direct messages, without a word of what it is', async () => {
    await link('discord:7');
    await bench.add(bench.told('secret'));

    await bench.sender.sendDue();

    const [mention] = bench.discord.accepted;
    expect(mention?.to).toBe('discord:1:2');
    expect(mention?.says).toContain('Ama, a message of the training exchange is waiting for you.');
    expect(JSON.stringify(mention?.drawing)).not.toContain('secret');
  });

  it('writes directly once it was asked to, and falls back to the mention when the door is closed', async () => {
    await link('discord:7');
    await bench.change((records) => records.people.setDirectMessages('discord:7', 'welcome'));
    await bench.add(bench.told('a'));
    bench.discord.faults.push(fails('closed'));

    await bench.sender.sendDue();
    await bench.add(bench.told('b'));
    await bench.sender.sendDue();

    expect(bench.discord.accepted.map((one) => one.to)).toEqual(['discord:1:2', 'discord:1:2']);
  });

  it('lists for the coordinator what no way was left for', async () => {
    await link('practice:ama');
    await bench.add(bench.told('a'));
    bench.practice.faults.push(fails('gone'));

    await bench.sender.sendDue();

    expect(await bench.list('undeliverable')).toMatchObject([
      { person: bench.ama, reason: 'gone', failure: 'practice: as the test wants it', takenBy: undefined },
    ]);
  });

  it('keeps what is for somebody without an account until they have one', async () => {
    await bench.add(bench.told('a'));
    await bench.sender.sendDue();

    await link('practice:ama');
    await bench.change((records) => records.deliveries.hasten(bench.ama, bench.clock.now()));
    await bench.sender.sendDue();

    expect(bench.practice.says()).toEqual(['a']);
  });

  it('sends once more what a human wants to be sent, and leaves what was set aside', async () => {
    await link('practice:ama');
    await bench.add(bench.told('a', { tooLateAt: bench.clock.now() + 1_000 }), bench.told('b'));
    bench.practice.faults.push(fails('refused'), fails('refused'));
    await bench.sender.sendDue();
    const [a, b] = (await bench.list('undeliverable')).toSorted((one, other) =>
      one.key < other.key ? -1 : 1,
    );
    bench.clock.at += 3_600_000;

    await bench.change(async ({ deliveries }) => {
      await deliveries.retry(a?.id ?? '');
      await deliveries.setAside(b?.id ?? '');
    });
    await bench.sender.sendDue();

    expect(bench.practice.says()).toEqual(['a']);
    expect(await bench.states()).toMatchObject({ sent: 1, dropped: 1, undeliverable: 0 });
  });

  describe('of living cards', () => {
    const card = () => ({
      person: undefined,
      channel: 'practice:news' as const,
      organisation: bench.accra,
      purpose: 'announcements' as const,
      post: 'card · 1',
    });

    it('redraws one for every change once, and again when the platform was busy', async () => {
      await bench.add(bench.told('card', card()));
      await bench.sender.sendDue();
      await bench.change(async (records) => {
        await records.settings.set('subject', ' 2');
        await records.posts.revise('card · 1');
        await records.posts.revise('card · 1');
      });
      bench.practice.faults.push(fails('again', { retryAfter: 1_000 }));
      await bench.sender.sendDue();
      const before = bench.practice.says();

      bench.clock.at += 1_000;
      await bench.sender.sendDue();

      expect(before).toEqual(['card']);
      expect(bench.practice.says()).toEqual(['card 2']);
      expect(bench.practice.asked.revisions).toBe(2);
    });

    it('redraws one that changed while it was on its way', async () => {
      await bench.add(bench.told('card', card()));
      bench.practice.faults.push(() =>
        bench.change(async (records) => {
          await records.settings.set('subject', ' 2');
          await records.posts.revise('card · 1');
        }),
      );

      await bench.sender.sendDue();

      expect(bench.practice.says()).toEqual(['card 2']);
    });

    it('redraws one that was sent to a person, for that person', async () => {
      await link('practice:ama');
      await bench.add(bench.told('card', { post: 'card · 1' }));
      await bench.sender.sendDue();
      await setSubject(' 2');
      await bench.change((records) => records.posts.revise('card · 1'));

      await bench.sender.sendDue();

      expect(bench.practice.says()).toEqual(['card 2']);
    });

    const show = async (subject: string) => {
      await setSubject(subject);
      await bench.change((records) => records.posts.revise('card · 1'));
      await bench.sender.sendDue();
    };

    it('takes one away as long as its readers may not see it, and posts it anew when they may', async () => {
      await bench.add(bench.told('card', card()));
      await bench.sender.sendDue();

      await show('gone');
      const absent = bench.practice.says();
      await show(' again');
      await show(' and again');

      expect(absent).toEqual(['']);
      expect(bench.practice.says()).toEqual(['', 'card and again']);
      expect(bench.practice.asked).toMatchObject({ posts: 2, finds: 0 });
    });

    it('posts one that nobody could see on its day when its readers may', async () => {
      await setSubject('gone');
      await bench.add(bench.told('card', card()));
      await bench.sender.sendDue();
      const before = bench.practice.asked.posts;

      await show(' at last');

      expect(before).toBe(0);
      expect(bench.practice.says()).toEqual(['card at last']);
    });

    it('says one neutral sentence where a message cannot be taken away, and the card again in its place', async () => {
      await bench.add(bench.told('card', card()));
      await bench.sender.sendDue();
      bench.practice.faults.push(fails('refused'));

      await show('gone');
      const absent = bench.practice.says();
      bench.practice.faults.push(fails('refused'));
      await show(' again');

      expect(absent).toEqual(['This message has been taken back.']);
      expect(bench.practice.says()).toEqual(['card again']);
      expect(bench.practice.asked.posts).toBe(1);
    });

    it('takes one away once more when it was not noted that it is', async () => {
      await bench.add(bench.told('card', card()));
      await bench.sender.sendDue();
      bench.practice.faults.push(fails('unknown', { accepted: true }));
      await show('gone');

      bench.clock.at += 60_000;
      await show(' again');

      expect(bench.practice.says()).toEqual(['', 'card again']);
    });

    it('forgets one whose message is gone', async () => {
      await bench.add(bench.told('card', card()));
      await bench.sender.sendDue();
      await bench.change((records) => records.posts.revise('card · 1'));
      bench.practice.faults.push(fails('gone'));

      await bench.sender.sendDue();

      expect(await bench.look(({ posts }) => posts.named('card · 1'))).toEqual([]);
    });
  });
});
