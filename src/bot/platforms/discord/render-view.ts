// Draws a view as Discord's components, in as many messages as it needs; nothing of it is left out.
import type {
  APIActionRowComponent,
  APIButtonComponentWithCustomId,
  APIComponentInMessageActionRow,
  APIMessageTopLevelComponent,
  APIStringSelectComponent,
} from 'discord-api-types/v10';
import type { Chart } from '#bot/chart.ts';
import { type PlainReader, plainText } from '#bot/plain-text.ts';
import type { Text } from '#bot/text.ts';
import type { Block, Button, Drawing, FileContent, Select } from '#bot/view.ts';
import {
  altCharacters,
  buttonLabelCharacters,
  buttonsInRow,
  componentsInMessage,
  contentCharacters,
  customIdCharacters,
  filesInMessage,
  optionCharacters,
  placeholderCharacters,
  rowsInMessage,
  selectOptions,
  textDisplayCharacters,
} from './limits.ts';
import { isProse, type Prose, parted, renderProse } from './render-prose.ts';
import { renderText, type TextReader } from './render-text.ts';

export interface SentFile {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
  /** Alternative text; undefined for files that are not shown. */
  readonly alt: string | undefined;
}

type Row = APIActionRowComponent<APIComponentInMessageActionRow>;

/** A view in Discord's terms, still in one piece and in its order. */
export type Section =
  | { readonly prose: string }
  | { readonly picture: SentFile }
  | { readonly file: SentFile }
  | { readonly row: Row }
  | { readonly divider: true };

/** A message made of components (version 2): up to 4,000 characters, in the view's own order, pictures between. */
export interface LaidOut {
  readonly components: readonly APIMessageTopLevelComponent[];
  readonly files: readonly SentFile[];
}

/** A message of content, then files, then rows: the only kind that says something in a push notification. */
export interface Plain {
  readonly content: string;
  readonly rows: readonly Row[];
  readonly files: readonly SentFile[];
}

/** Pictures of the charts in a view, drawn beforehand. */
export type Pictures = ReadonlyMap<Chart, Uint8Array>;

export function sectionsOf(drawing: Drawing, reader: TextReader, pictures: Pictures): readonly Section[] {
  const sections: Section[] = [];
  const plain = { language: drawing.language, zone: drawing.zone };
  const fileNames = new Set<string>();
  let prose: Prose[] = [];
  let isFirst = true;

  function endProse(): void {
    if (prose.length > 0) sections.push({ prose: renderProse(prose, reader, isFirst) });
    if (prose.some((block) => 'heading' in block)) isFirst = false;
    prose = [];
  }

  for (const block of drawing.view) {
    if (isProse(block)) {
      prose.push(block);
      continue;
    }
    endProse();
    sections.push(...renderOther(block, reader, plain, pictures, fileNames));
  }
  endProse();
  refuseRepeatedRoutes(sections);
  return sections;
}

function renderOther(
  block: Exclude<Block, Prose>,
  reader: TextReader,
  plain: PlainReader,
  pictures: Pictures,
  names: Set<string>,
): Section[] {
  if ('divider' in block) return [{ divider: true }];
  if ('buttons' in block) return [{ row: renderButtons(block.buttons, plain) }];
  if ('select' in block) return [{ row: renderSelect(block.select, plain) }];
  if ('file' in block) {
    return [
      { prose: renderText(block.label, reader) },
      { file: fileOf(block.file, block.label, plain, names) },
    ];
  }
  const png = pictures.get(block.image);
  if (png === undefined) throw new Error('A chart must be drawn before the view that shows it.');
  return renderPicture(png, plainText(block.alt, plain), names);
}

function fileOf(content: FileContent, label: Text, plain: PlainReader, names: Set<string>): SentFile {
  const described = plainText(label, plain);
  const alt =
    content.mediaType.startsWith('image/') && described.length <= altCharacters ? described : undefined;
  return { name: freeName(content.name, names), mediaType: content.mediaType, bytes: content.bytes, alt };
}

/** An alternative text that is too long to go with its picture goes beside it, whole, as a text file. */
function renderPicture(png: Uint8Array, alt: string, names: Set<string>): Section[] {
  const name = freeName('chart.png', names);
  if (alt.length <= altCharacters) return [{ picture: { name, mediaType: 'image/png', bytes: png, alt } }];
  const [first = ''] = parted(alt, altCharacters - 1);
  const whole = new TextEncoder().encode(alt);
  return [
    { picture: { name, mediaType: 'image/png', bytes: png, alt: `${first}…` } },
    { file: { name: freeName('chart.txt', names), mediaType: 'text/plain', bytes: whole, alt: undefined } },
  ];
}

/** `attachment://` finds only plain ASCII names, each once in a message (developers/reference, Uploading Files). */
function freeName(wanted: string, taken: Set<string>): string {
  const [, stem = '', ending = ''] = /^(.*?)(\.[A-Za-z0-9]{1,8})?$/s.exec(wanted) ?? [];
  const safe =
    stem
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[^A-Za-z0-9_-]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'file';
  let name = safe + ending;
  for (let number = 2; taken.has(name); number += 1) name = `${safe}-${number}${ending}`;
  taken.add(name);
  return name;
}

