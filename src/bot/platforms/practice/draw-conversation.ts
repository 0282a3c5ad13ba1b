// A conversation: its messages, and the box to write in.
import { html } from 'hono/html';
import type { CastPerson } from './cast.ts';
import { portrait } from './draw-people.ts';
import type { Conversation, RoomMessage } from './memory.ts';
import { type Html, roomTime } from './render-text.ts';
import { icons, viewHtml } from './render-view.ts';
import { addressOf, baseOf, readerOf, type Scene } from './scene.ts';

/** How many messages a page shows before somebody asks for the earlier ones. */
const atOnce = 100;

export function conversationHtml(here: Conversation, scene: Scene): Html {
  const { says } = scene.own;
  const messages = scene.room.seen(here, scene.me.account);
  const shown = scene.all ? messages : messages.slice(-atOnce);
  const { after, messages: fresh } = scene.room.unread(here, scene.me.account);
  const firstNew =
    fresh > 0 && after > 0
      ? shown.find((one) => one.number > after && one.from !== scene.me.account)
      : undefined;

  return html`<main id="conversation" class="conversation" tabindex="-1">
<header class="conversation-head"><h1>${titleOf(here, scene)}</h1><p class="quiet">${aboutOf(here, scene)}</p></header>
<div class="scroll" id="scroll" tabindex="0" role="log" aria-live="polite" aria-relevant="additions" aria-label="${says('messages.title')}">
${shown.length < messages.length ? html`<p class="earlier"><a href="${addressOf(scene.me, here)}?all">${says('messages.earlier')}</a></p>` : ''}
${messages.length === 0 ? html`<p class="empty">${says('direct' in here ? 'messages.emptyDirect' : 'messages.empty')}</p>` : ''}
<ol id="messages" class="messages">
${shown.map((message) => messageHtml(message, message === firstNew, scene))}
</ol></div>
${composerHtml(here, scene)}
</main>`;
}

function titleOf(here: Conversation, scene: Scene): Html {
  if ('direct' in here) return html`Attaché`;
  const channel = scene.channels.find((one) => one.id === here.channel);
  // Inside, so that the mark stands before the name however the page runs.
  return html`<bdi><span class="hash" aria-hidden="true">#</span>${channel?.name ?? ''}</bdi>`;
}

function aboutOf(here: Conversation, scene: Scene): Html {
  const { says } = scene.own;
  if ('direct' in here) return html`${says('conversations.private', { name: { value: scene.me.name } })}`;
  const channel = scene.channels.find((one) => one.id === here.channel);
  const members =
    channel === undefined || channel.members === 'all'
      ? says('conversations.everybody')
      : says('conversations.members', { count: channel.members.length });
  return html`${channel?.organisation ? html`<bdi>${channel.organisation}</bdi> · ` : ''}${members}`;
}

export function messageHtml(message: RoomMessage, isFirstNew: boolean, scene: Scene): Html {
  const { says, language } = scene.own;
  const { content } = message;
  const at = roomTime(message.at, scene.clock.zone, language);
  const speaker =
    message.from === 'attache' ? undefined : scene.people.find((one) => one.account === message.from);
  const kind = [
    'message',
    message.seenBy && 'message-private',
    message.from === 'attache' && 'message-attache',
  ]
    .filter(Boolean)
    .join(' ');
  const aloud =
    message.addressees.includes(scene.me.account) && message.seenBy === undefined ? ' message-addressed' : '';

  return html`<li id="m-${message.id}" class="${kind}${aloud}" data-version="${message.version}" data-number="${message.number}">
${isFirstNew ? html`<p class="new-line"><span>${says('messages.new')}</span></p>` : ''}
<article>
${message.from === 'attache' ? html`<span class="portrait portrait-attache" aria-hidden="true">${icons.seal}</span>` : speakerPortrait(speaker, scene)}
<p class="byline"><strong><bdi>${message.from === 'attache' ? 'Attaché' : (speaker?.name ?? message.from)}</bdi></strong>
${'typed' in content && message.seenBy ? html`<span class="quiet">${says('message.asked')}</span>` : ''}
<time class="quiet" datetime="${at.machine}">${at.short}</time>
${message.seenBy && message.from === 'attache' ? html`<span class="private">${icons.lock}${says('message.private')}</span>` : ''}</p>
<div class="message-body">${
    'drawing' in content
      ? viewHtml(content.drawing, readerOf(scene, content.drawing.language, content.drawing.zone), {
          base: baseOf(scene.me),
          token: scene.token,
          message: message.id,
          version: message.version,
          says,
        })
      : html`<p class="${message.seenBy ? 'typed typed-command' : 'typed'}"><bdi>${content.typed}</bdi></p>`
  }</div>
${
  message.revisedAt === undefined || message.revisedAt === message.at
    ? ''
    : html`<p class="revised quiet">${says('message.revised', { when: roomTime(message.revisedAt, scene.clock.zone, language).short })}</p>`
}
</article></li>`;
}

function speakerPortrait(speaker: CastPerson | undefined, scene: Scene): Html {
  return speaker ? portrait(speaker, scene) : html`<span class="portrait" aria-hidden="true">?</span>`;
}

function composerHtml(here: Conversation, scene: Scene): Html {
  const { says } = scene.own;
  const where = 'direct' in here ? 'direct' : here.channel;
  return html`<form class="composer" id="composer" method="post" action="${baseOf(scene.me)}/say" data-complete="${baseOf(scene.me)}/complete">
<input type="hidden" name="token" value="${scene.token}"><input type="hidden" name="where" value="${where}">
<div id="offers" class="offers" hidden><ul id="offer-list" role="listbox" aria-label="${says('completion.title')}"></ul>
<p class="offers-foot quiet"><span id="offers-about"></span> <span class="offers-keys">${says('completion.keys')}</span></p></div>
<p id="offers-status" class="unseen" role="status" data-required="${says('completion.required')}"></p>
<label class="unseen" for="say">${says('composer.label')}</label>
<input id="say" name="text" dir="auto" autocomplete="off" spellcheck="false" enterkeyhint="send" role="combobox"
 aria-autocomplete="list" aria-expanded="false" aria-controls="offer-list" placeholder="${says('composer.placeholder')}" value="${scene.draft}">
<button class="primary">${says('composer.send')}</button>
</form>`;
}
