// Says a laid-out chart in Vega-Lite: pieces and shares on their scales, everything else at its pixel.
import type { TopLevelSpec } from 'vega-lite';
import type { Layout } from './chart-layout.ts';
import type { Panel, PlacedText } from './chart-sheet.ts';
import { answerColours, axis, card, edge, faint, ink, lettering, paper, softInk } from './chart-style.ts';
import { fontsFor } from './chart-text.ts';

type Layer = Extract<TopLevelSpec, { layer: unknown }>['layer'][number];

export function specificationOf(layout: Layout): TopLevelSpec {
  const { width, height, bars, shares } = layout;
  const now = layout.marks.filter((mark) => mark.when === 'now');
  const before = layout.marks.filter((mark) => mark.when === 'before');

  const layers: Layer[] = [
    {
      data: { values: [{}] },
      mark: { type: 'rect', fill: paper, stroke: edge, cornerRadius: card.corner },
      encoding: {
        x: { value: 0.5 },
        x2: { value: width - 0.5 },
        y: { value: 0.5 },
        y2: { value: height - 0.5 },
      },
    },
    {
      data: { values: layout.separators.map((y) => ({ y })) },
      mark: { type: 'rule', stroke: faint },
      encoding: { x: { value: card.margin }, x2: { value: width - card.margin }, y: pixel('y') },
    },
    ...[bars, shares].map(
      (panel): Layer => ({
        data: {
          values: panel.ticks.flatMap((at) =>
            layout.grids.map((grid) => ({ ...grid, at, colour: at === panel.axis ? axis : faint })),
          ),
        },
        mark: { type: 'rule' },
        encoding: { x: along('at', panel), y: pixel('y'), y2: { field: 'y2' }, stroke: literal('colour') },
      }),
    ),
    {
      name: 'bars',
      data: { values: layout.pieces.map((piece) => ({ ...piece, colour: answerColours[piece.answer] })) },
      mark: { type: 'rect', stroke: paper, strokeWidth: 1 },
      encoding: {
        x: along('from', bars),
        x2: { field: 'to' },
        y: pixel('y'),
        y2: { field: 'y2' },
        fill: literal('colour'),
      },
    },
    {
      name: 'intervals before',
      data: { values: before },
      mark: { type: 'rule', stroke: axis, strokeWidth: 1.5 },
      encoding: { x: along('low', shares), x2: { field: 'high' }, y: pixel('y') },
    },
    {
      name: 'intervals',
      data: { values: now },
      mark: { type: 'rule', stroke: ink, strokeWidth: 2 },
      encoding: { x: along('low', shares), x2: { field: 'high' }, y: pixel('y') },
    },
    {
      name: 'shares before',
      data: { values: before },
      mark: {
        type: 'point',
        shape: 'circle',
        size: 44,
        fill: paper,
        stroke: softInk,
        strokeWidth: 1.5,
        opacity: 1,
      },
      encoding: { x: along('value', shares), y: pixel('y') },
    },
    {
      name: 'shares',
      data: { values: now },
      mark: { type: 'point', shape: 'circle', size: 72, fill: ink, stroke: ink, opacity: 1 },
      encoding: { x: along('value', shares), y: pixel('y') },
    },
    {
      data: { values: layout.swatches },
      mark: { type: 'rect' },
      encoding: {
        x: pixel('x'),
        x2: { field: 'x2' },
        y: pixel('y'),
        y2: { field: 'y2' },
        fill: literal('colour'),
      },
    },
    {
      data: { values: layout.hollow },
      mark: {
        type: 'point',
        shape: 'circle',
        size: 44,
        fill: paper,
        stroke: softInk,
        strokeWidth: 1.5,
        opacity: 1,
      },
      encoding: { x: pixel('x'), y: pixel('y') },
    },
    ...Map.groupBy(layout.texts, (line) => `${line.lettering} ${line.align} ${fontsFor(line.text)}`)
      .values()
      .map(textLayer),
  ];

  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    width,
    height,
    padding: 0,
    background: 'transparent',
    autosize: { type: 'none' },
    config: { view: { stroke: null }, aria: false },
    layer: layers,
    resolve: { scale: { x: 'independent', y: 'independent' } },
  };
}

function along(field: string, { domain, range }: Panel) {
  const scale = { domain: [...domain], range: [...range], nice: false, zero: false };
  return { field, type: 'quantitative' as const, scale, axis: null };
}

/** A field that holds a pixel. */
function pixel(field: string) {
  return { field, type: 'quantitative', scale: null, axis: null } as const;
}

/** A field that holds what is meant itself, such as a colour. */
function literal(field: string) {
  return { field, type: 'nominal', scale: null, legend: null } as const;
}

/** Lines of one lettering, alignment and font. */
function textLayer(texts: readonly PlacedText[]): Layer {
  const [first] = texts;
  if (first === undefined) return { data: { values: [] }, mark: 'text' };
  const { size, weight } = lettering[first.lettering];
  const font = fontsFor(first.text);
  return {
    data: { values: texts.map(({ text, x, y, colour }) => ({ text, x, y, colour })) },
    mark: { type: 'text', font, fontSize: size, fontWeight: weight, align: first.align, baseline: 'middle' },
    encoding: {
      text: { field: 'text', type: 'nominal' },
      x: pixel('x'),
      y: pixel('y'),
      fill: literal('colour'),
    },
  };
}
