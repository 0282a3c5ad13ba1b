// Views as HTML: the nine blocks, with buttons and selects that post back to the room.
import { html } from 'hono/html';
import { plainText } from '#bot/plain-text.ts';
import type { Block, Drawing } from '#bot/view.ts';
import { directionOf } from '#exchange/languages.ts';
import { type Html, type Reader, textHtml } from './render-text.ts';
import type { RoomSays } from './words.ts';

/** Where the view stands, for what is posted back and fetched. */
export interface ViewPlace {
  /** `/as/kwame` */
  readonly base: string;
  readonly token: string;
  readonly message: string;
  readonly version: number;
  readonly says: RoomSays;
}

export function viewHtml(drawing: Drawing, reader: Reader, place: ViewPlace): Html {
  const { language } = drawing;
  return html`<div class="view" lang="${language}" dir="${directionOf(language)}">
${drawing.view.map((block, index) => blockHtml(block, index, reader, place))}
</div>`;
}

function blockHtml(block: Block, index: number, reader: Reader, place: ViewPlace): Html {
  const text = (words: Parameters<typeof textHtml>[0]) => textHtml(words, reader);
  if ('heading' in block) return html`<h2>${text(block.heading)}</h2>`;
  if ('paragraph' in block) return html`<p>${text(block.paragraph)}</p>`;
  if ('facts' in block) {
    return html`<dl class="facts">${block.facts.map(
      ([label, fact]) => html`<div><dt>${text(label)}</dt><dd>${text(fact)}</dd></div>`,
    )}</dl>`;
  }
  if ('list' in block) return html`<ul>${block.list.map((item) => html`<li>${text(item)}</li>`)}</ul>`;
  if ('image' in block) {
    const address = `${place.base}/picture/${place.message}/${index}?v=${place.version}`;
    return html`<figure><a href="${address}"><img src="${address}" alt="${plainText(block.alt, reader)}"></a></figure>`;
  }
  if ('file' in block) {
    const address = `${place.base}/file/${place.message}/${index}?v=${place.version}`;
    return html`<p><a class="file" href="${address}" download="${block.file.name}">${icons.file}<span>${text(block.label)}</span> <bdi class="file-name">${block.file.name}</bdi></a></p>`;
  }
  if ('buttons' in block) {
    return html`<form class="buttons" method="post" action="${place.base}/press">${hidden(place)}${block.buttons.map(
      (button) =>
        html`<button class="${button.look ?? 'plain'}" name="route" value="${button.route}"><span>${text(button.label)}</span></button>`,
    )}</form>`;
  }
  if ('select' in block) {
    const id = `select-${place.message}-${index}`;
    return html`<form class="choose" method="post" action="${place.base}/press">${hidden(place)}
<input type="hidden" name="route" value="${block.select.route}">
<label for="${id}">${text(block.select.label)}</label>
<select id="${id}" name="chosen" required><option value="">${place.says('form.choose')}</option>${block.select.options.map(
      (option) => html`<option value="${option.value}">${plainText(option.label, reader)}</option>`,
    )}</select>
<button class="plain">${place.says('select.choose')}</button></form>`;
  }
  return html`<hr>`;
}

function hidden(place: ViewPlace): Html {
  return html`<input type="hidden" name="token" value="${place.token}"><input type="hidden" name="message" value="${place.message}">`;
}

export const icons = {
  file: html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M10 3v9m0 0 3.5-3.5M10 12 6.5 8.5M4 16h12"/></svg>`,
  lock: html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M6 9V6.5a4 4 0 0 1 8 0V9M5 9h10v7H5z"/></svg>`,
  menu: html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14M3 10h14M3 15h14"/></svg>`,
  seal: html`<svg class="seal" viewBox="0 0 40 40" aria-hidden="true"><circle cx="20" cy="20" r="18"/><circle cx="20" cy="20" r="14.5" class="seal-ring"/><path d="M12.5 27 20 11.5 27.5 27M15.4 22h9.2"/></svg>`,
};
