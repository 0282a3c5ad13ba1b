// Keeps the page up to date without loading it again: every change is the server's own page, patched in.
(() => {
  const { token } = document.documentElement.dataset;
  if (!token) return;
  const byId = (id) => document.getElementById(id);
  const saved = `draft ${location.pathname}`;

  // --- Patching ---------------------------------------------------------------------------------------------
  function patch(fresh, follow) {
    const scroll = byId('scroll');
    const atEnd = !scroll || scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
    for (const id of ['people', 'conversations', 'clock', 'clock-news'])
      replace(byId(id), fresh.getElementById(id));
    patchMessages(fresh);
    patchForm(fresh);
    document.title = fresh.title;
    if (atEnd || follow) toEnd();
  }

  /** Only what is inside is exchanged, so that an opened drawer (`:target`) stays open. */
  function replace(old, made) {
    if (!old || !made || old.outerHTML === made.outerHTML || old.querySelector('details[open]')) return;
    const focused = old.contains(document.activeElement) ? pathOf(document.activeElement) : undefined;
    for (const name of old.getAttributeNames()) if (!made.hasAttribute(name)) old.removeAttribute(name);
    for (const name of made.getAttributeNames()) old.setAttribute(name, made.getAttribute(name));
    old.replaceChildren(...made.childNodes);
    if (focused) old.querySelector(focused)?.focus();
  }

  function pathOf(element) {
    if (element.id) return `#${CSS.escape(element.id)}`;
    if (element.value) return `[value="${CSS.escape(element.value)}"]`;
    return element.getAttribute('href') ? `[href="${CSS.escape(element.getAttribute('href'))}"]` : undefined;
  }

  function patchMessages(fresh) {
    const list = byId('messages');
    const made = fresh.getElementById('messages');
    if (!list || !made) return;
    // The line above what is new is for those who come back; whoever is here sees it arrive.
    for (const line of made.querySelectorAll('.new-line')) line.remove();
    const wanted = new Map([...made.children].map((item) => [item.id, item]));
    for (const item of [...list.children]) if (!wanted.has(item.id)) item.remove();
    let before = null;
    for (const item of wanted.values()) {
      const known = byId(item.id);
      if (!known) before ? before.after(item) : list.prepend(item);
      else if (known.dataset.version !== item.dataset.version) known.replaceWith(item);
      before = byId(item.id);
    }
    document.querySelector('.empty')?.remove();
    const empty = fresh.querySelector('.empty');
    if (empty) list.before(empty);
  }

  function toEnd() {
    const scroll = byId('scroll');
    const last = byId('messages')?.lastElementChild;
    if (!scroll || !last) return;
    scroll.scrollTop = scroll.scrollHeight;
    // A long answer is read from its beginning.
    const hidden = scroll.getBoundingClientRect().top - last.getBoundingClientRect().top;
    if (hidden > 0) scroll.scrollTop -= hidden + 8;
  }

  // --- Dialogs ----------------------------------------------------------------------------------------------
  function patchForm(fresh) {
    const old = byId('form');
    const made = fresh.getElementById('form');
    if (old && made && old.dataset.key === made.dataset.key && old.dataset.version === made.dataset.version)
      return;
    if (!old && !made) return;
    byId('forms').replaceChildren(...(made ? [made] : []));
    if (made) openForm(made);
    else byId('say')?.focus();
  }

  // What stands in a form outlives a page that is loaded again, also one from before a restart.
  const keptAs = ({ key, version }) => `form ${key} ${version}`;
  addEventListener('pagehide', () => {
    const dialog = byId('form');
    if (!dialog) return;
    const filled = [...new FormData(dialog.querySelector('form'))].filter(([name]) =>
      /^(f|id|label)\./.test(name),
    );
    const words = filled.filter(([, value]) => typeof value === 'string');
    sessionStorage.setItem(keptAs(dialog.dataset), JSON.stringify(words));
  });
  function fillAgain(dialog) {
    const kept = sessionStorage.getItem(keptAs(dialog.dataset));
    const { elements } = dialog.querySelector('form');
    for (const [name, value] of JSON.parse(kept ?? '[]')) {
      const field = elements.namedItem(name);
      if (field) field.value = value;
    }
    sessionStorage.removeItem(keptAs(dialog.dataset));
  }

  function openForm(dialog) {
    fillAgain(dialog);
    dialog.removeAttribute('open');
    dialog.showModal();
    const start =
      dialog.querySelector('#form-problems') ??
      dialog.querySelector('[data-start] :is(input:not([type=hidden]), select, textarea)');
    start?.focus();
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      dialog.querySelector('[data-closes]').click();
    });
    dialog.dispatchEvent(new CustomEvent('room:form', { bubbles: true }));
  }

  document.addEventListener('click', (event) => {
    const link = event.target.closest('[data-opens], [data-dismisses], .problems a');
    for (const menu of document.querySelectorAll('details[open]'))
      if (!menu.contains(event.target)) menu.open = false;
    if (!link) return;
    event.preventDefault();
    if (link.dataset.opens) byId(link.dataset.opens).showModal();
    else if ('dismisses' in link.dataset) link.closest('dialog')?.close() ?? location.assign(link.href);
    else {
      const field = byId(link.hash.slice(1));
      (field.matches('fieldset') ? field.querySelector('input') : field).focus();
    }
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    const menu = document.querySelector('details[open]');
    if (menu) {
      menu.open = false;
      menu.querySelector('summary').focus();
    } else if (location.hash === '#people' || location.hash === '#conversations')
      location.hash = '#conversation';
  });

  // --- Sending ----------------------------------------------------------------------------------------------
  document.addEventListener('submit', async (event) => {
    const form = event.target;
    const { submitter } = event;
    const action = new URL(
      submitter?.getAttribute('formaction') ?? form.getAttribute('action'),
      location.href,
    );
    // These change the whole page, so the browser may load it.
    if (action.pathname === '/language' || action.pathname === '/start-over') return;
    event.preventDefault();
    if (form.dataset.busy) return;
    form.dataset.busy = 'yes';
    form.setAttribute('aria-busy', 'true');
    const body = new FormData(form, submitter);
    if (submitter) submitter.disabled = true;
    if (form.id === 'composer') byId('say').value = '';
    try {
      await send(action, body, form);
    } finally {
      delete form.dataset.busy;
      form.removeAttribute('aria-busy');
      if (submitter) submitter.disabled = false;
      for (const menu of document.querySelectorAll('details[open]')) menu.open = false;
    }
  });

  async function send(action, body, form) {
    const answer = await fetch(action, { method: 'POST', body }).catch(() => undefined);
    if (answer?.ok && new URL(answer.url).pathname !== location.pathname) {
      if (byId('form')?.contains(form)) byId('form').remove();
      return location.assign(answer.url);
    }
    if (answer?.ok) return patch(parse(await answer.text()), true);
    // Nothing was done: what was written stays, also when the page must be loaded again for a new token.
    if (form.id === 'composer') byId('say').value = body.get('text');
    if (answer?.status === 403) {
      sessionStorage.setItem(saved, byId('say')?.value ?? '');
      return location.reload();
    }
    const said = answer && parse(await answer.text()).querySelector('main p')?.textContent;
    complain(said ?? document.documentElement.dataset.silent, form);
  }

  /** Where whoever pressed is looking: in the dialog, or under the clock. */
  function complain(words, form) {
    const line = document.createElement('p');
    line.textContent = words;
    const body = form.querySelector('.form-body');
    if (!body) return byId('clock-news').replaceChildren(line);
    const box = Object.assign(document.createElement('div'), { className: 'problems fault', role: 'alert' });
    box.append(line);
    body.querySelector('.fault')?.remove();
    body.prepend(box);
    box.scrollIntoView({ block: 'nearest' });
  }

  function parse(text) {
    return new DOMParser().parseFromString(text, 'text/html');
  }

  // --- The live signal --------------------------------------------------------------------------------------
  let waiting;
  let stale = false;
  async function refresh() {
    waiting = undefined;
    if (document.hidden) {
      stale = true;
      return;
    }
    stale = false;
    const address = new URL(location.href);
    address.searchParams.delete('draft');
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.ok) patch(parse(await answer.text()), false);
  }
  function soon() {
    if (waiting === undefined) waiting = setTimeout(refresh, 150);
  }
  const signal = new EventSource('/events');
  signal.addEventListener('changed', soon);
  let opened = false;
  signal.addEventListener('open', () => {
    if (opened) soon();
    opened = true;
  });
  document.addEventListener('visibilitychange', () => stale && !document.hidden && soon());

  // --- At the start -----------------------------------------------------------------------------------------
  const say = byId('say');
  const kept = sessionStorage.getItem(saved);
  if (say && kept) say.value = kept;
  sessionStorage.removeItem(saved);
  const form = byId('form');
  if (form) openForm(form);
  else if (say && matchMedia('(hover: hover)').matches) {
    say.focus();
    say.setSelectionRange(say.value.length, say.value.length);
  }
  const fresh = document.querySelector('.new-line');
  if (fresh) fresh.scrollIntoView({ block: 'center' });
  else toEnd();
  for (const picture of document.images)
    picture.addEventListener('load', () => !fresh && toEnd(), { once: true });
})();
