// Forms as dialogs: every page a group of fields, each with its label, hint and problem; what was typed stays.
import { html } from 'hono/html';
import type { RawValue } from '#bot/field.ts';
import type { FormField } from '#bot/form.ts';
import { plainText } from '#bot/plain-text.ts';
import { directionOf } from '#exchange/languages.ts';
import type { CastChannel, CastPerson } from './cast.ts';
import type { OpenForm } from './memory.ts';
import { type Html, type Reader, textHtml } from './render-text.ts';
import { roomLanguage } from './words.ts';

export interface FormPlace {
  readonly base: string;
  readonly token: string;
  readonly people: readonly CastPerson[];
  readonly channels: readonly CastChannel[];
}

export function formHtml(open: OpenForm, reader: Reader, place: FormPlace): Html {
  const { form } = open;
  // The form speaks the person's language throughout, also in the words that are the room's own.
  const { says, direction } = roomLanguage(form.language);
  const own: Reader = { ...reader, language: form.language };
  const fields = form.pages.flatMap((page) => page.fields);
  const wrong = fields.flatMap((field) => {
    const problem = problemOf(field, open);
    return problem ? [{ field, problem }] : [];
  });

  return html`<dialog id="form" class="form" open aria-labelledby="form-title" lang="${form.language}" dir="${direction}"
 data-key="${open.key}" data-version="${open.version}" data-path="${form.path}">
<form method="post" action="${place.base}/form" enctype="multipart/form-data" novalidate>
<input type="hidden" name="token" value="${place.token}"><input type="hidden" name="key" value="${open.key}">
<h2 id="form-title">${textHtml(form.title, own)}</h2>
<div class="form-body">
${
  wrong.length > 0
    ? html`<div class="problems" id="form-problems" role="alert" tabindex="-1"><p>${says('form.problems', { count: wrong.length })}</p>
<ul>${wrong.map(({ field }) => html`<li><a href="#${idOf(field)}">${textHtml(field.question ?? field.label, own)}</a></li>`)}</ul></div>`
    : ''
}
${form.introduction.length > 0 ? html`<div class="introduction">${form.introduction.map((text) => html`<p>${textHtml(text, own)}</p>`)}</div>` : ''}
${form.pages.map((page, index) => {
  const inside = page.fields.map((field) => fieldHtml(field, open, own, place));
  const start = index === open.page ? html` data-start` : '';
  return form.pages.length > 1
    ? html`<fieldset class="page"${start}><legend>${textHtml(page.heading, own)}</legend>${inside}</fieldset>`
    : html`<div class="page"${start}>${inside}</div>`;
})}
</div>
<footer><button class="primary">${textHtml(form.submit, own)}</button>
<button class="plain" formaction="${place.base}/form/close" data-closes>${says('form.close')}</button></footer>
</form></dialog>`;
}

function problemOf(field: FormField, open: OpenForm) {
  return open.problems?.[field.name] ?? field.problem;
}

function idOf(field: FormField): string {
  return `f-${field.name}`;
}

