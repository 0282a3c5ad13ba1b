// The step before sending: turns charts into uploaded pictures, then the view into messages.
import type { KnownBlock } from '@slack/types';
import { drawChart } from '#bot/draw-chart.ts';
import type { Drawing } from '#bot/view.ts';
import type { SlackClient } from './clients.ts';
import type { Pictures } from './files.ts';
import { limits } from './limits.ts';
import { type Pen, plain } from './render-text.ts';
import { chartsOf, renderBlocks, renderView, type SlackMessage } from './render-view.ts';

/** Draws for Slack; pictures are uploaded through `client`, in its lane. */
export async function drawMessages(
  drawing: Drawing,
  pen: Pen,
  client: SlackClient,
  pictures: Pictures,
): Promise<readonly SlackMessage[]> {
  return renderView(drawing.view, pen, await uploaded(drawing, pen, client, pictures));
}

/** The same as blocks alone, however many they are, for a surface that is no message. */
export async function drawBlocks(
  drawing: Drawing,
  pen: Pen,
  client: SlackClient,
  pictures: Pictures,
): Promise<readonly KnownBlock[]> {
  return renderBlocks(drawing.view, pen, await uploaded(drawing, pen, client, pictures));
}

async function uploaded(
  drawing: Drawing,
  pen: Pen,
  client: SlackClient,
  pictures: Pictures,
): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { chart, alt } of chartsOf(drawing.view)) {
    const { png } = await drawChart(chart);
    const name = fileName(plain(alt, pen));
    ids.push(await pictures.idOf(pen.team, client, { name, bytes: png }));
  }
  return ids;
}

/** Some reader will save the picture: it is called after what it shows. */
function fileName(alt: string): string {
  const words = alt
    .replaceAll(/[^\p{L}\p{N} -]/gu, '')
    .trim()
    .slice(0, limits.headerText.most / 2);
  return `${words || 'chart'}.png`;
}
