// The page on which a certificate is checked: how it stands, what it says, and the field for another code; text alone.
import { createHash } from 'node:crypto';
import { extentFor } from '#bot/certificate.ts';
import { certificateWords } from '#bot/certificate-words.ts';
import { plainText } from '#bot/plain-text.ts';
import { languageOfLocale } from '#bot/platform.ts';
import { day, instant, joined, type Text, value } from '#bot/text.ts';
import { type CertificateStanding, standingOf } from '#exchange/certificate.ts';
import { directionOf, type Language, languages } from '#exchange/languages.ts';
import type { Certificate } from '#store/records/certificates.ts';
import type { Course } from '#store/records/courses.ts';

export type Checked =
  | { readonly ask: true }
  | { readonly tooMany: true }
  | { readonly gone: true }
  | {
      readonly typed: string;
      readonly found:
        | { readonly certificate: Certificate; readonly course: Course | undefined; readonly issuer: string }
        | undefined;
    };

export interface PageSetting {
  readonly language: Language;
  /** `https://attache.example`. */
  readonly url: string;
  readonly canSign: boolean;
}

const style = `
:root { color-scheme: light dark; --paper: #fff; --desk: #f4f1ea; --ink: #1d2a3a; --line: #1d3557; --dim: #5b6470; --good: #1b6e3c; --bad: #9b2226; }
@media (prefers-color-scheme: dark) { :root { --paper: #1b2330; --desk: #11161f; --ink: #e8ecf2; --line: #9db4d6; --dim: #a8b2c0; --good: #7fd6a0; --bad: #f0a3a6; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--desk); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; }
main { max-width: 40rem; margin: 8vh auto; padding: 2rem; background: var(--paper); border-top: 4px solid var(--line); }
h1 { margin: 0 0 1rem; font-size: 1.5rem; line-height: 1.3; }
.standing { padding-inline-start: 0.8rem; border-inline-start: 4px solid var(--dim); font-weight: 600; }
.valid { border-color: var(--good); color: var(--good); }
.revoked, .withdrawn, .unknown { border-color: var(--bad); color: var(--bad); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.2rem; margin: 1.5rem 0; }
dt { color: var(--dim); }
dd { margin: 0; overflow-wrap: anywhere; }
form { margin-top: 2rem; padding-top: 1.2rem; border-top: 1px solid var(--dim); }
label { display: block; margin-bottom: 0.4rem; }
input { width: 100%; padding: 0.5rem; border: 1px solid var(--dim); background: var(--desk); color: inherit; font: inherit; }
button { margin-top: 0.7rem; padding: 0.5rem 1.2rem; border: 0; background: var(--line); color: var(--paper); font: inherit; }
small { color: var(--dim); }
nav { display: flex; flex-wrap: wrap; gap: 0.3rem 1rem; margin-top: 2rem; }
a { color: var(--line); }
:focus-visible { outline: 3px solid var(--line); outline-offset: 2px; }
@media (max-width: 40rem) { main { min-height: 100vh; margin: 0; padding: 1.2rem; } dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.5rem; } }
`;

