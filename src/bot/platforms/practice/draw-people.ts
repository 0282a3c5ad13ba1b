// The two lists beside a conversation: everybody who can be played, and the conversations of whoever is.
import { html } from 'hono/html';
import { locales } from '#bot/words.ts';
import type { Language } from '#exchange/languages.ts';
import { type CastPerson, mayEnter } from './cast.ts';
import type { Conversation } from './memory.ts';
import type { Html } from './render-text.ts';
import { icons } from './render-view.ts';
import { keyOf, type Unread } from './room.ts';
import { addressOf, directOf, mine, placeFor, type Scene } from './scene.ts';

export function peopleHtml(scene: Scene): Html {
  const { says } = scene.own;
  const organisations = [...new Set(scene.people.map((person) => person.organisation.id))];
  return html`<nav id="people" class="people" aria-labelledby="people-title">
<h2 id="people-title">${says('people.title')}</h2>
<p class="quiet">${says('people.hint')}</p>
${organisations.map((id) => {
  const members = scene.people.filter((person) => person.organisation.id === id);
  const { name = '', country: given = '' } = members[0]?.organisation ?? {};
  const country = countryIn(given, scene.own.language);
  return html`<h3><bdi>${name}</bdi>${country && country !== name ? html` <span class="quiet country"><bdi>${country}</bdi></span>` : ''}</h3>
<ul>${members.map((person) => personHtml(person, scene))}</ul>`;
})}
</nav>`;
}

/** A country by its code is named in the room's language; any other name stands as it is. */
function countryIn(country: string, language: Language): string {
  if (!/^[A-Z]{2}$/u.test(country)) return country;
  return new Intl.DisplayNames(locales[language], { type: 'region' }).of(country) ?? country;
}

function personHtml(person: CastPerson, scene: Scene): Html {
  const current = person.account === scene.me.account;
  // Whoever is played reads what is before them; only what waits elsewhere is marked.
  const unread = unreadOf(person, scene);
  return html`<li><a class="person" id="person-${person.account}" href="${placeFor(person, scene)}"${current ? html` aria-current="true"` : ''}>
${portrait(person, scene)}<span class="person-words"><bdi class="person-name">${person.name}</bdi>
<span class="quiet">${person.roleTitle[scene.own.language]}</span></span>${badge(unread, scene)}</a></li>`;
}

function unreadOf(person: CastPerson, scene: Scene): Unread {
  const conversations: Conversation[] = [
    directOf(person.account),
    ...scene.channels
      .filter((channel) => mayEnter(channel, person))
      .map((channel) => ({ channel: channel.id })),
  ];
  const here = person.account === scene.me.account && scene.here !== 'guide' ? keyOf(scene.here) : undefined;
  const all = conversations
    .filter((one) => keyOf(one) !== here)
    .map((one) => scene.room.unread(one, person.account));
  return {
    messages: all.reduce((sum, one) => sum + one.messages, 0),
    addressed: all.reduce((sum, one) => sum + one.addressed, 0),
    after: 0,
  };
}

/** A number where somebody is spoken to; a dot where there is only something new. */
function badge(unread: Unread, scene: Scene): Html {
  if (unread.messages === 0) return html``;
  const { says } = scene.own;
  if (unread.addressed > 0) {
    const words = says('unread.addressed', { count: unread.addressed });
    return html`<span class="badge"><span aria-hidden="true">${unread.addressed}</span><span class="unseen">${words}</span></span>`;
  }
  return html`<span class="dot"><span class="unseen">${says('unread.count', { count: unread.messages })}</span></span>`;
}

/** The initials on the colour of the organisation. */
export function portrait(person: CastPerson, scene: Scene): Html {
  const organisations = [...new Set(scene.people.map((one) => one.organisation.id))];
  const colour = organisations.indexOf(person.organisation.id) % 6;
  const words = person.name.trim().split(/\s+/u);
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map(
    (word) => [...(word ?? '')][0] ?? '',
  );
  // Arabic letters would join into a word that nobody is called.
  return html`<span class="portrait portrait-${colour}" aria-hidden="true">${initials.join('\u200c')}</span>`;
}

export function conversationsHtml(scene: Scene): Html {
  const { says } = scene.own;
  const { me } = scene;
  return html`<nav id="conversations" class="conversations" aria-label="${says('conversations.title', { name: { value: me.name } })}">
<div class="who">${portrait(me, scene)}<p><strong><bdi>${me.name}</bdi></strong>
<span class="quiet">${me.roleTitle[scene.own.language]}</span></p></div>
<ul><li>${placeHtml(says('conversations.guide'), 'guide', scene)}</li></ul>
<h2>${says('conversations.channels')}</h2>
<ul>${mine(scene).map(
    (channel) =>
      html`<li>${placeHtml(html`<span class="hash" aria-hidden="true">#</span><bdi>${channel.name}</bdi>`, { channel: channel.id }, scene)}</li>`,
  )}</ul>
<h2>${says('conversations.direct')}</h2>
<ul><li>${placeHtml(html`${icons.seal}<bdi>Attaché</bdi>`, directOf(me.account), scene)}</li></ul>
</nav>`;
}

function placeHtml(label: Html | string, place: Scene['here'], scene: Scene): Html {
  const here =
    scene.here === 'guide' || place === 'guide' ? scene.here === place : keyOf(scene.here) === keyOf(place);
  const unread = place === 'guide' || here ? undefined : scene.room.unread(place, scene.me.account);
  return html`<a class="place${unread && unread.messages > 0 ? ' place-unread' : ''}" href="${addressOf(scene.me, place)}"${here ? html` aria-current="page"` : ''}>
<span class="place-name">${label}</span>${unread ? badge(unread, scene) : ''}</a>`;
}
