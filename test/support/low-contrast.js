// Finds text that is hard to read; a browser test evaluates this file inside a page.

// Words whose contrast is under WCAG's AA: 4.5 to 1, or 3 to 1 for large letters. Looks only at what is on top, so
// that a page behind a dialog does not count.
(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 });
  const drawing = canvas.getContext('2d', { willReadFrequently: true });

  // Drawn and read back, because a style may be written in any of a dozen ways.
  function colourOf(style) {
    if (!drawing) return [0, 0, 0, 0];
    drawing.clearRect(0, 0, 1, 1);
    drawing.fillStyle = style;
    drawing.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = drawing.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }
  function over(top, below) {
    const mix = (at) => top[at] * top[3] + below[at] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  }
  function behind(element) {
    if (!element) return [255, 255, 255, 1];
    const own = colourOf(getComputedStyle(element).backgroundColor);
    return own[3] === 1 ? own : over(own, behind(element.parentElement));
  }
  function light([red, green, blue]) {
    const part = (value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue);
  }

  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const words = texts.currentNode.textContent?.trim();
    if (!element || !words || element.closest('.unseen, option')) continue;
    const box = element.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    if (!top || !(element.contains(top) || top.contains(element))) continue;
    const style = getComputedStyle(element);
    const ground = behind(element);
    const [one, other] = [light(over(colourOf(style.color), ground)), light(ground)];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = Number.parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 600);
    if (contrast < (large ? 3 : 4.5)) faint.push(`${contrast.toFixed(1)}: ${words.slice(0, 40)}`);
  }
  return faint;
})();
