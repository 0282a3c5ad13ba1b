// The pictures and files of messages, fetched by the page when it shows them.
import { drawChart } from '#bot/draw-chart.ts';
import type { FileContent } from '#bot/view.ts';
import type { RoomMessage } from './memory.ts';

const pictures = new Map<string, Promise<Uint8Array>>();
const mostPictures = 200;

/** A chart of a message as PNG; drawn once for each version of the message. Undefined where there is none. */
export async function pictureOf(message: RoomMessage, block: number): Promise<Uint8Array | undefined> {
  const found = blockOf(message, block);
  if (!found || !('image' in found)) return undefined;
  const key = `${message.id} ${message.version} ${block}`;
  const drawn = pictures.get(key) ?? drawChart(found.image).then((picture) => picture.png);
  if (pictures.size >= mostPictures) pictures.clear();
  pictures.set(key, drawn);
  drawn.catch(() => pictures.delete(key));
  return drawn;
}

export function fileOf(message: RoomMessage, block: number): FileContent | undefined {
  const found = blockOf(message, block);
  return found && 'file' in found ? found.file : undefined;
}

function blockOf(message: RoomMessage, block: number) {
  return 'drawing' in message.content ? message.content.drawing.view[block] : undefined;
}
