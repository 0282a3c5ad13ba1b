import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { languages } from '#exchange/languages.ts';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import { inPlain } from '../../../test/support/exchange-bench.ts';
import { discordMessages } from '../../../test/support/tour/on-discord.ts';
import { slackMessages } from '../../../test/support/tour/on-slack.ts';
import { routesOf } from '../../../test/support/tour/traveller.ts';
import { hostile } from '../../../test/support/tour/wording.ts';

/** Nominees with an account, and some who have none yet. */
const reachable = 24;
const waiting = 12;

describe('/exchange circulars', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  /** A course of Kofi's with many nominees of Egypt. */
  async function fullCourse(title = 'Digital evidence'): Promise<string> {
    const course = await scene.publish({ title });
    await scene.bench.arrange(async (records) => {
      for (let number = 1; number <= reachable + waiting; number += 1) {
        const person = await records.people.add({
          name: `Trainee ${number}`,
          organisation: scene.id('egypt'),
          membership: 'confirmed',
        });
        if (number <= reachable)
          await records.people.link(`practice:trainee-${number}`, person.id, person.name);
        await records.nominations.add({
          course,
          nominee: person.id,
          organisation: scene.id('egypt'),
          nominatedBy: scene.id('salma'),
          rank: 'Sergeant',
          unit: 'Cyber unit',
          yearsOfService: 6,
          reason: 'Works on such cases.',
          state: 'submitted',
        });
      }
    });
    scene.hush();
    return course;
  }

  /** Kofi cancels a full course; nothing has left yet. */
  async function cancels(title?: string): Promise<string> {
    const course = await fullCourse(title);
    const kofi = scene.bench.as(account('kofi'));
    await kofi.runs('course cancel', { course, reason: 'The venue is closed.' });
    const asked = kofi.drawing();
    const confirm = (asked ? routesOf(asked) : []).find((route) => route.startsWith('course/cancel/confirm'));
    await kofi.pressesRoute(confirm ?? '');
    const [circular] = await scene.bench.arrange((records) => records.circulars.list(1));
    return circular?.id ?? '';
  }

  async function oversight(): Promise<void> {
    await scene.bench.arrange(async (records) => {
      const olga = await records.people.add({
        name: 'olga',
        organisation: scene.id('hub'),
        membership: 'confirmed',
      });
      await records.people.link(account('olga'), olga.id, 'olga');
      await records.people.grant({ person: olga.id, role: 'oversight', scope: 'hub' });
    });
  }

  it('says what a circular is as long as there is none', async () => {
    const seen = await scene.bench.as(account('kofi')).runs('exchange circulars');

    expect(seen).toContain('A circular is one message to 20 people or more');
  });

  it('shows whoever cancelled a course how far the news is, on a card and in the list', async () => {
    await cancels();
    await scene.bench.sendDue();

    const card = scene.heard('kofi');
    const list = await scene.bench.as(account('kofi')).runs('exchange circulars');

    expect(card).toContain('Circular: Cancellation of a course');
    expect(card).toContain('About: Digital evidence');
    expect(card).toContain('Started by: kofi · /course cancel');
    expect(card).toMatch(/■+□+/);
    expect(card).toMatch(/• 2\d of 39 messages have left\./);
    expect(card).toContain('12 wait for somebody to have an account here.');
    expect(card).toContain('[Stop]');
    expect(list).toMatch(
      /Cancellation of a course · Digital evidence – Running\. 2\d of 39 messages have left\./,
    );
  });

  it('asks before it stops, drops what has not left, and says so when it is pressed again', async () => {
    await cancels();
    const kofi = scene.bench.as(account('kofi'));
    await kofi.runs('exchange circulars');
    await kofi.presses('Look at it');

    const asked = await kofi.presses('Stop');
    const stopped = await kofi.presses('Stop sending');
    const again = await kofi.pressesRoute(`exchange/circulars/stop-now|${await only()}`);
    const card = await kofi.pressesRoute(`exchange/circulars/show|${await only()}`);
    await scene.bench.sendDue();

    expect(asked).toContain('Stop sending to the 39 who have not been told?');
    expect(stopped).toContain('Stopped on 4 January 2027 at 09:00 GMT: 39 messages were not sent.');
    expect(again).toContain('This circular has been stopped already.');
    expect(card).not.toContain('[Stop]');
    expect(scene.heard('trainee-1')).toBe('');
    expect(scene.heard('kofi')).toContain('Stopped on');
  });

  it('has nothing to stop once everything has left', async () => {
    const id = await cancels();
    await scene.bench.sendDue();
    scene.bench.clock.set('2027-06-01T09:00:00Z');
    await scene.bench.sendDue();
    const kofi = scene.bench.as(account('kofi'));

    const pressed = await kofi.pressesRoute(`exchange/circulars/stop|${id}`);

    expect(pressed).toContain('there is nothing to stop');
    expect(pressed).toContain('12 were not sent, because they no longer applied.');
    expect(scene.heard('kofi')).toContain('It is over: nothing waits any more.');
  });

  it('shows it to nobody else but coordinators and oversight, who may only look', async () => {
    await oversight();
    const id = await cancels();
    const [salma, otto, olga, ama] = ['salma', 'otto', 'olga', 'ama'].map((name) =>
      scene.bench.as(account(name)),
    );

    const foreign = await salma?.runs('exchange circulars');
    const refused = await salma?.pressesRoute(`exchange/circulars/stop-now|${id}`);
    const shown = await ama?.pressesRoute(`exchange/circulars/show|${id}`);
    const read = await olga?.pressesRoute(`exchange/circulars/show|${id}`);
    const mayNot = await olga?.pressesRoute(`exchange/circulars/stop-now|${id}`);
    const stopped = await otto?.pressesRoute(`exchange/circulars/stop-now|${id}`);

    expect(foreign).toContain('There is no circular to show.');
    expect(refused).toContain('it is not yours to see');
    expect(shown).toContain('it is not yours to see');
    expect(read).toContain('None of 39 messages has left yet.');
    expect(read).not.toContain('[Stop]');
    expect(mayNot).toContain('Only whoever started this circular and the coordinator can stop it.');
    expect(stopped).toContain('Stopped on 4 January 2027 at 09:00 GMT: 39 messages were not sent.');
  });

  it('names a course only to whoever may see it, also where they started the circular', async () => {
    const id = await cancels();
    const hers = await scene.bench.arrange(async (records) => {
      const circular = await records.circulars.byId(id);
      const facts = { course: String(circular?.facts.course) };
      await records.courses.withhold(facts.course, ['counter-terrorism']);
      const by = { cause: 'course cancel', startedBy: scene.id('ama') };
      return records.circulars.begin({ ...by, message: 'course/cancelled', facts, total: 20 });
    });

    const seen = await scene.bench.as(account('ama')).pressesRoute(`exchange/circulars/show|${hers}`);

    expect(seen).toContain('Circular: Cancellation of a course');
    expect(seen).not.toContain('Digital evidence');
  });

  it('tells how much longer it takes, by how fast it has been', async () => {
    const id = await cancels();
    await scene.bench.sendDue();
    await scene.bench.arrange(({ deliveries }) =>
      deliveries.add(
        Array.from({ length: 13 }, (_, number) => ({
          ...{ key: `slow · ${number}`, message: 'course/cancelled', facts: {}, person: scene.id('ama') },
          ...{ channel: undefined, organisation: undefined, purpose: undefined, post: undefined },
          ...{ tooLateAt: undefined, notBefore: scene.bench.clock.now() + 86_400_000, circular: id },
        })),
      ),
    );
    const kofi = scene.bench.as(account('kofi'));

    scene.bench.clock.set(scene.bench.clock.now() + 10 * 60_000);
    const soon = await kofi.pressesRoute(`exchange/circulars/show|${id}`);
    scene.bench.clock.set(scene.bench.clock.now() + 5 * 3_600_000);
    const later = await kofi.presses('Refresh');

    expect(soon).toMatch(/About [5-6] minutes left\./);
    expect(later).toMatch(/About [2-3] hours left\./);
  });

  it('names the job where nobody started it, and those that could not be delivered', async () => {
    await scene.bench.arrange(async (records) => {
      const circular = await records.circulars.begin({
        cause: 'feedback-rounds',
        startedBy: undefined,
        message: 'feedback/reminder',
        facts: {},
        total: 12_345,
      });
      await records.deliveries.add([
        {
          key: 'told · kofi',
          message: 'feedback/reminder',
          facts: {},
          person: scene.id('kofi'),
          channel: undefined,
          organisation: undefined,
          purpose: undefined,
          post: undefined,
          tooLateAt: undefined,
          circular,
        },
      ]);
      const [taken] = await records.deliveries.take(scene.bench.clock.now(), 1, 'bench', []);
      const ending = { reason: 'closed', failure: 'closed' } as const;
      await records.deliveries.giveUp(taken?.id ?? '', 'bench', 'undeliverable', ending);
    });
    const vera = scene.bench.as(account('vera'));
    await vera.runs('exchange circulars');

    const card = await vera.presses('Look at it');
    const list = await vera.presses('Show those not delivered');

    expect(card).toContain('Started by: Attaché itself · Rounds of feedback');
    expect(card).toContain('None of 12,345 messages has left yet.');
    expect(card).toContain('1 could not be delivered.');
    expect(list).toContain('1 message could not be delivered');
  });

  it.each(languages)('stands in one message with the worst of titles in %s', async (language) => {
    await scene.bench.arrange((records) => records.people.change(scene.id('kofi'), { language }));
    await cancels(hostile.line('Worst', 100));
    await scene.bench.sendDue();

    const card = scene.bench.delivered.findLast(({ to, says }) => to === account('kofi') && /■|□/.test(says));
    if (!card) throw new Error('Kofi has no card.');
    const seen = {
      ...({ after: 'the card', as: 'delivery', to: account('kofi'), addressees: [] } as const),
      ...{ drawing: card.drawing, proof: undefined },
    };

    expect(card.drawing.language).toBe(language);
    expect(inPlain(card.drawing)).not.toMatch(/[{}]count|undefined|NaN/);
    expect([discordMessages(seen), slackMessages(seen).length]).toEqual([1, 1]);
  });

  async function only(): Promise<string> {
    const [circular] = await scene.bench.arrange((records) => records.circulars.list(1));
    return circular?.id ?? '';
  }
});
