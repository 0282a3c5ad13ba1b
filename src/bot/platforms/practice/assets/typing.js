// Offers what fits while somebody types: in the command box, and in fields that search the record.
(() => {
  const composer = document.getElementById('composer');

  /** A text box with a list of offers below or above it, as the ARIA combobox pattern has it. */
  function combobox({ input, list, box, ask, draw, take, status, searches }) {
    let offers = [];
    let active = -1;
    let asked = 0;
    // Whether something was typed that the list does not answer yet.
    let behind = false;
    // Whether the active offer was chosen with an arrow key, and is not merely the first.
    let theirs = false;

    function close() {
      box.hidden = true;
      input.setAttribute('aria-expanded', 'false');
      input.removeAttribute('aria-activedescendant');
      active = -1;
    }
    function choose(index) {
      active = index;
      [...list.children].forEach((item, at) => {
        item.setAttribute('aria-selected', String(at === active));
      });
      const item = list.children[active];
      if (item) {
        input.setAttribute('aria-activedescendant', item.id);
        item.scrollIntoView({ block: 'nearest' });
      } else input.removeAttribute('aria-activedescendant');
    }
    async function look() {
      asked += 1;
      const mine = asked;
      const found = await ask().catch(() => undefined);
      if (mine !== asked || document.activeElement !== input) return;
      behind = false;
      const chosen = theirs ? offers[active]?.label : undefined;
      offers = found?.offers ?? [];
      list.replaceChildren(
        ...offers.map((offer, at) => {
          const item = draw(offer);
          item.id = `${list.id}-${at}`;
          item.setAttribute('role', 'option');
          item.setAttribute('aria-selected', 'false');
          item.addEventListener('mousedown', (event) => {
            event.preventDefault();
            accept(at);
          });
          return item;
        }),
      );
      box.hidden = offers.length === 0 && !found?.about;
      input.setAttribute('aria-expanded', String(!box.hidden));
      if (status) status.textContent = box.hidden ? '' : (found?.said ?? '');
      // Whoever had chosen already, while the list was on its way, keeps what they chose.
      const still = offers.findIndex((offer) => offer.label === chosen);
      choose(still < 0 && found?.eager && offers.length > 0 ? 0 : still);
    }
    function accept(at) {
      const offer = offers[at];
      close();
      if (take(offer)) look();
    }
    /** Whoever searches and presses Enter means what was found, and not to send a form that is half filled. */
    const takesFirst = () => searches && input.value.trim() !== '';
    /** Whoever types fast means what stands there now, not what the list was about a moment ago. */
    async function catchUp(sends) {
      clearTimeout(timer);
      await look();
      if (behind) return;
      const first = active < 0 && (!sends || takesFirst()) && !box.hidden ? 0 : active;
      if (offers[first]) accept(first);
      else if (sends) input.form.requestSubmit();
    }
    let timer;
    input.addEventListener('input', () => {
      behind = true;
      theirs = false;
      clearTimeout(timer);
      timer = setTimeout(look, 80);
    });
    input.addEventListener('blur', close);
    input.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        if (box.hidden) return void look();
        theirs = true;
        const step = event.key === 'ArrowDown' ? 1 : -1;
        choose(
          (active + step + offers.length + (active < 0 && step < 0 ? 1 : 0)) % Math.max(offers.length, 1),
        );
      } else if (
        behind &&
        !event.shiftKey &&
        (event.key === 'Enter' || (event.key === 'Tab' && !box.hidden))
      ) {
        event.preventDefault();
        catchUp(event.key === 'Enter');
      } else if (
        (event.key === 'Enter' || event.key === 'Tab') &&
        !box.hidden &&
        active >= 0 &&
        !event.shiftKey
      ) {
        event.preventDefault();
        accept(active);
      } else if (
        // A field that is passed with Tab while it is empty stays empty.
        ((event.key === 'Tab' && input.value.trim() !== '') || (event.key === 'Enter' && takesFirst())) &&
        !box.hidden &&
        offers.length > 0 &&
        !event.shiftKey
      ) {
        event.preventDefault();
        accept(0);
      } else if (event.key === 'Escape' && !box.hidden) {
        event.preventDefault();
        event.stopPropagation();
        // Also what is still on its way stays away.
        clearTimeout(timer);
        asked += 1;
        behind = false;
        close();
      }
    });
    return { look, close };
  }

  function words(className, text) {
    const span = document.createElement('span');
    span.className = className;
    span.textContent = text;
    return span;
  }

  if (composer) {
    const input = document.getElementById('say');
    const status = document.getElementById('offers-status');
    let from = 0;
    const box = combobox({
      input,
      status,
      list: document.getElementById('offer-list'),
      box: document.getElementById('offers'),
      ask: async () => {
        const text = input.value.slice(0, input.selectionStart);
        if (!text.trimStart().startsWith('/')) return undefined;
        const query = new URLSearchParams({ text, where: composer.elements.where.value });
        const found = await (await fetch(`${composer.dataset.complete}?${query}`)).json();
        from = found.from;
        document.getElementById('offers-about').textContent = found.about;
        return found;
      },
      draw: (offer) => {
        const item = document.createElement('li');
        const label = words('offer-label', offer.label);
        label.dir = 'auto';
        item.append(label, words('quiet', offer.detail));
        if (offer.required) item.append(words('offer-needed', status.dataset.required));
        return item;
      },
      take: (offer) => {
        const after = input.value.slice(input.selectionStart);
        input.value = input.value.slice(0, from) + offer.insert + after.trimStart();
        const caret = from + offer.insert.length - (offer.back ?? 0);
        input.setSelectionRange(caret, caret);
        return true;
      },
    });
    composer.addEventListener('submit', box.close);
    if (input.value.startsWith('/')) setTimeout(box.look);
  }

  function searchField(place, dialog) {
    const form = dialog.querySelector('form');
    const option = place.dataset.option;
    const input = place.querySelector('input:not([type=hidden])');
    const [id, label] = [form.elements[`id.${option}`], form.elements[`label.${option}`]];
    const list = place.querySelector('[role=listbox]');
    const box = combobox({
      input,
      list,
      box: list,
      searches: true,
      ask: async () => {
        const body = new FormData(form);
        for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
        body.set('option', option);
        body.set('typed', input.value);
        return (await fetch(`${form.getAttribute('action')}/suggest`, { method: 'POST', body })).json();
      },
      draw: (offer) => {
        const item = document.createElement('li');
        item.dir = 'auto';
        item.textContent = offer.label;
        return item;
      },
      take: (offer) => {
        input.value = offer.label;
        label.value = offer.label;
        id.value = offer.id;
        return false;
      },
    });
    const lookAtAll = () => input.value === '' && box.look();
    input.addEventListener('click', lookAtAll);
    input.addEventListener('focus', () => {
      lookAtAll();
      // What stands there is replaced by what is typed, not mixed with it; after the click has set the caret.
      setTimeout(() => document.activeElement === input && input.select());
    });
  }

  function prepare(dialog) {
    for (const place of dialog.querySelectorAll('.search')) searchField(place, dialog);
  }
  document.addEventListener('room:form', (event) => prepare(event.target));
  const open = document.getElementById('form');
  if (open) prepare(open);
})();
