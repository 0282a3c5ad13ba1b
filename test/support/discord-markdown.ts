// Reads Discord's markdown the way its client shows it: what a person has before their eyes, as plain text.

export interface Names {
  user(id: string): string | undefined;
  channel(id: string): string | undefined;
}

/** Direction marks, isolates and signs without width, which nobody sees. */
export function withoutMarks(text: string): string {
  return text.replace(/[\u200b\u2060\u200e\u200f\u061c\u2066-\u2069]/g, '');
}

const instants = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/**
 * One pass from left to right, as the client reads: a sign behind a backslash is itself; names stand for mentions,
 * `label (address)` for links, a date in UTC for `<t:…>`; headings, lists and bold lose their signs.
 */
export function readDiscordMarkdown(markdown: string, names: Names): string {
  const tokens =
    /\\([^0-9A-Za-z\s])|<@!?(\d+)>|<#(\d+)>|<t:(\d+)(?::\w)?>|<\/([^:>]+):\d+>|\[((?:\\.|[^\]\\])*)\]\(<?([^)>\s]+)>?\)|^([\u200e\u200f\u2066-\u2069]*)(#{1,3}|-#) |^( *)[-*] |(\*\*|__|~~|\|\||[*_`])/gm;
  return withoutMarks(
    markdown.replace(tokens, (whole: string, ...groups: (string | undefined)[]) => {
      const [sign, user, channel, instant, command, label, address, , heading, indent, emphasis] = groups;
      if (sign !== undefined) return sign;
      if (user !== undefined) return `@${names.user(user) ?? 'unknown-user'}`;
      if (channel !== undefined) return `#${names.channel(channel) ?? 'unknown'}`;
      if (instant !== undefined) return `${instants.format(Number(instant) * 1000)} UTC`;
      if (command !== undefined) return `/${command}`;
      if (label !== undefined) return `${readDiscordMarkdown(label, names)} (${address})`;
      if (heading !== undefined || emphasis !== undefined) return '';
      return indent === undefined ? whole : `${indent}• `;
    }),
  );
}
