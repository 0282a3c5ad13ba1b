// What every platform must do, told by people at a chat; run by platform.{slack,discord,practice}.test.ts.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Outgoing } from '#bot/platform.ts';
import { day, instant, type Text, value } from '#bot/text.ts';
import { type Drawing, route, type View } from '#bot/view.ts';
import type { ChannelId } from '#exchange/people.ts';
import { exampleChart } from '../support/example-drawings.ts';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import type { Person } from '../support/person.ts';
import { openPlatformBench, type PlatformBench } from './platform-bench.ts';
import type { ContractRoom } from './platform-rooms.ts';

const plan = {
  Title: 'Digital evidence',
  Kind: 'In the field',
  'First day': '2027-03-01',
  'Last day': '2027-03-05',
  Seats: 20,
};

const typedPlan = {
  title: 'Digital evidence',
  kind: 'In the field',
  starts: '2027-03-01',
  ends: '2027-03-05',
  seats: 20,
};

/** What a platform cannot be asked for, each with its reason. */
export interface Skips {
  readonly unknownSubcommands?: string;
}

export function platformContract(
  name: string,
  openRoom: () => Promise<ContractRoom>,
  skips: Skips = {},
): void {
  describe(`platform ${name}`, () => {
    let bench: PlatformBench;
    let room: ContractRoom;
    let ama: Person;
    let karim: Person;
    let board: ChannelId;

    beforeEach(async () => {
      bench = await openPlatformBench(openRoom);
      room = bench.room;
      board = await room.channel('board');
      ama = await room.person('Ama');
      karim = await room.person('Karim');
    });

    afterEach(async () => {
      const { violations } = room;
      await bench.close();
      expect(violations()).toEqual([]);
      expect(bench.errors).toEqual([]);
    });

    function outgoing(view: View, more: Partial<Outgoing> = {}): Outgoing {
      return {
        to: { channel: board },
        drawing: drawn(view),
        proof: `contract · ${view.length} · ${Math.random()}`,
        addressees: [],
        ...more,
      };
    }

    describe('commands and forms', () => {
      test('a command typed whole is answered, its quotes and Arabic as they were typed', async () => {
        const aims = 'تدريب مشترك';

        await ama.runs('drill plan', { ...typedPlan, title: 'The "Accra" plan', aims });

        const answer = await ama.waitsFor('is kept');
        expect(answer).toContain('The plan “The "Accra" plan” is kept.');
        expect(answer).toContain(`Aims = ${aims}`);
        expect(await ama.modal()).toBeUndefined();
      });

      test('a missing option opens a form with what was understood filled in', async () => {
        await ama.runs('drill plan', { title: 'Digital evidence', kind: 'In the field' });

        const form = await formBefore(ama);
        expect(form.title).toContain('Plan a drill');
        expect(form.introduction).toContain('Only the planners see this.');
        expect(filledIn(form)).toMatchObject({ Title: 'Digital evidence', Kind: 'In the field' });
      });

      test('a form of several pages is filled at the pace of the platform, and nothing of it is lost', async () => {
        await ama.runs('drill plan', { title: 'Digital evidence' });
        const first = await formBefore(ama);
        const { Title: _, ...rest } = plan;

        await fillsPages(ama, { ...rest, 'Open to all': true, Level: '4' });

        const answer = await ama.waitsFor('is kept');
        for (const line of [
          'Kind = field',
          'First day = 2027-03-01',
          'Seats = 20',
          'Open to all = true',
          'Level = 4',
        ])
          expect(answer).toContain(line);
        expect(first.fields).toHaveLength(bench.platform().fieldsAtOnce === 5 ? 4 : 12);
        expect(await bench.kept()).toEqual(['Digital evidence']);
      });

      test('a wrong answer is named, everything typed is kept, and the corrected form is taken', async () => {
        await ama.runs('drill plan', { title: 'Digital evidence' });

        await fillsPages(ama, { ...plan, 'Last day': '2027-02-05', Aims: 'To keep evidence whole' });

        await ama.waitsFor('The drill would end on 5 February 2027, before it begins on 1 March 2027.');
        expect(await bench.kept()).toEqual([]);
        if (!(await ama.modal())) await ama.presses('Correct');
        const again = await formBefore(ama);
        expect(filledIn(again)).toMatchObject({
          'First day': '2027-03-01',
          'Last day': '2027-02-05',
          Seats: '20',
        });
        await fillsPages(ama, { 'Last day': '2027-03-05' });
        const answer = await ama.waitsFor('is kept');
        expect(answer).toContain('Aims = To keep evidence whole');
        expect(await bench.kept()).toEqual(['Digital evidence']);
      });

      test('people, channels and files are picked in the platform’s own way', async () => {
        const bytes = Buffer.from('%PDF one page');
        await ama.runs('drill plan', typedPlanWithout('title'));

        await fillsPages(ama, {
          Title: 'Digital evidence',
          Contact: karim.account,
          Channel: board,
          Outline: { name: 'outline.pdf', type: 'application/pdf', bytes },
        });

        const answer = await ama.waitsFor('is kept');
        expect(answer).toContain(`Contact = ${karim.account}`);
        expect(answer).toContain(`Channel = ${board}`);
        expect(answer).toContain('Outline = %PDF one page');
      });

      test('what the record knows is offered as it is typed, and what was offered is understood', async () => {
        const { id } = await bench.arrange(({ organisations }) =>
          organisations.add({
            name: 'Accra Police Academy',
            country: 'GH',
            language: 'en',
            zone: 'UTC',
            hub: false,
          }),
        );

        const offered = await ama.isOffered('drill plan', 'partner', 'acc');
        await ama.runs('drill plan', { title: 'Digital evidence' });
        await fillsPages(ama, { ...plan, Partner: 'Accra Police Academy' });

        expect(offered).toEqual(['Accra Police Academy']);
        expect(await ama.waitsFor('is kept')).toContain(`Partner = ${id}`);
      });

      test('a form that was begun before a restart is finished after it', async () => {
        await ama.runs('drill plan', { title: 'Digital evidence' });
        await formBefore(ama);

        await bench.restart();
        await fillsPages(ama, plan);

        await ama.waitsFor('is kept');
        expect(await bench.kept()).toEqual(['Digital evidence']);
      });

      test('speaks Arabic, forms too, to whoever chose it', async () => {
        await bench.arrange(async ({ people }) => {
          const { id } = await people.add({
            name: 'Karim',
            organisation: undefined,
            membership: 'confirmed',
            language: 'ar',
          });
          await people.link(karim.account, id, 'Karim');
        });

        await karim.runs('drill whisper');
        await karim.runs('drill note');
        const form = await formBefore(karim);
        await karim.fills({ العنوان: 'Digital evidence' });

        expect(form.title).toContain('حفظ ملاحظة');
        expect(form.fields.map((field) => field.label)).toEqual(['العنوان']);
        await karim.waitsFor('بيني وبينك.');
        await karim.waitsFor('تم حفظ الخطة «Digital evidence».');
      });

      const why = skips.unknownSubcommands;
      test.skipIf(why)(
        `an unknown subcommand is answered with what there is${why ? ` (${why})` : ''}`,
        async () => {
          await ama.runs('drill dance');

          expect(await ama.waitsFor('There is no command')).toContain('/drill plan');
        },
      );
    });

    describe('what is seen by whom', () => {
      test('a private reply is for the asker alone, a public one for everybody', async () => {
        await ama.runs('drill whisper', {}, { in: board });
        await ama.runs('drill board', {}, { in: board });

        await ama.waitsFor('Between you and me.', board);
        await karim.waitsFor('Nobody has taken it', board);
        expect((await karim.sees()).join('\n')).not.toContain('Between you and me.');
      });

      test('a form’s answer is private too', async () => {
        await ama.runs('drill note', {}, { in: board });
        await formBefore(ama);

        await ama.fills({ Title: 'Mine' });

        await ama.waitsFor('is kept');
        expect((await karim.sees()).join('\n')).not.toContain('Mine');
      });
    });

    describe('buttons and lists', () => {
      test('lead where their route says, and redraw their message in place', async () => {
        await ama.runs('drill board', {}, { in: board });
        await karim.waitsFor('Nobody has taken it', board);

        await karim.presses('Take it');

        await ama.waitsFor('Karim has taken number 42', board);
        await ama.chooses('Shift', 'Late');
        await karim.waitsFor('The shift is late', board);
        expect((await karim.sees(board)).filter((text) => text.includes('Nobody has taken it'))).toEqual([]);
      });

      test('work on messages from before a restart', async () => {
        await ama.runs('drill board', {}, { in: board });
        await karim.waitsFor('Nobody has taken it', board);

        await bench.restart();
        await karim.presses('Take it');
        await ama.waitsFor('Karim has taken number 42', board);
        await bench.restart();
        await ama.chooses('Shift', 'Early');

        await karim.waitsFor('The shift is early', board);
      });

      test('open a form with what they know filled in', async () => {
        await ama.runs('drill board', {}, { in: board });
        await ama.waitsFor('Nobody has taken it', board);

        await ama.presses('Plan one');
        await fillsPages(ama, { ...plan, Seats: 8 });

        expect(await ama.waitsFor('is kept')).toContain('Seats = 8');
      });

      test('of a drawing that never was get a sentence', async () => {
        await bench
          .platform()
          .post(
            outgoing([
              { heading: ['An old card'] },
              { buttons: [{ label: ['Old button'], route: route('drill/gone/press', '1') }] },
            ]),
          );

        await ama.presses('Old button');

        await ama.waitsFor('This button belongs to an earlier version of Attaché.');
      });
    });

    describe('what arrives twice', () => {
      test('has one effect, under one key', async () => {
        await ama.runs('drill note');
        await formBefore(ama);

        await room.submitsTwice(ama, { Title: 'Once' });

        await ama.waitsFor('is kept');
        await bench.restart();
        expect(await bench.kept()).toEqual(['Once']);
        const [command, ...submissions] = bench.keys;
        expect(submissions.length).toBeGreaterThan(0);
        expect(new Set(submissions).size).toBe(1);
        expect(submissions).not.toContain(command);
      });
    });

    describe('posts', () => {
      test('stand in a channel, are redrawn in place, and ring for nobody when they are', async () => {
        const card = await bench
          .platform()
          .post(outgoing([{ heading: ['Seats: 3'] }, { facts: [[['Place'], ['Accra']]] }]));
        await karim.waitsFor('Seats: 3', board);

        await bench.platform().revise(card, drawn([{ heading: ['Seats: 2'] }, mentioning(karim)]));

        await karim.waitsFor('Seats: 2', board);
        const seen = (await karim.sees(board)).join('\n');
        expect(seen).not.toContain('Seats: 3');
        expect((await room.liveIn(board, 'Seats: 2')).notifies).toEqual([]);
      });

      test('are redrawn after a restart', async () => {
        const card = await bench.platform().post(outgoing([{ heading: ['Seats: 3'] }]));

        await bench.restart();
        await bench.platform().revise(card, drawn([{ heading: ['Seats: 2'] }]));

        expect(await karim.sees(board)).toEqual([expect.stringContaining('Seats: 2')]);
      });

      test('reach one account directly, and nobody else', async () => {
        await bench
          .platform()
          .post(outgoing([{ paragraph: ['For Karim'] }], { to: { account: karim.account } }));

        await karim.waitsFor('For Karim', 'direct');
        expect((await ama.sees()).join('\n')).not.toContain('For Karim');
      });

      test('to somebody who takes no direct messages fail as closed', async () => {
        const shut = await room.person('Shut', { closed: true });

        const post = bench
          .platform()
          .post(outgoing([{ paragraph: ['For Shut'] }], { to: { account: shut.account } }));

        await expect(post).rejects.toMatchObject({ name: 'PlatformFailure', kind: 'closed' });
      });

      test('to a channel that is not there fail as gone', async () => {
        const post = bench
          .platform()
          .post(outgoing([{ paragraph: ['Lost'] }], { to: { channel: room.lostChannel } }));

        await expect(post).rejects.toMatchObject({ name: 'PlatformFailure', kind: 'gone' });
      });

      test('are found again by their proof, also after a restart, and only those that were made', async () => {
        const since = Date.now() - 1_000;
        const made = outgoing([{ heading: ['Made'] }, { divider: true }]);
        const never = outgoing([{ heading: ['Never made'] }]);
        const reference = await bench.platform().post(made);

        await bench.restart();

        expect(await bench.platform().find(made, since)).toBe(reference);
        expect(await bench.platform().find(never, since)).toBeUndefined();
        expect(await karim.sees(board)).toHaveLength(1);
      });

      test('notify their addressees, and nobody else whom they speak of', async () => {
        await bench.platform().post(
          outgoing([{ paragraph: ['A message is waiting'] }, mentioning(karim), mentioning(ama)], {
            addressees: [karim.account],
          }),
        );

        await ama.waitsFor('A message is waiting', board);
        expect((await room.liveIn(board, 'A message is waiting')).notifies).toEqual([karim.account]);
        expect((await ama.sees(board)).join('\n')).toMatch(/Karim[\s\S]*Ama/u);
      });
    });

    describe('what is drawn', () => {
      test('pictures are seen, with words for those who do not see them', async () => {
        await bench
          .platform()
          .post(outgoing([{ heading: ['Answers'] }, { image: exampleChart, alt: ['Most found it useful'] }]));
        await ama.waitsFor('Answers', board);

        const [picture] = await ama.files();

        expect(picture?.alt).toBe('Most found it useful');
        expect([...(picture?.bytes.slice(1, 4) ?? [])]).toEqual([...Buffer.from('PNG')]);
      });

      test('a file arrives whole', async () => {
        const bytes = Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
        const file = { name: 'course.ics', mediaType: 'text/calendar', bytes };
        await bench.platform().post(outgoing([{ heading: ['Dates'] }, { file, label: ['Calendar file'] }]));
        await ama.waitsFor('Dates', board);

        const seen = (await ama.files()).find((one) => one.name === 'course.ics');

        expect(Buffer.from(seen?.bytes ?? []).toString()).toBe(bytes.toString());
      });

      test('instants say when, days say which', async () => {
        const at = Date.UTC(2027, 2, 1, 9, 30);
        const view = [{ paragraph: ['Begins ', instant(at, 'Africa/Accra'), ', ends ', day('2027-03-05')] }];

        await bench.platform().post(outgoing(view));

        const text = await ama.waitsFor('Begins', board);
        expect(text).toMatch(/Begins.*1 March 2027.*09:30/u);
        expect(text).toContain('ends 5 March 2027');
      });

      test('Arabic stays Arabic, with foreign words inside', async () => {
        const view: View = [
          { heading: ['دورة ', value('Digital evidence')] },
          { facts: [[['آخر موعد'], [day('2027-03-05')]]] },
        ];

        await bench
          .platform()
          .post(outgoing(view, { drawing: { view, language: 'ar', zone: 'Africa/Casablanca' } }));

        const text = await ama.waitsFor('Digital evidence', board);
        expect(text).toContain('دورة Digital evidence');
        expect(text).toContain('آخر موعد');
        expect(text).toContain('5 مارس 2027');
      });

      test.each([
        ['a broadcast', '<!channel> @everyone @here <!subteam^S1>'],
        ['a link', '[x](javascript:1) <https://evil.example|x> [y](https://evil.example)'],
        ['a mention', '<@U1> <@!42> <#C1> <@&7>'],
        ['code and emphasis', '`rm` ``` **bold** _it_ ~~gone~~ ||hidden|| > quote # title - list'],
        ['HTML', '<b onclick="x()">bold</b><script>alert(1)</script> & more'],
        ['dates and emoji', '<t:0:R> <!date^0^{date}|never> :smile: <:a:1>'],
      ])('%s in a title stays text, and rings for nobody', async (_, hostile) => {
        const label = ['Look'];
        const view: View = [
          { heading: [value(hostile)] },
          { paragraph: ['About ', { bold: [value(hostile)] }, '.'] },
          { facts: [[['Title'], [value(hostile)]]] },
          { list: [[value(hostile)], [{ person: { name: hostile, accounts: [] } }]] },
          { buttons: [{ label, route: route('drill/board/take', '1') }] },
        ];

        await bench.platform().post(outgoing(view));

        const text = await ama.waitsFor('About', board);
        expect(squeezed(text).split(squeezed(hostile)).length - 1).toBeGreaterThanOrEqual(5);
        expect(await room.liveIn(board, 'About')).toMatchObject({ notifies: [], broadcasts: [], links: [] });
      });

      test('direction overrides do not reach beyond what was typed', async () => {
        const typed = '\u202Eevil\u202C \u2067 Accra';

        await bench.platform().post(outgoing([{ heading: ['Before ', value(typed), ' after'] }]));

        const text = await ama.waitsFor('Before', board);
        expect(text).toContain('evil');
        expect((await room.liveIn(board, 'Before')).reorders).toBe(false);
      });

      test('five thousand characters arrive, every one of them', async () => {
        const words = Array.from({ length: 1000 }, (_, index) => String(1000 + index));
        const long = words.join(' ');

        const reference = await bench
          .platform()
          .post(outgoing([{ heading: [value(long)] }, { paragraph: ['The end'] }]));
        await ama.waitsFor('The end', board);

        const seen = (await ama.sees(board)).join(' ').match(/\b[12]\d{3}\b/gu) ?? [];
        expect(new Set(seen)).toEqual(new Set(words));
        await bench.platform().revise(reference, drawn([{ heading: ['Short'] }]));
        await ama.waitsFor('Short', board);
        expect((await ama.sees(board)).join(' ')).not.toContain('1999');
      });
    });
  });
}

function drawn(view: View): Drawing {
  return { view, language: 'en', zone: 'Europe/London' };
}

function mentioning(person: Person): { paragraph: Text } {
  return { paragraph: [{ person: { name: person.name, accounts: [person.account] } }] };
}

function typedPlanWithout(option: keyof typeof typedPlan): Record<string, string | number> {
  return Object.fromEntries(Object.entries(typedPlan).filter(([name]) => name !== option));
}

function filledIn(form: { fields: readonly { label: string; filled: string | undefined }[] }) {
  return Object.fromEntries(form.fields.map((field) => [field.label, field.filled]));
}

/** Without blanks, which a platform may break lines at. */
function squeezed(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}
