// Views as Slack messages: within Slack's limits whatever is in them, and never with anything active in them.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Text, value } from '#bot/text.ts';
import { route, type View } from '#bot/view.ts';
import { readContent } from '../../../../test/emulators/slack/active-mentions.ts';
import { problemsOfMessage } from '../../../../test/emulators/slack/checks/check-payload.ts';
import { loadStructureCheck, type StructureCheck } from '../../../../test/emulators/slack/checks/schema.ts';
import { limits } from './limits.ts';
import type { Pen } from './render-text.ts';
import { renderView, type SlackMessage } from './render-view.ts';

const pen: Pen = { language: 'en', zone: 'Europe/London', team: 'T1', commandPrefix: '', mentions: [] };

let structure: StructureCheck;
beforeAll(async () => {
  structure = await loadStructureCheck();
});

function problems(messages: readonly SlackMessage[]): readonly unknown[] {
  return messages.flatMap((message) => {
    const sent = { blocks: message.blocks.map((block) => ({ ...block })), attachments: [] };
    const { problems: found, tooLong } = problemsOfMessage(structure, sent, () => true);
    return [...found, ...(tooLong ? ['too long together'] : []), ...(message.text === '' ? ['no text'] : [])];
  });
}

function everythingSaid(messages: readonly SlackMessage[]): string {
  return messages.map((message) => readContent(message).visibleText).join('');
}

const hostile = [
  '<!channel> @everyone [x](javascript:1)',
  '<!here|now> <!everyone> <!subteam^S1|@all>',
  '<@U1> <@U1|amina> <#C1|general>',
  '<https://evil.example|innocent> *bold* _it_ ~no~ `code` ```block```',
  '\u202egnp.exe\u202c \u2067\u2066\u2069\u2069 ملف',
  '&lt;!channel&gt; &amp;lt;',
  '@channel #general @here :fire:',
  'x'.repeat(5000),
  '😀'.repeat(2500),
];

function everywhere(typed: string): View {
  const said: Text = ['Said: ', value(typed), ' and ', { bold: [value(typed)] }];
  return [
    { heading: [value(typed)] },
    { paragraph: said },
    {
      facts: [
        [['Title'], [value(typed)]],
        [[value(typed)], said],
      ],
    },
    { list: [said, [value(typed)]] },
    { paragraph: [{ link: 'https://attache.example/course', label: [value(typed)] }] },
    { paragraph: [{ link: `javascript:${typed}`, label: ['press'] }] },
    {
      paragraph: [
        { person: { name: typed, accounts: ['slack:T1:U1'] } },
        { channel: 'discord:7', name: typed },
      ],
    },
  ];
}

