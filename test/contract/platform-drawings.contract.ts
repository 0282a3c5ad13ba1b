// What every platform must show as it was meant: pictures, files, instants, languages, and hostile titles as text.
import { describe, expect, test } from 'vitest';
import { day, instant, value } from '#bot/text.ts';
import { route, type View } from '#bot/view.ts';
import { exampleChart } from '../support/example-drawings.ts';
import { drawn, type HereNow, outgoing } from './platform-bench.ts';

export function drawingContract(here: HereNow): void {
  describe('what is drawn', () => {
    test('pictures are seen, with words for those who do not see them', async () => {
      const { bench, ama, board } = here();
      await bench
        .platform()
        .post(
          outgoing(board, [{ heading: ['Answers'] }, { image: exampleChart, alt: ['Most found it useful'] }]),
        );
      await ama.waitsFor('Answers', board);

      const [picture] = await ama.files();

      expect(picture?.alt).toBe('Most found it useful');
      expect([...(picture?.bytes.slice(1, 4) ?? [])]).toEqual([...Buffer.from('PNG')]);
    });

    test('a file arrives whole', async () => {
      const { bench, ama, board } = here();
      const bytes = Buffer.from('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
      const file = { name: 'course.ics', mediaType: 'text/calendar', bytes };
      await bench
        .platform()
        .post(outgoing(board, [{ heading: ['Dates'] }, { file, label: ['Calendar file'] }]));
      await ama.waitsFor('Dates', board);

      const seen = (await ama.files()).find((one) => one.name === 'course.ics');

      expect(Buffer.from(seen?.bytes ?? []).toString()).toBe(bytes.toString());
    });

    test('instants say when, days say which', async () => {
      const { bench, ama, board } = here();
      const at = Date.UTC(2027, 2, 1, 9, 30);
      const view = [{ paragraph: ['Begins ', instant(at, 'Africa/Accra'), ', ends ', day('2027-03-05')] }];

      await bench.platform().post(outgoing(board, view));

      const text = await ama.waitsFor('Begins', board);
      expect(text).toMatch(/Begins.*1 March 2027.*09:30/u);
      expect(text).toContain('ends 5 March 2027');
    });

    test('Arabic stays Arabic, with foreign words inside', async () => {
      const { bench, ama, board } = here();
      const view: View = [
        { heading: ['دورة ', value('Digital evidence')] },
        { facts: [[['آخر موعد'], [day('2027-03-05')]]] },
      ];

      await bench
        .platform()
        .post(outgoing(board, view, { drawing: { view, language: 'ar', zone: 'Africa/Casablanca' } }));

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
      const { bench, room, ama, board } = here();
      const label = ['Look'];
      const view: View = [
        { heading: [value(hostile)] },
        { paragraph: ['About ', { bold: [value(hostile)] }, '.'] },
        { facts: [[['Title'], [value(hostile)]]] },
        { list: [[value(hostile)], [{ person: { name: hostile, accounts: [] } }]] },
        { buttons: [{ label, route: route('drill/board/take', '1') }] },
      ];

      await bench.platform().post(outgoing(board, view));

      const text = await ama.waitsFor('About', board);
      expect(squeezed(text).split(squeezed(hostile)).length - 1).toBeGreaterThanOrEqual(5);
      expect(await room.liveIn(board, 'About')).toMatchObject({ notifies: [], broadcasts: [], links: [] });
    });

    test('direction overrides do not reach beyond what was typed', async () => {
      const { bench, room, ama, board } = here();
      const typed = '\u202Eevil\u202C \u2067 Accra';

      await bench.platform().post(outgoing(board, [{ heading: ['Before ', value(typed), ' after'] }]));

      const text = await ama.waitsFor('Before', board);
      expect(text).toContain('evil');
      expect((await room.liveIn(board, 'Before')).reorders).toBe(false);
    });

    test('five thousand characters arrive, every one of them', async () => {
      const { bench, ama, board } = here();
      const words = Array.from({ length: 1000 }, (_, index) => String(1000 + index));
      const long = words.join(' ');

      const reference = await bench
        .platform()
        .post(outgoing(board, [{ heading: [value(long)] }, { paragraph: ['The end'] }]));
      await ama.waitsFor('The end', board);

      const seen = (await ama.sees(board)).join(' ').match(/\b[12]\d{3}\b/gu) ?? [];
      expect(new Set(seen)).toEqual(new Set(words));
      await bench.platform().revise(reference, drawn([{ heading: ['Short'] }]));
      await ama.waitsFor('Short', board);
      expect((await ama.sees(board)).join(' ')).not.toContain('1999');
    });
  });
}

/** Without blanks, which a platform may break lines at. */
function squeezed(text: string): string {
  return text.replaceAll(/\s+/gu, '');
}
