import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { houseWords } from '#bot/house-words.ts';
import { loadCommands, loadJobs } from '#bot/load-folders.ts';
import { languages } from '#exchange/languages.ts';
import type { NewDelivery, Reason } from '#store/records/deliveries.ts';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import { inPlain } from '../../../test/support/exchange-bench.ts';
import { discordMessages, problemsOnDiscord } from '../../../test/support/tour/on-discord.ts';
import { slackMessages } from '../../../test/support/tour/on-slack.ts';
import { hostile } from '../../../test/support/tour/wording.ts';

const reasons = ['closed', 'gone', 'refused', 'unsure', 'unreachable', 'failing'] as const;

describe('/exchange undelivered', () => {
  let scene: Scene;
  let course: string;
  beforeEach(async () => {
    scene = await openCourseScene();
    course = await scene.publish();
    await scene.bench.arrange(async (records) => {
      const add = { name: 'olga', organisation: scene.id('hub'), membership: 'confirmed' } as const;
      const olga = await records.people.add(add);
      await records.people.link(account('olga'), olga.id, 'olga');
      await records.people.grant({ person: olga.id, role: 'oversight', scope: 'hub' });
    });
    scene.hush();
  });
  afterEach(() => scene.bench.close());

  /** Something that was to be told and could not be; each a minute after the one before. */
  async function fails(reason: Reason, changes: Partial<NewDelivery> = {}): Promise<string> {
    const { bench } = scene;
    bench.clock.set(bench.clock.now() + 60_000);
    return bench.arrange(async (records) => {
      const key = `told · ${bench.clock.now()}`;
      await records.deliveries.add([
        {
          key,
          message: 'course/changed',
          facts: { course },
          person: scene.id('salma'),
          channel: undefined,
          organisation: undefined,
          purpose: undefined,
          post: undefined,
          tooLateAt: undefined,
          ...changes,
        },
      ]);
      const [taken] = await records.deliveries.take(bench.clock.now(), 1, 'bench', []);
      const ending = { reason, failure: `said ${reason}` } as const;
      await records.deliveries.giveUp(taken?.id ?? '', 'bench', 'undeliverable', ending);
      return taken?.id ?? '';
    });
  }

  const states = () => scene.bench.arrange((records) => records.deliveries.countByState());
  const vera = () => scene.bench.as(account('vera'));

  it('says what to do when somebody heard nothing, once everything has been delivered', async () => {
    const seen = await vera().runs('exchange undelivered');

    expect(seen).toContain('Everything has been delivered');
    expect(seen).toContain('/exchange organisation-list');
  });

  it('says to whom, what, since when, why and what helps, newest first', async () => {
    await fails('closed');
    await fails('gone', {
      person: undefined,
      channel: 'practice:egypt-news',
      organisation: scene.id('egypt'),
      purpose: 'managers',
      message: 'course/card',
    });

    const seen = await vera().runs('exchange undelivered');

    expect(seen).toContain('2 messages could not be delivered');
    expect(seen).toContain('To: salma · Egypt Police Academy');
    expect(seen).toContain('Message: Change to a course · Digital evidence');
    expect(seen).toContain('Since: 4 January 2027 at 09:01');
    expect(seen).toContain('This person takes no direct messages');
    expect(seen).toContain('name their organisation’s channel with /exchange channel-set');
    expect(seen).toContain('To: Managers’ channel of Egypt Police Academy');
    expect(seen.indexOf('Announcement of a course')).toBeLessThan(seen.indexOf('Change to a course'));
    expect(seen).not.toContain('said closed');
  });

  it('is for the coordinator, while oversight may only read', async () => {
    const id = await fails('failing');

    const refused = await scene.bench.as(account('salma')).runs('exchange undelivered');
    const pressed = await scene.bench.as(account('salma')).pressesRoute(`exchange/undelivered/again|${id}|0`);
    const olga = scene.bench.as(account('olga'));
    const read = await olga.runs('exchange undelivered');
    const mayNot = await olga.pressesRoute(`exchange/undelivered/settle|${id}|0`);
    const coordinator = await vera().runs('exchange undelivered');

    expect(refused).toContain('is for: Coordinator · Oversight');
    expect(pressed).toContain('is for: Coordinator');
    expect(read).toContain('Every attempt has failed.');
    expect(read).not.toContain('[');
    expect(read).not.toContain('said failing');
    expect(mayNot).toContain('is for: Coordinator');
    expect(coordinator).toContain('The platform said: said failing');
    expect((await states()).undeliverable).toBe(1);
  });

  it('names a course only to whoever may see it', async () => {
    const draft = await scene.bench.arrange(async (records) => {
      const known = await records.courses.byId(course);
      if (!known) throw new Error('The course is gone.');
      return records.courses.propose({ ...known, title: 'A secret thought' });
    });
    await fails('closed', { facts: { course: draft.id } });

    const oversight = await scene.bench.as(account('olga')).runs('exchange undelivered');
    const coordinator = await vera().runs('exchange undelivered');

    expect(oversight).toContain('Message: Change to a course');
    expect(oversight).not.toContain('A secret thought');
    expect(coordinator).toContain('Message: Change to a course · A secret thought');
  });

  it('sends again, and says at the second press that it is on its way', async () => {
    const id = await fails('closed', { message: 'exchange/member-confirmed', facts: memberFacts() });
    await vera().runs('exchange undelivered');

    const again = await vera().pressesRoute(`exchange/undelivered/again|${id}|0`);
    const twice = await scene.bench.as(account('otto')).pressesRoute(`exchange/undelivered/again|${id}|0`);
    await scene.bench.sendDue();
    const late = await vera().pressesRoute(`exchange/undelivered/settle|${id}|0`);

    expect(again).toContain('salma · Egypt Police Academy: on its way again.');
    expect(again).toContain('Everything has been delivered');
    expect(twice).toContain('it has been sent again already');
    expect(late).toContain('it has been delivered meanwhile');
    expect(scene.heard('salma').match(/Welcome to the exchange/g)).toHaveLength(1);
  });

  it('settles, and says to the other coordinator that somebody has', async () => {
    const id = await fails('gone');

    const settled = await vera().pressesRoute(`exchange/undelivered/settle|${id}|0`);
    const other = await scene.bench.as(account('otto')).pressesRoute(`exchange/undelivered/again|${id}|0`);
    const unknown = await vera().pressesRoute('exchange/undelivered/again|dlv-none|x');
    await scene.bench.sendDue();

    expect(settled).toContain('settled. It is not sent again.');
    expect(other).toContain('it is not to be sent any more. Somebody has seen to it.');
    expect(unknown).toContain('no longer in the list');
    expect(scene.heard('salma')).toBe('');
  });

  it('says what became of one that had nothing left to say', async () => {
    const id = await fails('closed', { message: 'course/cancelled' });

    await vera().pressesRoute(`exchange/undelivered/again|${id}|0`);
    await scene.bench.sendDue();
    const late = await vera().pressesRoute(`exchange/undelivered/again|${id}|0`);

    expect(late).toContain('What it was about has changed, and there was nothing left to say.');
  });

  it('leaves those that may have arrived out when a whole page is sent again', async () => {
    await fails('unsure');
    await fails('closed');
    const third = await fails('gone');
    const page = vera();
    await page.runs('exchange undelivered');
    await scene.bench.as(account('otto')).pressesRoute(`exchange/undelivered/settle|${third}|0`);

    const sent = await page.presses('Send all of this page again');
    const seen = await page.runs('exchange undelivered');

    expect(sent).toContain('1 message is on its way again.');
    expect(sent).toContain('1 had been dealt with already.');
    expect(seen).toContain('1 message could not be delivered');
    expect(seen).toContain('It may have arrived');
    expect(seen).toContain('[Send again anyway] [Settled]');
    expect(await states()).toMatchObject({ pending: 1, undeliverable: 1 });
  });

  it('turns pages of five, and stays on a page that there is', async () => {
    const ids: string[] = [];
    for (let number = 0; number < 11; number += 1) ids.push(await fails('closed'));
    const page = vera();

    const first = await page.runs('exchange undelivered');
    const second = await page.presses('Older');
    const third = await page.presses('Older');
    const back = await page.pressesRoute(`exchange/undelivered/settle|${ids[0]}|2`);
    const all = await page.presses('Send all of this page again');

    expect(first).toContain('Page 1 of 3, newest first');
    expect(first.match(/\[Settled\]/g)).toHaveLength(5);
    expect(second).toContain('[Newer] [Older] [Send all of this page again]');
    expect(third).toContain('Page 3 of 3');
    expect(third).not.toContain('[Older]');
    expect(back).toContain('Page 2 of 2');
    expect(all).toContain('5 messages are on their way again.');
    expect(all).toContain('5 messages could not be delivered');
  });

  it.each(languages)(
    'fits one message of either platform with the worst of names in %s',
    async (language) => {
      await scene.bench.arrange(async (records) => {
        await records.people.change(scene.id('vera'), { language });
        await records.people.change(scene.id('salma'), { name: hostile.line('Salma', 80) });
        const title = hostile.line('Worst', 100);
        await records.courses.edit(course, { title }, ['call-open']);
      });
      for (const reason of reasons) await fails(reason);
      const page = vera();

      await page.runs('exchange undelivered');
      await page.pressesRoute('exchange/undelivered/page|0');

      const drawing = page.drawing();
      if (!drawing) throw new Error('Nothing was shown.');
      const to = { to: account('vera'), addressees: [], proof: undefined } as const;
      const seen = { ...to, after: 'the page', as: 'answer', drawing } as const;
      expect(drawing.language).toBe(language);
      expect(inPlain(drawing)).not.toMatch(/undefined|NaN|\{/);
      expect(problemsOnDiscord(seen)).toEqual([]);
      expect([discordMessages(seen), slackMessages(seen).length]).toEqual([1, 1]);
    },
  );

  it('has a name for every message and every job of the house', async () => {
    const { messages: ofCommands } = await loadCommands(new URL('../', import.meta.url));
    const { jobs, messages: ofJobs } = await loadJobs(new URL('../../jobs/', import.meta.url));
    const wanted = [
      ...[...ofCommands, ...ofJobs].map(({ name }) => `message.${name}`),
      ...jobs.map(({ name }) => `job.${name}`),
      ...['message.other', 'job.other'],
    ];

    const named = houseWords.keys.filter((key) => /^(message|job)\./.test(key));

    expect(named.toSorted()).toEqual(wanted.toSorted());
  });

  function memberFacts() {
    return { person: scene.id('salma'), role: 'liaison' };
  }
});
