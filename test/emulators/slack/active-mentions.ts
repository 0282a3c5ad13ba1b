// Finds what a message would really ping or link, and what its reader sees, as Slack parses text and blocks.
import { type Fields, fieldsOf, listOf, stringOf } from './json.ts';
import type { ActiveMentions, ButtonSeen } from './model.ts';

interface Found {
  readonly users: Set<string>;
  readonly channels: Set<string>;
  readonly groups: Set<string>;
  readonly broadcasts: Set<string>;
  readonly links: Set<string>;
}

function nothing(): Found {
  return {
    users: new Set(),
    channels: new Set(),
    groups: new Set(),
    broadcasts: new Set(),
    links: new Set(),
  };
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** How loosely names and addresses without angle brackets are taken. */
interface Looseness {
  readonly names: boolean;
  readonly urls: boolean;
}

function readToken(token: string, found: Found): string {
  const bar = token.indexOf('|');
  const target = bar < 0 ? token : token.slice(0, bar);
  const label = bar < 0 ? undefined : unescaped(token.slice(bar + 1));
  if (/^@[UW][A-Z0-9]+$/.test(target)) {
    found.users.add(target.slice(1));
    return `@${label ?? target.slice(1)}`;
  }
  if (/^#[CGD][A-Z0-9]+$/.test(target)) {
    found.channels.add(target.slice(1));
    return `#${label ?? target.slice(1)}`;
  }
  const broadcast = /^!(channel|here|everyone|group)\b/.exec(target)?.[1];
  if (broadcast) {
    found.broadcasts.add(broadcast === 'group' ? 'channel' : broadcast);
    return `@${broadcast}`;
  }
  if (target.startsWith('!subteam^')) {
    found.groups.add(target.slice('!subteam^'.length).split('^')[0] ?? '');
    return label ?? target;
  }
  if (target.startsWith('!date^')) {
    const link = target.split('^')[3];
    if (link) found.links.add(unescaped(link));
    return label ?? target;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) {
    found.links.add(unescaped(target));
    return label ?? unescaped(target);
  }
  return `<${unescaped(token)}>`;
}

/** Reads one text written in Slack's markup; answers what a reader sees. */
function readMarkup(text: string, loose: Looseness, found: Found): string {
  let seen = '';
  let rest = '';
  let end = 0;
  for (const match of text.matchAll(/<([^<>\n]+)>/g)) {
    const between = text.slice(end, match.index);
    rest += `${between} `;
    seen += unescaped(between) + readToken(match[1] ?? '', found);
    end = match.index + match[0].length;
  }
  rest += text.slice(end);
  seen += unescaped(text.slice(end));
  if (loose.urls) {
    for (const url of rest.matchAll(/\bhttps?:\/\/[^\s<>|]+/gi)) found.links.add(unescaped(url[0]));
  }
  if (loose.names) {
    for (const name of rest.matchAll(/(?<![\w@])@(channel|here|everyone)\b/g))
      found.broadcasts.add(name[1] ?? '');
    for (const name of rest.matchAll(/(?<![\w#&])#([\p{L}][\p{L}\p{N}_-]*)/gu))
      found.channels.add(`#${name[1]}`);
  }
  return seen;
}

function readTextObject(value: unknown, found: Found): string {
  const object = fieldsOf(value);
  const text = stringOf(object.text);
  if (object.type !== 'mrkdwn') return unescaped(text);
  const loose = object.verbatim !== true;
  return readMarkup(text, { names: loose, urls: loose }, found);
}

function readRichElement(value: unknown, found: Found): string {
  const element = fieldsOf(value);
  switch (element.type) {
    case 'user':
      found.users.add(stringOf(element.user_id));
      return `@${stringOf(element.user_id)}`;
    case 'channel':
      found.channels.add(stringOf(element.channel_id));
      return `#${stringOf(element.channel_id)}`;
    case 'usergroup':
      found.groups.add(stringOf(element.usergroup_id));
      return `@${stringOf(element.usergroup_id)}`;
    case 'broadcast':
      found.broadcasts.add(stringOf(element.range));
      return `@${stringOf(element.range)}`;
    case 'link':
      found.links.add(stringOf(element.url));
      return stringOf(element.text) || stringOf(element.url);
    case 'date':
      if (element.url) found.links.add(stringOf(element.url));
      return stringOf(element.fallback) || stringOf(element.format);
    case 'emoji':
      return `:${stringOf(element.name)}:`;
    case 'text':
      return stringOf(element.text);
    default: {
      const inner = listOf(element.elements).map((child) => readRichElement(child, found));
      return inner.join(element.type === 'rich_text_list' || element.type === 'rich_text' ? '\n' : '');
    }
  }
}

function readElement(value: unknown, found: Found): string {
  const element = fieldsOf(value);
  if (element.type === 'mrkdwn' || element.type === 'plain_text') return readTextObject(element, found);
  if (element.type === 'image') return stringOf(element.alt_text);
  if (stringOf(element.url) && element.type === 'button') found.links.add(stringOf(element.url));
  const parts = [readTextObject(element.text, found)];
  for (const option of listOf(element.options)) {
    parts.push(
      readTextObject(fieldsOf(option).text, found),
      readTextObject(fieldsOf(option).description, found),
    );
  }
  return parts.filter(Boolean).join('\n');
}

function readBlock(value: unknown, found: Found): string {
  const block = fieldsOf(value);
  switch (block.type) {
    case 'rich_text':
      return readRichElement(block, found);
    case 'markdown': {
      const text = stringOf(block.text).replaceAll(/\[([^\]]*)\]\(([^)\s]+)\)/g, (_, label, url) => {
        found.links.add(url);
        return label;
      });
      return readMarkup(text, { names: true, urls: true }, found);
    }
    case 'table': {
      const rows = listOf(block.rows).map((row) =>
        listOf(row).map((cell) => {
          const { type, text } = fieldsOf(cell);
          return type === 'raw_text' ? stringOf(text) : readRichElement(cell, found);
        }),
      );
      return rows.map((row) => row.join('\t')).join('\n');
    }
    case 'image':
      return [readTextObject(block.title, found), stringOf(block.alt_text)].filter(Boolean).join('\n');
    default: {
      const parts = [readTextObject(block.label, found), readTextObject(block.text, found)];
      for (const field of listOf(block.fields)) parts.push(readTextObject(field, found));
      for (const element of listOf(block.elements)) parts.push(readElement(element, found));
      for (const element of [block.accessory, block.element])
        if (element) parts.push(readElement(element, found));
      parts.push(readTextObject(block.hint, found));
      return parts.filter(Boolean).join('\n');
    }
  }
}

/** The parts of a message or view that are read for mentions. */
export interface Readable {
  readonly text?: string;
  readonly blocks: readonly unknown[];
  readonly attachments?: readonly unknown[];
  readonly parse?: { readonly mode: 'none' | 'full' | undefined; readonly linkNames: boolean };
}

/**
 * What is active in a message or view, and what its reader sees. The top-level text counts although blocks
 * hide it, because notifications are made from it.
 */
export function readContent(content: Readable): { mentions: ActiveMentions; visibleText: string } {
  const found = nothing();
  const full = content.parse?.mode === 'full';
  const loose = { names: full || content.parse?.linkNames === true, urls: content.parse?.mode !== 'none' };
  const text = readMarkup(content.text ?? '', loose, found);
  const shown = content.blocks.map((block) => readBlock(block, found));
  for (const value of content.attachments ?? []) {
    const attachment = fieldsOf(value);
    for (const key of ['pretext', 'title', 'text', 'footer'])
      shown.push(readMarkup(stringOf(attachment[key]), loose, found));
    for (const field of listOf(attachment.fields))
      shown.push(readMarkup(stringOf(fieldsOf(field).value), loose, found));
    for (const block of listOf(attachment.blocks)) shown.push(readBlock(block, found));
  }
  const mentions = {
    users: [...found.users],
    channels: [...found.channels],
    groups: [...found.groups],
    broadcasts: [...found.broadcasts],
    links: [...found.links],
  };
  return { mentions, visibleText: shown.length > 0 ? shown.filter(Boolean).join('\n') : text };
}

/** Every interactive element of a list of blocks, with the block it stands in. */
export function elementsOf(blocks: readonly unknown[]): { block: Fields; element: Fields }[] {
  return blocks.map(fieldsOf).flatMap((block) => {
    const elements = block.type === 'rich_text' ? [] : listOf(block.elements);
    return [...elements, block.accessory, block.element]
      .map(fieldsOf)
      .filter((element) => typeof element.action_id === 'string')
      .map((element) => ({ block, element }));
  });
}

export function buttonsOf(blocks: readonly unknown[]): ButtonSeen[] {
  return elementsOf(blocks)
    .filter(({ element }) => element.type === 'button')
    .map(({ block, element }) => ({
      label: unescaped(stringOf(fieldsOf(element.text).text)),
      actionId: stringOf(element.action_id),
      blockId: stringOf(block.block_id),
      value: typeof element.value === 'string' ? element.value : undefined,
      url: typeof element.url === 'string' ? element.url : undefined,
      style: typeof element.style === 'string' ? element.style : undefined,
    }));
}