describe('renderView', () => {
  it.each(hostile)('lets nothing that was typed become active: %s', (typed) => {
    const messages = renderView(everywhere(typed), pen, []);

    for (const message of messages) {
      const { mentions } = readContent({ ...message, parse: { mode: 'none', linkNames: false } });
      expect(mentions).toEqual({
        users: [],
        channels: [],
        groups: [],
        broadcasts: [],
        links: mentions.links.filter((link) => link === 'https://attache.example/course'),
      });
    }
    expect(problems(messages)).toEqual([]);
  });

  it('keeps within every limit and loses nothing, whatever is typed and however long it is', () => {
    const words = fc.oneof(
      fc.constantFrom(...hostile),
      fc.string({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 50 }),
    );
    fc.assert(
      fc.property(words, (typed) => {
        const messages = renderView(
          [{ paragraph: [value(typed), 'THE END'] }, ...everywhere(typed)],
          pen,
          [],
        );

        expect(problems(messages)).toEqual([]);
        const said = everythingSaid(messages);
        expect(said.replaceAll('\n', '')).toContain(typed.replaceAll('\n', '').slice(-100));
        expect(said).toContain('THE END');
      }),
      { numRuns: 60 },
    );
  });

  it('splits a view of more than fifty blocks into messages of at most fifty', () => {
    const view: View = Array.from({ length: 120 }, (_, index) => ({ paragraph: [`Line ${index}.`] }));

    const messages = renderView(view, pen, []);

    expect(messages.map((message) => message.blocks.length)).toEqual([50, 50, 20]);
    expect(everythingSaid(messages)).toContain('Line 119.');
    expect(messages[2]?.text).toContain('Line 119.');
  });

  it('mentions only those who may be, and only where they live in this workspace', () => {
    const person = (account: 'slack:T1:U1' | 'slack:T2:U2') => ({
      person: { name: 'Amina', accounts: [account] },
    });
    const view: View = [{ paragraph: [person('slack:T1:U1'), person('slack:T2:U2')] }];

    const told = readContent(
      renderView(view, { ...pen, mentions: ['slack:T1:U1'] }, [])[0] ?? { blocks: [] },
    );
    const untold = readContent(renderView(view, pen, [])[0] ?? { blocks: [] });

    expect(told.mentions.users).toEqual(['U1']);
    expect(untold.mentions.users).toEqual([]);
    expect(untold.visibleText).toBe('AminaAmina');
  });

  it('gives instants in the zone of each reader, with words where that cannot be shown', () => {
    const [message] = renderView(
      [{ paragraph: ['Begins ', { instant: 1_800_000_000_000, zone: 'Africa/Accra', as: 'both' }] }],
      { ...pen, language: 'fr' },
      [],
    );

    expect(message?.blocks[0]).toMatchObject({
      elements: [
        { elements: [{ type: 'text' }, { type: 'date', timestamp: 1_800_000_000, format: '{date} {time}' }] },
      ],
    });
    expect(message?.text).toMatch(/janvier 2027/);
  });

  it('names each button by itself and carries its route, in rows as they were given', () => {
    const button = (label: string) => ({ label: [label], route: route('course/publish/confirm', label) });
    const [message] = renderView(
      [{ buttons: [button('a'), button('b')] }, { buttons: [button('c')] }],
      pen,
      [],
    );

    const elements = message?.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : []));
    expect(elements).toMatchObject([
      { action_id: 'press-1', value: 'course/publish/confirm|a' },
      { action_id: 'press-2', value: 'course/publish/confirm|b' },
      { action_id: 'press-3', value: 'course/publish/confirm|c' },
    ]);
    expect(problems(message ? [message] : [])).toEqual([]);
  });

  it('shows a picture by its file with its alternative text, and tells it in words without one', () => {
    const chart = {
      kind: 'distribution',
      language: 'en',
      title: 'Answers',
      scale: { low: 'low', high: 'high' },
      headings: { share: 'share', n: 'n' },
      rows: [],
      note: '',
    } as const;
    const long = 'Seven said yes. '.repeat(200);

    const withFile = renderView([{ image: chart, alt: ['Seven said yes.'] }], pen, ['F1']);
    const without = renderView([{ image: chart, alt: ['Seven said yes.'] }], pen, []);
    const longAlt = renderView([{ image: chart, alt: [long] }], pen, ['F1']);

    expect(withFile[0]?.blocks).toEqual([
      { type: 'image', slack_file: { id: 'F1' }, alt_text: 'Seven said yes.' },
    ]);
    expect(everythingSaid(without)).toBe('Seven said yes.');
    expect(everythingSaid(longAlt).replaceAll('\n', '').includes(long)).toBe(true);
    expect(problems([...withFile, ...without, ...longAlt])).toEqual([]);
  });

  it('refuses a label that Slack cannot show, instead of cutting it', () => {
    const label = ['x'.repeat(limits.buttonText.most + 1)];

    expect(() => renderView([{ buttons: [{ label, route: route('a/b/c') }] }], pen, [])).toThrow(
      /at most 75/,
    );
  });

  it('writes commands as they are typed in a workspace with a prefix', () => {
    const [message] = renderView(
      [{ paragraph: ['Try ', { command: 'course list' }] }],
      { ...pen, commandPrefix: 'at-' },
      [],
    );

    expect(message?.text).toBe('Try /at-course list');
    expect(message && readContent(message).visibleText).toBe('Try /at-course list');
  });

  it('says a long view in full in its blocks when its notification has to be shortened', () => {
    const [message] = renderView(
      [{ paragraph: ['a & b '.repeat(800)] }, { paragraph: ['THE END'] }],
      pen,
      [],
    );

    expect(message?.text.length).toBeLessThanOrEqual(limits.messageText.most);
    expect(message?.text).toMatch(/[^;&]…$|;…$/);
    expect(message && readContent(message).visibleText).toContain('THE END');
  });
});
