// The few files that the page needs beside its HTML: style, script, seal and the shipped fonts.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { shippedFonts } from '#bot/draw-chart.ts';

export interface Asset {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const types = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
};

/** In the order in which they apply. */
export const styles = [
  'base.css',
  'band.css',
  'floor.css',
  'guide.css',
  'message.css',
  'dialog.css',
  'narrow.css',
];
export const scripts = ['room.js', 'typing.js'];

/** All assets by name, such as `base.css` or `NotoSans_400Regular.ttf`; read once, at the start. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const own = [...styles, ...scripts, 'seal.svg'].map((name) => new URL(`./assets/${name}`, import.meta.url));
  return new Map(
    [...own, ...shippedFonts.fontFiles].map((file) => {
      const name = basename(file instanceof URL ? file.pathname : file);
      const type =
        Object.entries(types).find(([ending]) => name.endsWith(`.${ending}`))?.[1] ??
        'application/octet-stream';
      return [name, { type, bytes: new Uint8Array(readFileSync(file)) }];
    }),
  );
}
