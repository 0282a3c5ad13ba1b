// What a browser would make of a drawing or a form in the practice room: nothing of what was typed may become HTML.
import type { Form } from '#bot/form.ts';
import { formHtml } from '#bot/platforms/practice/render-form.ts';
import { viewHtml } from '#bot/platforms/practice/render-view.ts';
import { roomLanguage } from '#bot/platforms/practice/words.ts';
import type { Drawing } from '#bot/view.ts';
import type { Language } from '#exchange/languages.ts';
import type { Seen } from './notes.ts';
import { halfLetters } from './readings.ts';

const base = '/as/kofi';
const token = 'token';

function readerOf(language: Language, zone: string) {
  return { account: 'practice:kofi', language, zone, now: Date.UTC(2027, 0, 4) } as const;
}

export function problemsInPractice({ drawing }: Seen): readonly string[] {
  return problemsOfHtml(writtenInPractice(drawing));
}

/** What leaves for the browser. */
export function writtenInPractice(drawing: Drawing): string {
  const { says } = roomLanguage(drawing.language);
  const place = { base, token, message: 'm1', version: 1, says };
  return String(viewHtml(drawing, readerOf(drawing.language, drawing.zone), place));
}

export function problemsOfFormInPractice(form: Form): readonly string[] {
  const open = { key: 'k', form, page: 0, conversation: { direct: 'practice:kofi' }, version: 1 } as const;
  const reader = readerOf(form.language, form.zone);
  return problemsOfHtml(formHtml(open, reader, { base, token, people: [], channels: [] }));
}

function problemsOfHtml(html: unknown): readonly string[] {
  const text = String(html);
  const raw = /<script|<img src=x|<b>|<[^>]*\son\w+=|\[object |undefined/iu.exec(withoutAttributes(text));
  return [
    ...(raw ? [`raw in the page: ${text.slice(Math.max(0, raw.index - 60), raw.index + 60)}`] : []),
    ...halfLetters(text).map((half) => `half a letter: ${half}`),
  ];
}

/** In a quoted value nothing is markup, as long as the quotes themselves are escaped. */
function withoutAttributes(html: string): string {
  return html.replaceAll(/="[^"]*"/gu, '=""');
}
