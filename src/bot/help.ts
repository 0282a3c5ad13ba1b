// Help: what can be asked, by family, in the asker's language; and what a mistyped command may have meant.

import type { Bot } from './bot.ts';
import type { Asker, Command } from './command.ts';
import { houseWords } from './house-words.ts';
import { isUntied, mayUse } from './identify.ts';
import type { Text } from './text.ts';
import { value } from './text.ts';
import type { Block, View } from './view.ts';

/** The commands given that the asker may use, each with what it is for. */
export function helpView(bot: Bot, asker: Asker, commands: readonly Command[]): View {
  const say = houseWords.in(asker.language);
  const isOpen = (command: Command) => !isUntied(asker) || command.servesUntied === true;
  const usable = commands.filter((command) => mayUse(command.who, asker) && isOpen(command));
  const families = new Map<string, Command[]>();
  for (const command of usable)
    families.set(command.family, [...(families.get(command.family) ?? []), command]);
  const blocks: Block[] = [{ heading: say('help.title') }];
  if (!asker.person) blocks.push({ paragraph: say(isUntied(asker) ? 'help.untied' : 'help.stranger') });
  for (const members of families.values()) {
    const words = members[0]?.words.in(asker.language);
    if (words) blocks.push({ paragraph: [{ bold: words('family.description') }] });
    blocks.push({ list: members.map((command) => commandLine(command, asker)) });
  }
  if (bot.commands.size > usable.length) blocks.push({ paragraph: say('help.rights') });
  return blocks;
}

function commandLine(command: Command, asker: Asker): Text {
  return [
    { command: command.path },
    ' – ',
    ...command.words.in(asker.language)(`${command.name}.description`),
  ];
}

export function unknownCommandView(bot: Bot, asker: Asker, typed: string): View {
  const say = houseWords.in(asker.language);
  const usable = [...bot.commands.values()].filter((command) => mayUse(command.who, asker));
  const near = usable
    .toSorted((one, other) => distance(one.path, typed) - distance(other.path, typed))
    .slice(0, 3);
  return [
    { paragraph: say('help.unknown', { typed: value(`/${typed}`) }) },
    { list: near.map((command) => commandLine(command, asker)) },
  ];
}

/** Levenshtein's distance: enough to tell a slip of the finger from another word. */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [i, left] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, right] of [...other].entries()) {
      next.push(
        Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (left === right ? 0 : 1)),
      );
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