function fieldHtml(field: FormField, open: OpenForm, reader: Reader, place: FormPlace): Html {
  const { says } = roomLanguage(reader.language);
  const id = idOf(field);
  const problem = problemOf(field, open);
  const hints = [field.hint && textHtml(field.hint, reader), extraHint(field, reader)].filter(Boolean);
  const described = [hints.length > 0 && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  const aria = html`${described ? html` aria-describedby="${described}"` : ''}${problem ? html` aria-invalid="true"` : ''}${field.field.required ? html` aria-required="true"` : ''}`;
  const label = html`${textHtml(field.question ?? field.label, reader)}${field.field.required ? '' : html` <span class="optional">${says('form.optional')}</span>`}`;
  const notes = html`${hints.length > 0 ? html`<p class="hint" id="${id}-hint">${hints.map((hint, at) => html`${at > 0 ? ' ' : ''}${hint}`)}</p>` : ''}${
    problem ? html`<p class="problem" id="${id}-problem">${textHtml(problem, reader)}</p>` : ''
  }`;
  const filled = field.filled ?? open.typed?.[field.name];
  const mark = problem ? 'field field-wrong' : 'field';

  if (field.options.length > 0 && field.options.length <= 5) {
    return html`<fieldset class="${mark} radios" id="${id}" tabindex="-1" role="radiogroup"${aria}><legend>${label}</legend>${notes}
${radiosHtml(field, String(filled ?? ''), reader)}</fieldset>`;
  }
  return html`<div class="${mark}"><label for="${id}">${label}</label>${notes}${controlHtml(field, filled, aria, reader, place)}</div>`;
}

function extraHint(field: FormField, reader: Reader): Html | undefined {
  const { says } = roomLanguage(reader.language);
  // A search with a hint of its own has said already what to do.
  if (field.field.kind === 'suggested') return field.hint ? undefined : html`${says('form.search')}`;
  if (field.field.kind === 'file')
    return html`${says('form.file', { max: Math.floor(field.field.maxBytes / 1_000_000) })}`;
  return undefined;
}

function radiosHtml(field: FormField, filled: string, reader: Reader): Html {
  const { says } = roomLanguage(reader.language);
  const offers = field.options.map(({ value, label }) => ({ value, label: textHtml(label, reader) }));
  // A round button cannot be taken back, so an answer that may be left out has a button for leaving it out.
  const all = field.field.required ? offers : [...offers, { value: '', label: html`${says('form.none')}` }];
  return html`${all.map(
    ({ value, label }) =>
      html`<label class="radio"><input type="radio" name="f.${field.name}" value="${value}"${value === filled ? html` checked` : ''}> <span>${label}</span></label>`,
  )}`;
}

function controlHtml(
  field: FormField,
  filled: RawValue | undefined,
  aria: Html,
  reader: Reader,
  place: FormPlace,
): Html {
  const id = idOf(field);
  const name = `f.${field.name}`;
  const text = filled === undefined || typeof filled === 'object' ? '' : String(filled);
  const input = (more: Html, shown = text) =>
    html`<input id="${id}" name="${name}" value="${shown}" autocomplete="off" ${more}${aria}>`;

  if (field.options.length > 0) {
    const offers = field.options.map(({ value, label }) => ({ value, label: plainText(label, reader) }));
    return selectHtml(field, offers, text, aria, reader);
  }
  switch (field.field.kind) {
    case 'text':
      if (field.field.lines === 'many') {
        return html`<textarea id="${id}" name="${name}" rows="4" dir="auto"${aria}>${text}</textarea>`;
      }
      return input(html`type="text" dir="auto"`);
    case 'number':
    case 'rating':
      return input(html`type="text" inputmode="numeric" class="short"`);
    case 'date':
      // A date picker would swallow words such as "next Monday"; those stay in a plain box, as they were typed.
      return text === '' || /^\d{4}-\d{2}-\d{2}$/u.test(text)
        ? input(html`type="date" class="short"`)
        : input(html`type="text" dir="auto"`);
    case 'account':
      return selectHtml(
        field,
        place.people.map((one) => ({ value: one.account, label: one.name })),
        text,
        aria,
        reader,
      );
    case 'channel':
      return selectHtml(
        field,
        place.channels.map((one) => ({ value: one.id, label: `#${one.name}` })),
        text,
        aria,
        reader,
      );
    case 'file':
      return html`<input id="${id}" name="${name}" type="file" accept="${field.field.accepts.join(',')}"${aria}>`;
    case 'suggested': {
      const label = field.filledLabel ?? text;
      const list = `${id}-list`;
      return html`<div class="search" data-option="${field.name}">
${input(html`type="text" dir="auto" role="combobox" aria-autocomplete="list" aria-expanded="false" aria-controls="${list}"`, label)}
<input type="hidden" name="id.${field.name}" value="${field.filledLabel === undefined ? '' : text}">
<input type="hidden" name="label.${field.name}" value="${field.filledLabel ?? ''}">
<ul id="${list}" role="listbox" aria-label="${plainText(field.label, reader)}" hidden></ul></div>`;
    }
    default:
      return input(html`type="text" dir="auto"`);
  }
}

function selectHtml(
  field: FormField,
  offers: readonly { readonly value: string; readonly label: string }[],
  filled: string,
  aria: Html,
  reader: Reader,
): Html {
  const { says } = roomLanguage(reader.language);
  const unknown = filled !== '' && !offers.some((offer) => offer.value === filled);
  return html`<select id="${idOf(field)}" name="f.${field.name}" dir="${directionOf(reader.language)}"${aria}>
<option value="">${says(field.field.required ? 'form.choose' : 'form.none')}</option>
${unknown ? html`<option value="${filled}" selected>${filled}</option>` : ''}
${offers.map(({ value, label }) => html`<option value="${value}"${value === filled ? html` selected` : ''}>${label}</option>`)}
</select>`;
}