function renderButtons(buttons: readonly Button[], plain: PlainReader): Row {
  if (buttons.length < 1 || buttons.length > buttonsInRow) {
    throw new Error(`A block of buttons holds 1 to ${buttonsInRow}, not ${buttons.length}.`);
  }
  const styles = { primary: 1, danger: 4, plain: 2 } as const;
  return {
    type: 1,
    components: buttons.map(
      (button): APIButtonComponentWithCustomId => ({
        type: 2,
        style: styles[button.look ?? 'plain'],
        label: within(plainText(button.label, plain), buttonLabelCharacters, 'The label of a button'),
        custom_id: within(button.route, customIdCharacters, 'A route'),
      }),
    ),
  };
}

function renderSelect(select: Select, plain: PlainReader): Row {
  if (select.options.length < 1 || select.options.length > selectOptions) {
    throw new Error(`A select holds 1 to ${selectOptions} options, not ${select.options.length}.`);
  }
  const drawn: APIStringSelectComponent = {
    type: 3,
    custom_id: within(select.route, customIdCharacters, 'A route'),
    placeholder: within(plainText(select.label, plain), placeholderCharacters, 'The label of a select'),
    options: select.options.map((option) => ({
      value: within(option.value, optionCharacters, 'The value of an option'),
      label: within(plainText(option.label, plain), optionCharacters, 'The label of an option'),
    })),
  };
  return { type: 1, components: [drawn] };
}

/** What fits is sent whole; what does not is an error in the view, never cut. The error is logged, so it quotes nothing. */
export function within(text: string, most: number, what: string): string {
  if (text.length >= 1 && text.length <= most) return text;
  throw new Error(`${what} must have 1 to ${most} characters on Discord, this one has ${text.length}.`);
}

function refuseRepeatedRoutes(sections: readonly Section[]): void {
  const seen = new Set<string>();
  for (const section of sections) {
    if (!('row' in section)) continue;
    for (const component of section.row.components) {
      const id = 'custom_id' in component ? component.custom_id : '';
      if (seen.has(id)) throw new Error(`Two buttons of one view have the route ${id}.`);
      seen.add(id);
    }
  }
}

/** What must stay in one message: a component with what is nested in it. */
interface Atom {
  readonly component: APIMessageTopLevelComponent;
  readonly count: number;
  readonly characters: number;
  readonly file: SentFile | undefined;
}

/** Lays sections out in order, beginning a new message where one is full. */
export function layOut(sections: readonly Section[]): readonly LaidOut[] {
  const messages: LaidOut[] = [];
  let components: APIMessageTopLevelComponent[] = [];
  let files: SentFile[] = [];
  let [count, characters] = [0, 0];

  function endMessage(): void {
    if (components.length > 0) messages.push({ components, files });
    components = [];
    files = [];
    count = 0;
    characters = 0;
  }

  for (const atom of sections.flatMap(atomsOf)) {
    const isFull =
      count + atom.count > componentsInMessage ||
      characters + atom.characters > textDisplayCharacters ||
      (atom.file !== undefined && files.length === filesInMessage);
    if (isFull) endMessage();
    components.push(atom.component);
    count += atom.count;
    characters += atom.characters;
    if (atom.file) files.push(atom.file);
  }
  endMessage();
  return messages;
}

function atomsOf(section: Section): Atom[] {
  if ('prose' in section) {
    return parted(section.prose, textDisplayCharacters).map((content) => ({
      component: { type: 10, content },
      count: 1,
      characters: content.length,
      file: undefined,
    }));
  }
  if ('row' in section) {
    return [
      { component: section.row, count: 1 + section.row.components.length, characters: 0, file: undefined },
    ];
  }
  if ('divider' in section) {
    return [{ component: { type: 14, divider: true, spacing: 1 }, count: 1, characters: 0, file: undefined }];
  }
  if ('file' in section) {
    const file: APIMessageTopLevelComponent = {
      type: 13,
      file: { url: `attachment://${section.file.name}` },
    };
    return [{ component: file, count: 1, characters: 0, file: section.file }];
  }
  const media = { url: `attachment://${section.picture.name}` };
  const item = section.picture.alt === undefined ? { media } : { media, description: section.picture.alt };
  return [{ component: { type: 12, items: [item] }, count: 1, characters: 0, file: section.picture }];
}

/**
 * The same sections as one plain message, or undefined where that would change their order or does not fit.
 * Dividers, which say nothing, become the gap between paragraphs.
 */
export function asPlain(sections: readonly Section[]): Plain | undefined {
  const content: string[] = [];
  const files: SentFile[] = [];
  const rows: Row[] = [];
  for (const section of sections) {
    if ('divider' in section) continue;
    if ('row' in section) rows.push(section.row);
    else if (rows.length > 0) return undefined;
    else if ('prose' in section) {
      // Discord shows files below all of the text.
      if (files.length > 0) return undefined;
      content.push(section.prose);
    } else files.push('file' in section ? section.file : section.picture);
  }
  const whole = content.join('\n\n');
  const fits =
    whole.length <= contentCharacters && rows.length <= rowsInMessage && files.length <= filesInMessage;
  return fits && whole.trim() !== '' ? { content: whole, rows, files } : undefined;
}
