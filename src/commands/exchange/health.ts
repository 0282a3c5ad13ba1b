// /exchange health: everything that can be wrong without anybody being told, looked over now; what is wrong stands first.
import { type Desk, defineCommand } from '#bot/command.ts';
import { type Finding, type Verdict, worded, worstFirst } from '#bot/finding.ts';
import type { Text } from '#bot/text.ts';
import { type Block, route, type View } from '#bot/view.ts';
import { type Key, words } from './words.ts';

const readers = ['coordinator', 'oversight'] as const;
/** What is to be mended is mended one after the other; more than this many lines nobody reads. */
const mostShown = 12;

export default defineCommand({
  path: 'exchange health',
  words,
  who: readers,
  access: 'read',
  gathers: 'findings',
  asks: {},
  pages: [],
  run: async (_values, desk) => ({ reply: healthView(desk) }),
  buttons: {
    again: { who: readers, access: 'read', press: async (_ids, desk) => ({ update: healthView(desk) }) },
  },
});

function healthView(desk: Desk<Key>): View {
  const { say, gathered } = desk;
  const findings = worstFirst(gathered.findings);
  const toMend = findings.filter(({ verdict }) => verdict !== 'ok');
  const wrong = toMend.filter(({ verdict }) => verdict === 'wrong').length;
  const heading =
    toMend.length === 0
      ? say('health.allWell')
      : wrong > 0
        ? say('health.wrongHeading', { count: wrong })
        : say('health.lookHeading', { count: toMend.length });
  const blocks: Block[] = [{ heading }];
  for (const finding of toMend.slice(0, mostShown)) blocks.push({ paragraph: lineOf(finding, desk) });
  if (toMend.length > mostShown)
    blocks.push({ paragraph: say('health.more', { count: toMend.length - mostShown }) });
  blocks.push(...whatIsWell(findings, desk));
  blocks.push({ buttons: [{ label: say('health.again'), route: route('exchange/health/again') }] });
  return blocks;
}

/** Channels that are well are counted: an exchange of a hundred organisations has hundreds of them. */
function whatIsWell(findings: readonly Finding[], { say, asker }: Desk<Key>): readonly Block[] {
  const well = findings.filter(({ verdict }) => verdict === 'ok');
  const channels = well.filter(({ about }) => about !== undefined).length;
  const lines: readonly Text[] = [
    ...well.filter(({ about }) => about === undefined).map((finding) => worded(finding, asker.language)),
    ...(channels > 0 ? [say('health.channels', { count: channels })] : []),
  ];
  return lines.length > 0 ? [{ divider: true }, { list: lines }] : [];
}

const signs = {
  wrong: 'health.wrong',
  look: 'health.look',
} as const satisfies Record<Exclude<Verdict, 'ok'>, Key>;

function lineOf(finding: Finding, { say, asker }: Desk<Key>): Text {
  const sign = finding.verdict === 'wrong' ? signs.wrong : signs.look;
  return [{ bold: say(sign) }, ' ', ...worded(finding, asker.language)];
}
