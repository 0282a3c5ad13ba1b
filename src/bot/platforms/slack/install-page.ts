// The page that a browser shows after an installation, or after one that came to nothing: text alone, no script.
import { createHash } from 'node:crypto';
import { plainText } from '#bot/plain-text.ts';
import { languageOfLocale } from '#bot/platform.ts';
import type { Text } from '#bot/text.ts';
import { directionOf, type Language } from '#exchange/languages.ts';

export interface Page {
  readonly language: Language;
  readonly heading: Text;
  readonly paragraphs: readonly Text[];
  readonly link?: { readonly address: string; readonly label: Text };
}

const style = `
body { margin: 0; background: #f4f1ea; color: #1d2a3a; font: 1.125rem/1.6 system-ui, sans-serif; }
main { max-width: 38rem; margin: 12vh auto; padding: 2rem; background: #fff; border-top: 4px solid #1d3557; }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.3; overflow-wrap: anywhere; }
code { padding: 0 0.25em; background: #eef1f5; }
a { color: #1d3557; }
`;

/** Nothing is loaded, framed or run, and where the visitor came from is told to nobody: it holds the code. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};

export function drawPage({ language, heading, paragraphs, link }: Page, commandPrefix: string): string {
  const html = (text: Text) => text.map((part) => partOf(part, language, commandPrefix)).join('');
  return [
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escaped(plainText(heading, { language, zone: 'UTC' }))}</title><style>${style}</style></head>`,
    `<body><main><h1>${html(heading)}</h1>`,
    ...paragraphs.map((text) => `<p>${html(text)}</p>`),
    link === undefined ? '' : `<p><a href="${escaped(link.address)}">${html(link.label)}</a></p>`,
    '</main></body></html>',
  ].join('');
}

function partOf(part: Text[number], language: Language, commandPrefix: string): string {
  if (typeof part === 'string') return escaped(part);
  // What others typed keeps its direction to itself.
  if ('value' in part) return `<bdi>${escaped(part.value)}</bdi>`;
  if ('command' in part) return `<code dir="ltr">/${escaped(commandPrefix + part.command)}</code>`;
  return escaped(plainText([part], { language, zone: 'UTC' }));
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** The first of ours that the browser asks for, by weight; English otherwise. */
export function languageOfHeader(header: string | undefined): Language {
  const asked = (header ?? '')
    .split(',')
    .slice(0, mostAsked)
    .map((one) => {
      const [tag = '', ...more] = one.trim().split(';');
      const weight = more.map((given) => /^\s*q=([\d.]+)\s*$/.exec(given)?.[1]).find(Boolean);
      return { language: languageOfLocale(tag.trim()), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  return asked.find(({ language }) => language !== undefined)?.language ?? 'en';
}

const mostAsked = 20;
