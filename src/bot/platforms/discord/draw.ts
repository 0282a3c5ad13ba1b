// Gets a drawing ready to be sent: draws its charts, renders its blocks, and lays them out in messages.
import type { Chart } from '#bot/chart.ts';
import type { Drawing } from '#bot/view.ts';
import type { TextReader } from './render-text.ts';
import { asPlain, type LaidOut, layOut, type Plain, sectionsOf } from './render-view.ts';

export interface Drawn {
  /** At least one. */
  readonly messages: readonly [LaidOut, ...LaidOut[]];
  /** The same in one plain message, where nothing is lost by it. */
  readonly plain: Plain | undefined;
}

export async function draw(drawing: Drawing, place: Omit<TextReader, 'language'>): Promise<Drawn> {
  const pictures = await drawPictures(drawing);
  const sections = sectionsOf(drawing, { ...place, language: drawing.language }, pictures);
  const [first, ...more] = layOut(sections);
  if (first === undefined) throw new Error('A view must have something in it.');
  return { messages: [first, ...more], plain: asPlain(sections) };
}

async function drawPictures(drawing: Drawing): Promise<ReadonlyMap<Chart, Uint8Array>> {
  const pictures = new Map<Chart, Uint8Array>();
  for (const block of drawing.view) {
    if (!('image' in block)) continue;
    const { drawChart } = await import('#bot/draw-chart.ts');
    pictures.set(block.image, (await drawChart(block.image)).png);
  }
  return pictures;
}
