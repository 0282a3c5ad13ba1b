import { Resvg } from '@resvg/resvg-js';
import { describe, expect, test } from 'vitest';
import { courseEvaluation, oneQuestion } from '../../test/fixtures/charts/course-evaluation.ts';
import { fontsFor } from './chart-text.ts';
import { drawChart, drawChartAsSvg, shippedFonts } from './draw-chart.ts';

const languages = ['en', 'fr', 'es', 'ar'] as const;

/** The pieces of the bars in the order in which they were drawn. */
function barsIn(svg: string): { x: number; width: number; colour: string }[] {
  const [, group = ''] = /<g class="[^"]* bars_marks"[^>]*[^/]>(.*?)<\/g>/su.exec(svg) ?? [];
  return [...group.matchAll(/d="M([\d.]+),[\d.]+h([\d.]+)v[^"]*" fill="(#\w{6})"/gu)].map(
    ([, x, width, colour = '']) => ({ x: Number(x), width: Number(width), colour }),
  );
}

/** All words of a drawing, with its isolates taken out and its lines put together. */
function wordsIn(svg: string): string {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/gu)]
    .map(([, text = '']) => text.replaceAll(/[\u2067\u2069]/gu, ''))
    .join(' ');
}

function pixelsOf(text: string, fontFiles: readonly string[] = shippedFonts.fontFiles): Buffer {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="40"><text x="10" y="28" font-size="20" font-family="${fontsFor(text)}">${text}</text></svg>`;
  return new Resvg(svg, { font: { ...shippedFonts, fontFiles: [...fontFiles] } }).render().pixels;
}

/** The first seven columns in which `pixelsOf` draws. */
function leftmost(pixels: Buffer): Buffer {
  return Buffer.concat(
    Array.from({ length: 40 }, (_, y) => pixels.subarray((y * 600 + 10) * 4, (y * 600 + 17) * 4)),
  );
}

describe('a picture of a chart', () => {
  test.each(languages)('is a sharp PNG that says its own size, in %s', async (language) => {
    const picture = await drawChart(courseEvaluation(language));

    const bytes = new DataView(picture.png.buffer, picture.png.byteOffset);
    expect([...picture.png.slice(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    expect([bytes.getUint32(16), bytes.getUint32(20)]).toEqual([picture.width, picture.height]);
    expect(picture.width).toBe(1800);
    // Discord takes 10 MB from a server without boosts.
    expect(picture.png.length).toBeLessThan(1_000_000);
  });

  test('has a light card with clear corners, so that it stands in a dark chat as in a light one', async () => {
    const svg = await drawChartAsSvg(courseEvaluation('en'));

    const { pixels, width, height } = new Resvg(svg, { font: shippedFonts }).render();

    const pixel = (x: number, y: number) => [
      ...pixels.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
    ];
    expect(pixel(0, 0)[3]).toBe(0);
    expect(pixel(width - 1, height - 1)[3]).toBe(0);
    expect(pixel(20, 20)).toEqual([255, 255, 255, 255]);
  });

  test('has bars as wide as their answers', async () => {
    const bars = barsIn(await drawChartAsSvg(oneQuestion('en', 'Useful', [2, 0, 4, 6, 12])));

    const [first] = bars;
    expect(bars.map(({ width }) => Math.round((width / (first?.width ?? 0)) * 1000) / 1000)).toEqual([
      1, 2, 3, 6,
    ]);
    for (const [i, { x }] of bars.slice(1).entries()) {
      expect(x).toBeCloseTo((bars[i]?.x ?? 0) + (bars[i]?.width ?? 0));
    }
  });

  test('is mirrored in Arabic: the same bars from the right to the left', async () => {
    const [english, arabic] = await Promise.all(
      (['en', 'ar'] as const).map(async (language) =>
        barsIn(await drawChartAsSvg(oneQuestion(language, '5', [2, 0, 4, 6, 12]))),
      ),
    );

    expect(arabic?.map(({ colour }) => colour)).toEqual(english?.map(({ colour }) => colour));
    for (const [i, { x, width }] of (arabic ?? []).entries()) {
      expect(900 - (x + width)).toBeCloseTo(english?.[i]?.x ?? 0);
    }
  });

  test('draws nothing for an answer that nobody gave', async () => {
    expect(barsIn(await drawChartAsSvg(oneQuestion('en', 'Useful', [0, 0, 0, 0, 7])))).toHaveLength(1);
    expect(barsIn(await drawChartAsSvg(oneQuestion('en', 'Useful', [0, 0, 0, 0, 0])))).toEqual([]);
  });

  test('has every word of a question of more than a hundred letters', async () => {
    const label =
      'Since the course I have been able to preserve, document and hand over digital evidence without any help';

    const svg = await drawChartAsSvg(oneQuestion('en', label, [0, 0, 0, 1, 7]));

    expect(label.length).toBeGreaterThan(100);
    expect(wordsIn(svg)).toContain(label);
    expect(svg).not.toContain('…');
  });

  test('treats a hostile question as text', async () => {
    const label = '<script>alert("1")</script> & </text> ]]> \u0000\ud800\u202eevil';

    const svg = await drawChartAsSvg(oneQuestion('en', label, [0, 0, 0, 1, 7]));
    const picture = await drawChart(oneQuestion('ar', label, [0, 0, 0, 1, 7]));

    expect(svg).not.toContain('<script');
    for (const letter of '\u0000\ud800\u202e') expect(svg).not.toContain(letter);
    expect(wordsIn(svg)).toContain('&lt;script&gt;alert("1")&lt;/script&gt; &amp; &lt;/text&gt; ]]&gt; evil');
    expect(picture.png.length).toBeGreaterThan(1_000);
  });

  test('is refused, not drawn, when its numbers cannot be true', async () => {
    const chart = oneQuestion('en', 'Useful', [0, 0, 0, 0, 7]);
    const wrong = { ...chart, rows: [{ label: 'Useful', counts: [0, 0, 0, 0, 7], n: 8 }] as const };

    await expect(drawChart(wrong)).rejects.toThrow(RangeError);
  });
});

describe('the shipped fonts', () => {
  test.each(languages)('have every letter that is drawn in %s', async (language) => {
    // The alphabets go beyond the questions of this test, to those that may be asked.
    const alphabets =
      'ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»’ÁÍÑÓÚáíñóú¿¡ºª' +
      'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي،؛؟ـ٪٠١٢٣٤٥٦٧٨٩';
    const words = wordsIn(await drawChartAsSvg(courseEvaluation(language)));

    const letters = new Set([...words.replaceAll(/&\w+;/gu, '&'), ...alphabets]);
    const box = pixelsOf('\u{10fffd}');
    const missing = [...letters].filter(
      (letter) => /[^\s\p{M}\p{Cf}&]/u.test(letter) && pixelsOf(letter).equals(box),
    );

    expect(pixelsOf('字').equals(box)).toBe(true);
    expect(missing).toEqual([]);
  });

  test('draw Arabic, and nothing else on the machine does', () => {
    const latinOnly = shippedFonts.fontFiles.filter((file) => !file.includes('Arabic'));

    expect(pixelsOf('تقييم').equals(pixelsOf('تقييم', latinOnly))).toBe(false);
    expect(pixelsOf('تقييم', latinOnly).equals(pixelsOf('\u{10fffd}'.repeat(5), latinOnly))).toBe(true);
    expect(pixelsOf('Useful', []).every((byte) => byte === 0)).toBe(true);
  });

  test('join Arabic letters', () => {
    const joined = pixelsOf('بيت');
    const apart = pixelsOf('ب\u200cي\u200cت');

    expect(joined.equals(apart)).toBe(false);
  });

  test('keep a Latin name in its place in an Arabic question', async () => {
    const svg = await drawChartAsSvg(oneQuestion('ar', 'فائدة OSINT؟', [0, 0, 0, 1, 7]));

    const [, line = ''] = /<text[^>]*>([^<]*OSINT؟[^<]*)<\/text>/u.exec(svg) ?? [];
    const lastLetter = leftmost(pixelsOf('؟'));
    expect(leftmost(pixelsOf(line)).equals(lastLetter)).toBe(true);
    // What the renderer would do by itself.
    expect(leftmost(pixelsOf('فائدة OSINT؟')).equals(lastLetter)).toBe(false);
  });
});
