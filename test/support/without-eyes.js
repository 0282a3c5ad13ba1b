// Finds what somebody without a mouse or without eyes would be left with; a browser test evaluates this file in a page.

// One sentence for each thing that is wrong: a field without a label, a button without a name, a picture without
// words, a page without one heading or its landmarks, a reference that leads nowhere. Hidden things do not count.
(() => {
  const wrong = [];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)].filter(seen);
  const sign = (element) => element.outerHTML.slice(0, 90);
  const modal = document.querySelector('dialog:modal');
  const reached = modal ?? document;

  function textOf(ids) {
    return (ids ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join(' ')
      .trim();
  }
  function nameOf(element) {
    const pictures = [...element.querySelectorAll('img')].map((picture) => picture.alt).join(' ');
    return (
      element.getAttribute('aria-label')?.trim() ||
      textOf(element.getAttribute('aria-labelledby')) ||
      element.textContent.trim() ||
      pictures.trim()
    );
  }
  function labelOf(field) {
    return (
      [...(field.labels ?? [])].map((label) => label.textContent.trim()).join(' ') ||
      field.getAttribute('aria-label')?.trim() ||
      textOf(field.getAttribute('aria-labelledby'))
    );
  }

  for (const field of all('input:not([type=hidden]), select, textarea', reached))
    if (!labelOf(field)) wrong.push(`no label: ${sign(field)}`);
  for (const control of all('button, a[href], summary', reached))
    if (!nameOf(control)) wrong.push(`no name: ${sign(control)}`);
  for (const group of all('fieldset, [role=listbox], [role=log], dialog', reached))
    if (!nameOf(group) && !group.querySelector(':scope > legend')) wrong.push(`no name: ${sign(group)}`);
  for (const picture of all('img')) if (!picture.alt.trim()) wrong.push(`no words: ${sign(picture)}`);
  for (const drawing of all('svg'))
    if (!drawing.closest('[aria-hidden=true]') && drawing.getAttribute('role') !== 'img')
      wrong.push(`a drawing is read out: ${sign(drawing)}`);

  if (!document.documentElement.lang) wrong.push('the page has no language');
  if (!document.title.trim()) wrong.push('the page has no title');
  if (all('h1').length !== 1) wrong.push(`${all('h1').length} headings of the page`);
  if (all('main').length !== 1) wrong.push(`${all('main').length} main parts`);
  if (all('body > header').length !== 1) wrong.push('no banner');
  for (const part of all('nav, section')) if (!nameOf(part)) wrong.push(`no name: ${sign(part)}`);

  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  for (const id of new Set(ids))
    if (ids.filter((one) => one === id).length > 1) wrong.push(`two of the id ${id}`);
  for (const reference of ['for', 'aria-controls', 'aria-describedby', 'aria-labelledby'])
    for (const element of document.querySelectorAll(`[${reference}]`))
      for (const id of element.getAttribute(reference).split(' '))
        if (!ids.includes(id)) wrong.push(`${reference} leads nowhere: ${id}`);
  for (const element of document.querySelectorAll('[tabindex]'))
    if (element.tabIndex > 0) wrong.push(`out of turn: ${sign(element)}`);
  return wrong;
})();