/** Nothing is run, framed, indexed, kept, or told of where the visitor came from: the address holds the code. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
};

export function checkedPage(
  checked: Checked,
  { language, url, canSign }: PageSetting,
): { html: string; status: 200 | 404 | 429 } {
  const say = certificateWords.in(language);
  const body = bodyOf(checked, language, url, canSign);
  const typed = 'typed' in checked ? checked.typed : '';
  const html = [
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">',
    `<title>${inHtml(say('check.title'), language)}</title><style>${style}</style></head>`,
    `<body><main><h1>${inHtml(say('check.title'), language)}</h1>`,
    body,
    `<form method="get" action="${escaped(pathOf(url))}">`,
    `<label for="code">${inHtml(say('check.ask'), language)}</label>`,
    '<input id="code" name="code" dir="ltr" maxlength="60" required autocomplete="off" spellcheck="false">',
    `<input type="hidden" name="lang" value="${language}">`,
    `<small>${inHtml(say('check.how'), language)}</small><br>`,
    `<button>${inHtml(say('check.go'), language)}</button></form>`,
    `<nav>${switches(language, url, typed)}</nav></main></body></html>`,
  ].join('');
  return { html, status: 'tooMany' in checked ? 429 : 'gone' in checked ? 404 : 200 };
}

function bodyOf(checked: Checked, language: Language, url: string, canSign: boolean): string {
  const say = certificateWords.in(language);
  if ('ask' in checked) return '';
  if ('gone' in checked) return paragraph(say('check.gone'), language);
  if ('tooMany' in checked) return paragraph(say('check.tooMany'), language);
  const { found } = checked;
  if (found === undefined) return standingLine('unknown', language);
  const { certificate, course, issuer } = found;
  const standing = standingOf(certificate);
  if (standing === 'withdrawn') return standingLine(standing, language);
  const facts: (readonly [Text, Text])[] = [[say('check.name'), [value(certificate.name)]]];
  if (course !== undefined) {
    const extent = extentFor(certificate, language);
    facts.push(
      [say('check.course'), [value(course.title)]],
      [say('check.dates'), say('sheet.dates', { start: day(course.startsOn), end: day(course.endsOn) })],
      ...(extent.length > 0 ? [[say('check.extent'), joined(extent, ' · ')] as const] : []),
      [say('check.issuer'), [value(issuer)]],
      [say('check.issued'), [instant(certificate.issuedAt, course.zone, 'day')]],
    );
  }
  facts.push([say('check.code'), [value(certificate.code)]]);
  const listed = facts
    .map(([label, fact]) => `<dt>${inHtml(label, language)}</dt><dd>${inHtml(fact, language)}</dd>`)
    .join('');
  const badge = `${pathOf(url)}/${encodeURIComponent(certificate.code)}/credential.jwt`;
  return [
    standingLine(standing, language),
    `<dl>${listed}</dl>`,
    course === undefined ? paragraph(say('check.undisclosed'), language) : '',
    canSign && course !== undefined && standing === 'valid'
      ? `<p><a href="${escaped(badge)}">${inHtml(say('check.badge'), language)}</a></p>`
      : '',
  ].join('');
}

function standingLine(standing: CertificateStanding | 'unknown', language: Language): string {
  const says = certificateWords.in(language)(`check.${standing}`);
  return `<p class="standing ${standing}">${inHtml(says, language)}</p>`;
}

function paragraph(text: Text, language: Language): string {
  return `<p>${inHtml(text, language)}</p>`;
}

/** The same page in the other languages, each by its own name. */
function switches(language: Language, url: string, typed: string): string {
  return languages
    .filter((one) => one !== language)
    .map((one) => {
      const name = new Intl.DisplayNames(one, { type: 'language' }).of(one) ?? one;
      const query = new URLSearchParams({ ...(typed === '' ? {} : { code: typed }), lang: one });
      return `<a href="${escaped(`${pathOf(url)}?${query}`)}" lang="${one}" hreflang="${one}">${escaped(name)}</a>`;
    })
    .join(' ');
}

function pathOf(url: string): string {
  return `${new URL(url).pathname.replace(/\/+$/u, '')}/verify`;
}

function inHtml(text: Text, language: Language): string {
  return text
    .map((part) => {
      if (typeof part === 'string') return escaped(part);
      // What others typed keeps its direction to itself.
      if ('value' in part) return `<bdi>${escaped(part.value)}</bdi>`;
      return escaped(plainText([part], { language, zone: 'UTC' }));
    })
    .join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

const mostAsked = 20;

/** The first of ours that the browser asks for, by weight; English otherwise. */
export function languageAsked(header: string | undefined): Language {
  const asked = (header ?? '')
    .split(',')
    .slice(0, mostAsked)
    .map((one) => {
      const [tag = '', ...more] = one.trim().split(';');
      const weight = more.map((given) => /^\s*q=([\d.]+)\s*$/u.exec(given)?.[1]).find(Boolean);
      return { language: languageOfLocale(tag.trim()), weight: weight === undefined ? 1 : Number(weight) };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((one, other) => other.weight - one.weight);
  return asked.find(({ language }) => language !== undefined)?.language ?? 'en';
}
