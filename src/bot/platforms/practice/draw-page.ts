// The whole page: band with clock and settings, people, conversations, and the conversation itself.
import { html } from 'hono/html';
import { languages } from '#exchange/languages.ts';
import { scripts, styles } from './assets.ts';
import { clockHtml, clockNewsHtml } from './draw-clock.ts';
import { conversationHtml } from './draw-conversation.ts';
import { guideHtml } from './draw-guide.ts';
import { conversationsHtml, peopleHtml, portrait } from './draw-people.ts';
import { formHtml } from './render-form.ts';
import type { Html } from './render-text.ts';
import { icons } from './render-view.ts';
import { addressOf, baseOf, mine, readerOf, type Scene } from './scene.ts';
import { ownNames, type RoomKey, type RoomLanguage } from './words.ts';

export function pageHtml(scene: Scene): Html {
  const { says } = scene.own;
  const { here, me } = scene;
  const form = scene.room.formBefore(me.account);
  const channel =
    here !== 'guide' && 'channel' in here ? scene.channels.find((one) => one.id === here.channel) : undefined;
  const where = here === 'guide' ? says('conversations.guide') : channel ? `#${channel.name}` : 'Attaché';

  return layout(
    scene.own,
    `${where} · ${me.name} · ${says('room.name')}`,
    html`<a class="skip" href="#conversation">${says('room.skip')}</a>
<header class="band-top">
<p class="brand">${icons.seal}<span><strong>Attaché</strong> <span class="brand-room">${says('room.name')}</span></span></p>
${clockHtml(scene)}
${toolsHtml(scene)}
</header>
${clockNewsHtml(scene)}
<div class="phone-bar"><a href="#people" class="phone-who">${portrait(me, scene)}<span dir="auto">${me.name}</span><span class="unseen">${says('people.switch')}</span></a>
<a href="#conversations" class="phone-where">${icons.menu}<span dir="auto">${where}</span></a></div>
<div class="floor">
<div class="drawer drawer-people">${peopleHtml(scene)}<a class="drawer-close" href="#conversation">${says('people.close')}</a></div>
<div class="drawer">${conversationsHtml(scene)}<a class="drawer-close" href="#conversation">${says('people.close')}</a></div>
${here === 'guide' ? guideHtml(scene) : conversationHtml(here, scene)}
</div>
<div id="forms">${
      form
        ? formHtml(form, readerOf(scene, form.form.language, form.form.zone), {
            base: baseOf(me),
            token: scene.token,
            people: scene.people,
            channels: mine(scene),
          })
        : ''
    }</div>
<dialog id="over" class="form" aria-labelledby="over-title">${overHtml(scene.own, scene.token, addressOf(me, here))}</dialog>`,
    scene.token,
  );
}

function toolsHtml(scene: Scene): Html {
  const { says } = scene.own;
  const { me } = scene;
  return html`<section class="tools" aria-label="${says('room.tools')}">
<details class="menu"><summary class="band"><span class="unseen">${says('language.title')}: </span>${ownNames[scene.own.language]}</summary>
<form method="post" action="/language" class="menu-list"><input type="hidden" name="token" value="${scene.token}">
<input type="hidden" name="back" value="${addressOf(me, scene.here)}">
<p class="quiet">${says('language.title')}</p>
${languages.map((one) => html`<button class="stop" name="language" value="${one}" lang="${one}"${scene.chosen === one ? html` aria-current="true"` : ''}>${ownNames[one]}</button>`)}
<button class="stop" name="language" value=""${scene.chosen ? '' : html` aria-current="true"`}>${says('language.person', { language: { value: ownNames[me.language] } })}</button>
</form></details>
<a class="button band" href="/start-over" data-opens="over">${says('over.action')}</a>
</section>`;
}

/** The question before everything is deleted. */
export function overHtml(own: RoomLanguage, token: string, back: string): Html {
  const { says } = own;
  return html`<form method="post" action="/start-over" class="question"><input type="hidden" name="token" value="${token}">
<h2 id="over-title">${says('over.question')}</h2>
<div class="form-body"><p>${says('over.warning')}</p></div>
<footer><button class="danger">${says('over.confirm')}</button>
<a class="button plain" href="${back}" data-dismisses>${says('over.cancel')}</a></footer></form>`;
}

/** A page that says one thing: a refusal, a fault, a question. */
export function noticeHtml(own: RoomLanguage, title: RoomKey, content: Html): Html {
  const { says } = own;
  return layout(
    own,
    `${says(title)} · ${says('room.name')}`,
    html`<header class="band-top"><p class="brand">${icons.seal}<span><strong>Attaché</strong> <span class="brand-room">${says('room.name')}</span></span></p></header>
<main class="notice">${content}</main>`,
  );
}

function layout(own: RoomLanguage, title: string, content: Html, token?: string): Html {
  return html`<!doctype html>
<html lang="${own.language}" dir="${own.direction}"${token ? html` data-token="${token}" data-silent="${own.says('room.silent')}"` : ''}>
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${title}</title>
<link rel="icon" href="/assets/seal.svg" type="image/svg+xml">${styles.map((name) => html`<link rel="stylesheet" href="/assets/${name}">`)}
${scripts.map((name) => html`<script src="/assets/${name}" defer></script>`)}</head>
<body>${content}</body></html>`;
}
