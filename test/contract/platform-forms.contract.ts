// What every platform must do with commands and forms.
import { describe, expect, test } from 'vitest';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import { type HereNow, plan, type Skips } from './platform-bench.ts';

const typedPlan = {
  title: 'Digital evidence',
  kind: 'In the field',
  starts: '2027-03-01',
  ends: '2027-03-05',
  seats: 20,
};

export function formContract(here: HereNow, skips: Skips): void {
  describe('commands and forms', () => {
    test('a command typed whole is answered, its quotes and Arabic as they were typed', async () => {
      const { ama } = here();
      const aims = 'تدريب مشترك';

      await ama.runs('drill plan', { ...typedPlan, title: 'The "Accra" plan', aims });

      const answer = await ama.waitsFor('is kept');
      expect(answer).toContain('The plan “The "Accra" plan” is kept.');
      expect(answer).toContain(`Aims = ${aims}`);
      expect(await ama.modal()).toBeUndefined();
    });

    test('a missing option opens a form with what was understood filled in', async () => {
      const { ama } = here();
      await ama.runs('drill plan', { title: 'Digital evidence', kind: 'In the field' });

      const form = await formBefore(ama);
      expect(form.title).toContain('Plan a drill');
      expect(form.introduction).toContain('Only the planners see this.');
      expect(filledIn(form)).toMatchObject({ Title: 'Digital evidence', Kind: 'In the field' });
    });

    test('a form of several pages is filled at the pace of the platform, and nothing of it is lost', async () => {
      const { bench, ama } = here();
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
      const { bench, ama } = here();
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
      const { ama, karim, board } = here();
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
      const { bench, ama } = here();
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
      const { bench, ama } = here();
      await ama.runs('drill plan', { title: 'Digital evidence' });
      await formBefore(ama);

      await bench.restart();
      await fillsPages(ama, plan);

      await ama.waitsFor('is kept');
      expect(await bench.kept()).toEqual(['Digital evidence']);
    });

    test('a form asks what fits its subject, in full, on as many pages as it takes, and over a restart', async () => {
      const { bench, ama } = here();
      await ama.runs('drill quiz', { kind: 'In the field' });
      const form = await formBefore(ama);
      const inFull = 'Who may enter the scene before the first officer has handed it over to the examiner?';

      await bench.restart();
      const chosen = {
        q1: 'The <b>owner</b>',
        q2: 'The time',
        q3: 'The time',
        q4: 'The time',
        q5: 'The time',
      };
      await fillsPages(ama, { ...chosen, q6: 'The rain' });

      expect(form.title).toContain('Quiz on In the field');
      expect(form.fields[0]?.label + (form.fields[0]?.hint ?? '')).toContain(inFull);
      expect(form.fields.map(({ name }) => name)).not.toContain('kind');
      const answer = await ama.waitsFor('The quiz “In the field” is answered.');
      expect(answer).toContain('q1 = 2');
      expect(answer).toContain('q6 = The rain');
    });

    test('what a form asks may hang on what it asked first', async () => {
      const { ama } = here();
      await ama.runs('drill quiz');
      await fillsPages(ama, { kind: 'At a table' });

      await ama.waitsFor('1');
      await ama.presses('Continue (1 of 1)');
      await fillsPages(ama, { q1: 'The time' });

      expect(await ama.waitsFor('The quiz “At a table” is answered.')).toContain('q1 = 1');
    });

    test('speaks Arabic, forms too, to whoever chose it', async () => {
      const { bench, karim } = here();
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
        const { ama } = here();
        await ama.runs('drill dance');

        expect(await ama.waitsFor('There is no command')).toContain('/drill plan');
      },
    );
  });
}

function typedPlanWithout(option: keyof typeof typedPlan): Record<string, string | number> {
  return Object.fromEntries(Object.entries(typedPlan).filter(([name]) => name !== option));
}

function filledIn(form: { fields: readonly { label: string; filled: string | undefined }[] }) {
  return Object.fromEntries(form.fields.map((field) => [field.label, field.filled]));
}
