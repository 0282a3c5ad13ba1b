// The room's clock: a calendar leaf that says what day it is, and the ways to move it.
import { html } from 'hono/html';
import { cityOf, type Html, roomTime, textHtml } from './render-text.ts';
import { addressOf, readerOf, type Scene } from './scene.ts';

export function clockHtml(scene: Scene): Html {
  const { says, language } = scene.own;
  const { now, zone, moving } = scene.clock;
  const shown = roomTime(moving?.now ?? now, zone, language);
  return html`<section id="clock" class="clock" aria-label="${says('clock.title')}">
<div class="leaf" aria-hidden="true"><span class="leaf-month">${shown.month}</span><span class="leaf-day">${shown.day}</span></div>
<p class="clock-words"><time datetime="${shown.machine}"><span class="clock-date">${shown.date}</span>
<span class="clock-time">${shown.time}</span></time> <span class="clock-zone"><bdi>${cityOf(zone)}</bdi></span></p>
${moving ? '' : movesHtml(scene)}
</section>`;
}

function movesHtml(scene: Scene): Html {
  const { says } = scene.own;
  return html`<form class="moves" method="post" action="/clock" aria-label="${says('clock.move')}">
${hidden(scene)}
<button class="band" name="to" value="days:1">${says('clock.day')}</button>
<button class="band" name="to" value="days:7">${says('clock.week')}</button>
<button class="band" name="to" value="next" title="${says('clock.nextHint')}">${says('clock.next')}</button>
<details class="jump"><summary class="band">${says('clock.jump')}</summary><div class="jump-list">${stopsHtml(scene)}</div></details>
</form>`;
}

function stopsHtml(scene: Scene): Html {
  const { says, language } = scene.own;
  const { now, zone, stops } = scene.clock;
  const ahead = stops.filter((stop) => stop.at > now).sort((one, other) => one.at - other.at);
  if (ahead.length === 0) return html`<p class="quiet">${says('clock.noStops')}</p>`;
  return html`${ahead.map((stop) => {
    const at = roomTime(stop.at, zone, language);
    return html`<button class="stop" name="to" value="until:${stop.at}"><span>${textHtml(stop.label, readerOf(scene, language, zone))}</span>
<time datetime="${at.machine}" class="quiet">${at.short}</time></button>`;
  })}`;
}

function hidden(scene: Scene): Html {
  return html`<input type="hidden" name="token" value="${scene.token}"><input type="hidden" name="back" value="${addressOf(scene.me, scene.here)}">`;
}

/** What the clock has to say for itself: how far it has come, or what happened on the way. */
export function clockNewsHtml(scene: Scene): Html {
  const { says, language } = scene.own;
  const { moving, arrived, zone } = scene.clock;
  const at = (instant: number) => roomTime(instant, zone, language).short;
  const words = moving
    ? says('clock.progress', { now: at(moving.now), count: moving.delivered })
    : arrived && 'reference' in arrived
      ? says('clock.failed', { reference: { value: arrived.reference } })
      : arrived && says('clock.moved', { now: at(arrived.now), count: arrived.delivered });
  return html`<div id="clock-news" class="news" role="status"${moving ? html` data-moving` : ''}>${
    words ? html`<p>${moving ? html`<strong>${says('clock.moving')}</strong> ` : ''}${words}</p>` : ''
  }${moving ? html`<progress aria-label="${says('clock.moving')}"></progress>` : ''}</div>`;
}
