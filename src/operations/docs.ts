// npx attache docs: writes docs/commands.md and docs/rights.md from the commands themselves; tests compare them.
import { writeFile } from 'node:fs/promises';
import type { Catalogue, CommandOutline } from '#bot/catalogue.ts';
import type { Command, Who } from '#bot/command.ts';
import { houseWords } from '#bot/house-words.ts';
import { plainText } from '#bot/plain-text.ts';
import { type Role, roles } from '#exchange/people.ts';
import type { House } from './operation.ts';

export const commandsPage = new URL('../../docs/commands.md', import.meta.url);
export const rightsPage = new URL('../../docs/rights.md', import.meta.url);

export default async function docs(_rest: readonly string[], house: House): Promise<void> {
  await writeFile(commandsPage, describeCommands(await house.catalogue()));
  await writeFile(rightsPage, describeRights(await house.commands()));
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

/** Who may use each command, and each button that asks for another right than its command, as a table of roles. */
export function describeRights(commands: readonly Command[]): string {
  const titles = roles.map((role) => plainText(houseWords.in('en')(`role.${role}`), english));
  const lines = commands.flatMap(({ path, who, buttons = {} }) => [
    row(`\`/${path}\``, who),
    ...Object.entries(buttons)
      .filter(([, press]) => String(press.who) !== String(who))
      .map(([action, press]) => row(`– its button \`${action}\``, press.who)),
  ]);
  return [
    '# Who may use what',
    'A dot: this role may use it. Whoever may not is told which roles it is for, which they hold, and who can give them one. What a role may do further depends on the record: a liaison officer acts for their own organisation, an approving authority in their own office, nobody on what is their own, and everybody sees only what concerns them. A role may be held for somebody as their deputy. This page is made by `npm run docs`, and a test tries every cell.',
    table([['', 'Anybody', 'Any member', ...titles], ...lines]),
  ]
    .join('\n\n')
    .concat('\n');
}

const english = { language: 'en', zone: 'UTC' } as const;

function row(named: string, who: Who): readonly string[] {
  const cells = [who === 'anyone', isForMembers(who), ...roles.map((role) => isFor(who, role))];
  return [named, ...cells.map((may) => (may ? '●' : ''))];
}

function isForMembers(who: Who): boolean {
  return who === 'anyone' || who === 'member';
}

function isFor(who: Who, role: Role): boolean {
  return isForMembers(who) || (typeof who !== 'string' && who.includes(role));
}

/** In Markdown, its columns under one another; the first row heads it. */
function table([head = [], ...rows]: readonly (readonly string[])[]): string {
  const widths = head.map((_, at) => Math.max(3, ...[head, ...rows].map((cells) => cells[at]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)].join(
    '\n',
  );
}
