// npx attache docs: writes docs/commands.md from the commands themselves; a test compares the two.
import { writeFile } from 'node:fs/promises';
import type { Catalogue, CommandOutline } from '#bot/catalogue.ts';
import type { House } from './operation.ts';

export const commandsPage = new URL('../../docs/commands.md', import.meta.url);

export default async function docs(_rest: readonly string[], house: House): Promise<void> {
  await writeFile(commandsPage, describeCommands(await house.catalogue()));
}

/** The page as Markdown, in English. */
export function describeCommands(catalogue: Catalogue): string {
  const parts = [
    '# Commands',
    'Every option can also be asked by form: type the command alone. Names of options may be typed in any of the four languages. This page is made by `npm run docs`.',
  ];
  for (const family of catalogue.families) {
    parts.push(`## /${family.name}`, family.description.en);
    for (const command of catalogue.commands.filter((one) => one.family === family.name))
      parts.push(...describe(command));
  }
  return `${parts.join('\n\n')}\n`;
}

function describe(command: CommandOutline): readonly string[] {
  const lines = command.options.map((option) => {
    const need = option.field.required ? '' : ' (may be left out)';
    const choices =
      option.choices.length > 0 ? `: ${option.choices.map((choice) => choice.label.en).join(', ')}` : '';
    return `- \`${option.names.en}\` – ${option.description.en}${need}${choices}`;
  });
  return [
    `### /${command.family} ${command.name}`,
    command.description.en,
    ...(lines.length > 0 ? [lines.join('\n')] : []),
  ];
}
