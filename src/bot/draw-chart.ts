// Draws charts as PNG pictures, with the two shipped fonts and nothing of the machine's own.
import { createRequire } from 'node:module';
import type { Chart } from './chart.ts';
import { layoutOf } from './chart-layout.ts';
import { specificationOf } from './chart-specification.ts';
import { fontsFor, type Measure, type TextStyle } from './chart-text.ts';

/** A picture ready to send; `width` and `height` are its pixels. */
export interface ChartPicture {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Pixels of the picture to one of the drawing, so that it stays sharp on dense screens. */
const density = 2;

/**
 * Draws a chart. The libraries are loaded at the first call.
 * Throws the RangeError of `chartFacts` when the chart's numbers cannot be true.
 */
export async function drawChart(chart: Chart): Promise<ChartPicture> {
  const { renderAsync } = await import('@resvg/resvg-js');
  const svg = await drawChartAsSvg(chart);
  const picture = await renderAsync(svg, { font: shippedFonts, fitTo: { mode: 'zoom', value: density } });
  return { png: new Uint8Array(picture.asPng()), width: picture.width, height: picture.height };
}

/** The drawing before it becomes pixels; its texts still need the shipped fonts. */
export async function drawChartAsSvg(chart: Chart): Promise<string> {
  const [vega, { compile }, measure] = await Promise.all([
    import('vega'),
    import('vega-lite'),
    measureWithFonts(),
  ]);
  const specification = specificationOf(layoutOf(chart, measure));
  const view = new vega.View(vega.parse(compile(specification).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

const require = createRequire(import.meta.url);

/** Found through the packages, wherever they are installed. */
export const shippedFonts = {
  loadSystemFonts: false,
  fontFiles: [
    require.resolve('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
    require.resolve('@expo-google-fonts/noto-sans/600SemiBold/NotoSans_600SemiBold.ttf'),
    require.resolve('@expo-google-fonts/noto-sans-arabic/400Regular/NotoSansArabic_400Regular.ttf'),
    require.resolve('@expo-google-fonts/noto-sans-arabic/600SemiBold/NotoSansArabic_600SemiBold.ttf'),
  ],
  defaultFontFamily: 'Noto Sans',
};

const mostRemembered = 5_000;
const remembered = new Map<string, number>();

/** Measures with the renderer itself, which knows how Arabic letters join; remembers what it measured. */
async function measureWithFonts(): Promise<Measure> {
  const { Resvg } = await import('@resvg/resvg-js');
  const size = 100;

  function inked(text: string, weight: TextStyle['weight']): number {
    const key = `${weight} ${text}`;
    const known = remembered.get(key);
    if (known !== undefined) return known;

    const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><text xml:space="preserve" font-family="${fontsFor(text)}" font-size="${size}" font-weight="${weight}">${escaped}</text></svg>`;
    const width = new Resvg(svg, { font: shippedFonts }).getBBox()?.width ?? 0;
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(key, width);
    return width;
  }

  // Only ink has a box, so the space around a text is measured between two bars.
  return (text, style) =>
    ((inked(`|${text}|`, style.weight) - inked('||', style.weight)) / size) * style.size;
}
