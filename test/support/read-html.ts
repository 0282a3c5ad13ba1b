// Reads the practice room's own HTML into a tree, so that tests see what stands on the page.

export interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Element | string)[];
}

const empty = new Set(['input', 'img', 'br', 'hr', 'link', 'meta']);
const blocks = new Set([
  'p',
  'div',
  'dl',
  'dt',
  'li',
  'ul',
  'ol',
  'h1',
  'h2',
  'h3',
  'figure',
  'form',
  'br',
  'article',
]);
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Well-formed HTML only, as the room writes it; anything else is a fault of the page, and throws. */
export function readHtml(source: string): Element {
  const root = { tag: '#root', attributes: {}, children: [] as (Element | string)[] };
  const open: (typeof root)[] = [root];
  for (const [, closing, tag, attributes, text] of source.matchAll(
    /<!doctype[^>]*>|<(?:\/([a-z0-9-]+)|([a-z0-9-]+)((?:[^>"]|"[^"]*")*))>|([^<]+)/giu,
  )) {
    const top = open.at(-1) ?? root;
    if (text !== undefined) top.children.push(unescaped(text));
    else if (tag !== undefined) {
      const element = { tag, attributes: readAttributes(attributes ?? ''), children: [] };
      top.children.push(element);
      if (!empty.has(tag) && !attributes?.endsWith('/')) open.push(element);
    } else if (closing !== undefined) {
      if (top.tag !== closing) throw new Error(`The page closes <${closing}> inside <${top.tag}>.`);
      open.pop();
    }
  }
  if (open.length > 1) throw new Error(`The page never closes <${open.at(-1)?.tag}>.`);
  return root;
}

function readAttributes(source: string): Record<string, string> {
  return Object.fromEntries(
    [...source.matchAll(/([a-z0-9-]+)(?:="([^"]*)")?/giu)].map(([, name = '', value = '']) => [
      name,
      unescaped(value),
    ]),
  );
}

function unescaped(text: string): string {
  return text.replaceAll(/&(#39|[a-z]+);/gu, (whole, name: string) => entities[name] ?? whole);
}

/** Every element below that fits, in the order of the page. */
export function all(within: Element, fits: (element: Element) => boolean): Element[] {
  return within.children.flatMap((child) =>
    typeof child === 'string' ? [] : [...(fits(child) ? [child] : []), ...all(child, fits)],
  );
}

export function byTag(within: Element, tag: string): Element[] {
  return all(within, (element) => element.tag === tag);
}

export function byClass(within: Element, name: string): Element[] {
  return all(within, (element) => (element.attributes.class ?? '').split(' ').includes(name));
}

export function byId(within: Element, id: string): Element | undefined {
  return all(within, (element) => element.attributes.id === id)[0];
}

/** The words of an element as they are read, one block to a line; without what is left out. */
export function wordsOf(element: Element, leftOut: (element: Element) => boolean = () => false): string {
  return rawWords(element, leftOut)
    .replaceAll(/[ \t\u00a0\u202f]+/gu, ' ')
    .replaceAll(/ ?\n[\s]*/gu, '\n')
    .trim();
}

function rawWords(element: Element, leftOut: (element: Element) => boolean): string {
  const inside = element.children.map((child) => {
    if (typeof child === 'string') return child.replaceAll('\n', ' ');
    return leftOut(child) ? '' : rawWords(child, leftOut);
  });
  return blocks.has(element.tag) ? `\n${inside.join('')}\n` : inside.join('');
}

/** The characters of an element as they stand, such as what a text box holds. */
export function textIn(element: Element): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('');
}
