// What people type on the tour: plain words, or the longest and most hostile ones that are accepted.

/** How people of a tour write. Lengths in UTF-16 units, as the platforms count. */
export interface Wording {
  readonly manner: 'ordinary' | 'hostile';
  /** One line about something; the hostile one is exactly `most` long. */
  line(about: string, most: number): string;
  /** Several lines; the hostile one is exactly `most` long. */
  text(about: string, most: number): string;
}

export const ordinary: Wording = { manner: 'ordinary', line: (about) => about, text: (about) => about };

export const hostile: Wording = {
  manner: 'hostile',
  line: (about, most) => padded(about, most, ' '),
  text: (about, most) => padded(about, most, '\n'),
};

/** Markup of both platforms and of the web, placeholders of ours, both directions, letters of two and more units. */
const fragments = [
  '<!channel> @everyone [x](javascript:1)',
  '`a` ``` *b* _c_ ~d~ ~~e~~ ||f|| **g** __h__',
  '<script>alert(1)</script> "><img src=x onerror=alert(2)>',
  'دورة (abc) 12 عربي \u200fنص\u200e and English',
  '<@U1> <@42> <@&7> <#C1> <!here|now> <!subteam^S1|@all> <t:0:R>',
  '{title} {count, plural, other {#}} </b> <b> &lt; &amp; \\* \\',
  '# heading',
  '- item',
  '1. item',
  '> quote',
  '@here :fire: https://evil.example/a_b_c www.evil.example <https://evil.example|innocent>',
  '👩‍👩‍👧 e\u0301 שלום ١٢٣',
];

/** Ends in letters of two units, of which every other cut would leave a half. */
function padded(about: string, most: number, seam: string): string {
  const seed = [...about].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  let text = about;
  for (let turn = 0; text.length < most * 0.7; turn += 1)
    text += `${turn % 3 === 2 ? seam : ' '}${fragments[(seed + turn) % fragments.length]}`;
  text = `${text
    .normalize('NFC')
    .slice(0, Math.floor(most * 0.7))
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .trimEnd()}${seed % 2 === 0 ? ' ' : ' x'}`;
  while (text.length + 2 <= most) text += '😀';
  return text.length < most ? `${text}z` : text;
}
