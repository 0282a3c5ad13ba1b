// Texts as HTML: whatever people typed is escaped and isolated, instants stand in the reader's own zone.
import { html } from 'hono/html';
import { withFormerMembers } from '#bot/former-member.ts';
import { dayInWords, momentInWords } from '#bot/plain-text.ts';
import type { InstantForm, Part, Text } from '#bot/text.ts';
import { locales } from '#bot/words.ts';
import type { Language } from '#exchange/languages.ts';
import type { AccountId } from '#exchange/people.ts';

export type Html = ReturnType<typeof html>;

/** Who reads a text: decides dates, and which mention is of themselves. */
export interface Reader {
  readonly account: AccountId;
  readonly language: Language;
  readonly zone: string;
  /** The room's time, for "in three days". */
  readonly now: number;
}

export function textHtml(text: Text, reader: Reader): Html {
  return html`${text.map((part) => partHtml(part, reader))}`;
}

function partHtml(part: Part, reader: Reader): Html {
  if (typeof part === 'string') return withBreaks(part);
  if ('value' in part) return html`<bdi>${withBreaks(withFormerMembers(part.value, reader.language))}</bdi>`;
  if ('bold' in part) return html`<strong>${textHtml(part.bold, reader)}</strong>`;
  if ('link' in part) return linkHtml(part.link, textHtml(part.label, reader));
  if ('person' in part) {
    const own = part.person.accounts.includes(reader.account);
    return html`<bdi class="${own ? 'mention mention-own' : 'mention'}">${part.person.name}</bdi>`;
  }
  if ('channel' in part) return html`<bdi class="mention">#${part.name}</bdi>`;
  if ('day' in part)
    return html`<time datetime="${part.day}">${dayInWords(part.day, reader.language)}</time>`;
  if ('command' in part) return html`<code dir="ltr">/${part.command}</code>`;
  return instantHtml(part.instant, part.zone, part.as, reader);
}

function withBreaks(text: string): Html {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/u);
  return html`${lines.map((line, index) => (index === 0 ? html`${line}` : html`<br>${line}`))}`;
}

/** An address that a browser would run (`javascript:`) is shown, not linked. */
function linkHtml(address: string, label: Html): Html {
  const safe = /^(https?:\/\/|mailto:)/iu.test(address);
  if (!safe) return html`${label} (<bdi>${address}</bdi>)`;
  return html`<a href="${address}" rel="noopener noreferrer" target="_blank">${label}</a>`;
}

/** The reader's own time, and the time where it happens when the clocks there show another. */
function instantHtml(at: number, zone: string, as: InstantForm, reader: Reader): Html {
  const machine = new Date(at).toISOString();
  const own = inZone(at, as, reader.zone, reader.language);
  if (as === 'relative') {
    return html`<time datetime="${machine}" title="${own.full}">${relativeTo(reader.now, at, reader.language)}</time>`;
  }
  const sameDay = inZone(at, 'day', reader.zone, 'en').bare === inZone(at, 'day', zone, 'en').bare;
  const there = inZone(at, as === 'both' && sameDay ? 'time' : as, zone, reader.language);
  const same = inZone(at, as, zone, reader.language).bare === own.bare;
  const elsewhere = html` <span class="elsewhere">(${there.full}, <bdi>${cityOf(zone)}</bdi>)</span>`;
  return html`<time datetime="${machine}">${own.full}</time>${same ? '' : elsewhere}`;
}

const date = { year: 'numeric', month: 'long', day: 'numeric' } as const;
const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const forms = {
  day: date,
  time,
  both: { ...date, ...time },
  relative: { ...date, ...time },
} as const satisfies Record<InstantForm, Intl.DateTimeFormatOptions>;

function inZone(at: number, as: InstantForm, zone: string, language: Language) {
  const write = (more: Intl.DateTimeFormatOptions) =>
    momentInWords(at, language, { ...forms[as], ...more, timeZone: zone });
  return { bare: write({}), full: as === 'day' ? write({}) : write({ timeZoneName: 'short' }) };
}

/** `Africa/Accra` → `Accra` */
export function cityOf(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ');
}

const steps: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

function relativeTo(now: number, at: number, language: Language): string {
  const format = new Intl.RelativeTimeFormat(locales[language], { numeric: 'auto' });
  const away = at - now;
  const [unit, size] = steps.find(([, length]) => Math.abs(away) >= length) ?? ['minute', 60_000];
  return format.format(Math.round(away / size), unit);
}

/** The room's own date and time: "Monday 3 May 2027" and "09:00". */
export function roomTime(at: number, zone: string, language: Language) {
  const write = (options: Intl.DateTimeFormatOptions) =>
    momentInWords(at, language, { ...options, timeZone: zone });
  return {
    machine: new Date(at).toISOString(),
    date: write({ weekday: 'long', ...date }),
    time: write(time),
    day: write({ day: 'numeric' }),
    month: write({ month: 'short' }),
    weekday: write({ weekday: 'short' }),
    short: write({ day: 'numeric', month: 'short', ...time }),
  };
}
