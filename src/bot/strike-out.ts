// Strikes secrets out of what is written for operators: the last door, whatever a library put into its words.

/** What a reader finds in place of a secret. */
export const struck = '[struck out]';

/** Shorter ones would strike out ordinary words. */
const shortestSecret = 6;

/** Each leaves what stands before the secret, so that a reader still knows what was there. */
const shapes: readonly (readonly [RegExp, string])[] = [
  // Slack's tokens, rotated ones among them.
  [/\b(?:xox[a-z](?:\.xox[a-z])?|xapp)-[\w-]+/g, struck],
  // Discord's bot tokens: a user id, a time and a signature.
  [/\b[\w-]{17,}\.[\w-]{6,}\.[\w-]{27,}/g, struck],
  // Whoever has an interaction's token can answer in its place for a quarter of an hour.
  [/\b(webhooks|interactions)\/(\d+)\/[^\s"'\\/?]{8,}/g, `$1/$2/${struck}`],
  // Slack's addresses to answer at carry their right with them.
  [/\bhooks\.slack\.com\/[^\s"'\\]+/g, `hooks.slack.com/${struck}`],
  [/\/(commands|actions|services)\/([TE]\w+)\/[^\s"'\\]+/g, `/$1/$2/${struck}`],
  [/([?&](?:ticket|token|signature|password|code|state)=)[^&\s"'\\]+/g, `$1${struck}`],
  [/\b(Bearer )[\w.~+/-]{8,}/g, `$1${struck}`],
  // User and password of an address.
  [/\b([a-z][a-z\d+.-]*:\/\/)[^\s/@"'\\]+@/gi, `$1${struck}@`],
];

/** Makes the door for these secrets, and for whatever is shaped like one. Works on plain text and on lines of JSON. */
export function strikeOut(secrets: readonly (string | undefined)[]): (text: string) => string {
  const known = secrets
    .flatMap((secret) => (secret === undefined ? [] : [secret, JSON.stringify(secret).slice(1, -1)]))
    .filter((secret) => secret.length >= shortestSecret)
    // A longer one may hold a shorter one.
    .toSorted((one, other) => other.length - one.length);
  return (text) => {
    let clean = text;
    for (const secret of known) clean = clean.replaceAll(secret, struck);
    for (const [shape, instead] of shapes) clean = clean.replace(shape, instead);
    return clean;
  };
}
