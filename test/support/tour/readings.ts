// Reads drawings and forms part by part: what is our own wording in them, and what somebody typed.

import type { Form } from '#bot/form.ts';
import type { Part, Text } from '#bot/text.ts';
import type { Drawing } from '#bot/view.ts';
import type { AccountId, ChannelId } from '#exchange/people.ts';
import { erasedName } from '#exchange/people.ts';

/** Every text of a drawing, in its order. */
export function textsOf({ view }: Drawing): readonly Text[] {
  return view.flatMap((block): readonly Text[] => {
    if ('heading' in block) return [block.heading];
    if ('paragraph' in block) return [block.paragraph];
    if ('facts' in block) return block.facts.flat();
    if ('list' in block) return block.list;
    if ('image' in block) return [block.alt];
    if ('file' in block) return [block.label];
    if ('buttons' in block) return block.buttons.map((button) => button.label);
    if ('select' in block) return [block.select.label, ...block.select.options.map((option) => option.label)];
    return [];
  });
}

/** Every text of a form, in its order. */
export function textsOfForm(form: Form): readonly Text[] {
  return [
    form.title,
    form.submit,
    ...form.introduction,
    ...form.pages.flatMap((page) => [page.heading, ...page.fields.flatMap(textsOfField)]),
  ];
}

function textsOfField(field: Form['pages'][number]['fields'][number]): readonly Text[] {
  const { label, hint, problem, options } = field;
  return [label, ...(hint ? [hint] : []), ...(problem ? [problem] : []), ...options.map((one) => one.label)];
}

/** The parts of a text, those inside of others instead of what holds them. */
export function partsOf(text: Text): readonly Exclude<Part, { bold: Text } | { label: Text }>[] {
  return text.flatMap((part) => {
    if (typeof part === 'string') return [part];
    if ('bold' in part) return partsOf(part.bold);
    if ('label' in part) return partsOf(part.label);
    return [part];
  });
}

/** What was typed, as it stands in the text; a name that is gone is shown in other words. */
export function typedIn(text: Text): readonly string[] {
  return partsOf(text).flatMap((part) =>
    typeof part === 'object' && 'value' in part && !part.value.includes(erasedName) ? [part.value] : [],
  );
}

/** Our own wording, with nothing of what stands in its gaps. */
export function wordingOf(text: Text): string {
  return partsOf(text)
    .map((part) => (typeof part === 'string' ? part : '…'))
    .join('');
}

/** Accounts, channels and links that the texts speak of on purpose. */
export function namedIn(texts: readonly Text[]): {
  accounts: readonly AccountId[];
  channels: readonly ChannelId[];
  links: readonly string[];
} {
  const parts = texts.flatMap(partsOf).filter((part) => typeof part === 'object');
  return {
    accounts: parts.flatMap((part) => ('person' in part ? part.person.accounts : [])),
    channels: parts.flatMap((part) => ('channel' in part ? [part.channel] : [])),
    links: texts.flatMap((text) => text.flatMap(linksIn)),
  };
}

function linksIn(part: Part): readonly string[] {
  if (typeof part === 'string') return [];
  if ('link' in part) return [part.link];
  return 'bold' in part ? part.bold.flatMap(linksIn) : [];
}

/** Without what platforms add or may not keep: blanks, direction marks, backslashes before markup. */
export function bare(text: string): string {
  return text.replaceAll(/[\s\\\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '');
}

/** Half of a letter of two units, as JSON shows it. */
export function halfLetters(sent: unknown): readonly string[] {
  const written = JSON.stringify(sent, (_, value: unknown) => (value instanceof Uint8Array ? '' : value));
  // Looked for first without what stands before it: that search is a hundred times as fast.
  if (!/\\ud[89a-f][0-9a-f]{2}/iu.test(written)) return [];
  return written.match(/.{0,20}\\ud[89a-f][0-9a-f]{2}/giu) ?? [];
}
