// How charts look: sizes, colours and kinds of lettering, in pixels of the unscaled picture.
import type { TextStyle } from './chart-text.ts';

export type Colour = `#${string}`;

/** Orange to blue, grey between: apart for every kind of colour-blindness, and in grey print by lightness. */
export const answerColours = ['#b8500c', '#f2b27c', '#d3d7dd', '#86b6dc', '#1b5a96'] as const;

/** What is legible on each of them. */
export const onAnswer = ['#ffffff', '#1f2328', '#1f2328', '#1f2328', '#ffffff'] as const;

export const ink: Colour = '#1f2328';
export const softInk: Colour = '#57606a';
export const faint: Colour = '#e4e8ec';
export const axis: Colour = '#9aa4af';
export const paper: Colour = '#ffffff';
export const edge: Colour = '#d0d7de';

export const lettering = {
  title: { size: 21, weight: 600 },
  label: { size: 14.5, weight: 400 },
  legend: { size: 13.5, weight: 400 },
  heading: { size: 13, weight: 400 },
  count: { size: 13, weight: 400 },
  value: { size: 15, weight: 600 },
  tick: { size: 12, weight: 400 },
  note: { size: 13, weight: 400 },
} as const satisfies Record<string, TextStyle>;

/** The card is as wide as chats show pictures, times about 1.6, so that its letters stay legible there. */
export const card = { width: 900, margin: 28, corner: 14 } as const;
export const barHeight = 25;
export const swatchSize = 19;

/** The column of the questions is as narrow as lets each of them stand in two lines, within these bounds. */
export const labelColumn = { least: 150, most: 368 } as const;
export const shareColumn = 124;
/** Between the columns; wide enough for half a "100 %" from either side. */
export const columnGap = { labels: 24, shares: 50 } as const;
