// What every platform must do with answers, buttons and lists, and with what arrives twice.
import { describe, expect, test } from 'vitest';
import { route } from '#bot/view.ts';
import { fillsPages, formBefore } from '../support/fill-pages.ts';
import { type HereNow, outgoing, plan } from './platform-bench.ts';

export function answerContract(here: HereNow): void {
  describe('what is seen by whom', () => {
    test('a private reply is for the asker alone, a public one for everybody', async () => {
      const { ama, karim, board } = here();
      await ama.runs('drill whisper', {}, { in: board });
      await ama.runs('drill board', {}, { in: board });

      await ama.waitsFor('Between you and me.', board);
      await karim.waitsFor('Nobody has taken it', board);
      expect((await karim.sees()).join('\n')).not.toContain('Between you and me.');
    });

    test('a form’s answer is private too', async () => {
      const { ama, karim, board } = here();
      await ama.runs('drill note', {}, { in: board });
      await formBefore(ama);

      await ama.fills({ Title: 'Mine' });

      await ama.waitsFor('is kept');
      expect((await karim.sees()).join('\n')).not.toContain('Mine');
    });
  });

  describe('buttons and lists', () => {
    test('lead where their route says, and redraw their message in place', async () => {
      const { ama, karim, board } = here();
      await ama.runs('drill board', {}, { in: board });
      await karim.waitsFor('Nobody has taken it', board);

      await karim.presses('Take it');

      await ama.waitsFor('Karim has taken number 42', board);
      await ama.chooses('Shift', 'Late');
      await karim.waitsFor('The shift is late', board);
      expect((await karim.sees(board)).filter((text) => text.includes('Nobody has taken it'))).toEqual([]);
    });

    test('work on messages from before a restart', async () => {
      const { bench, ama, karim, board } = here();
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
      const { ama, board } = here();
      await ama.runs('drill board', {}, { in: board });
      await ama.waitsFor('Nobody has taken it', board);

      await ama.presses('Plan one');
      await fillsPages(ama, { ...plan, Seats: 8 });

      expect(await ama.waitsFor('is kept')).toContain('Seats = 8');
    });

    test('of a drawing that never was get a sentence', async () => {
      const { bench, ama, board } = here();
      await bench
        .platform()
        .post(
          outgoing(board, [
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
      const { bench, room, ama } = here();
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
}
