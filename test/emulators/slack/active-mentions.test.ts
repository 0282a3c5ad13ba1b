// What Slack would make of a text or a block: hostile titles must stay text, and what is meant must be found.
import { describe, expect, it } from 'vitest';
import { readContent } from './active-mentions.ts';

const none = { users: [], channels: [], groups: [], broadcasts: [], links: [] };
const section = (text: object) => ({ blocks: [{ type: 'section', text }] });
const rich = (...elements: object[]) => ({
  blocks: [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements }] }],
});
const hostile =
  '<!channel> <!here> <@U00000001> <#C00000001> <!subteam^S1> @everyone <https://evil.example|click>';
const escaped = hostile.replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('text in Slack’s markup', () => {
  it('pings people, channels, groups and everybody, and links', () => {
    const { mentions, visibleText } = readContent({
      text: '<!channel> <!here|here> <!everyone> <@U00000001|amina> <#C00000001> <!subteam^S1> <https://e.org|e>',
      blocks: [],
    });

    expect(mentions).toEqual({
      users: ['U00000001'],
      channels: ['C00000001'],
      groups: ['S1'],
      broadcasts: ['channel', 'here', 'everyone'],
      links: ['https://e.org'],
    });
    expect(visibleText).toContain('@amina');
  });

  it('is only text when its entities are escaped', () => {
    const { mentions, visibleText } = readContent({
      text: escaped,
      blocks: [],
      parse: { mode: 'none', linkNames: false },
    });

    expect(mentions).toEqual(none);
    expect(visibleText).toBe(hostile);
  });

  it('links a bare address unless parse is none, and names only with parse full or link_names', () => {
    const text = 'see https://e.org and @here in #general';

    const usual = readContent({ text, blocks: [] });
    const off = readContent({ text, blocks: [], parse: { mode: 'none', linkNames: false } });
    const full = readContent({ text, blocks: [], parse: { mode: 'full', linkNames: false } });

    expect(usual.mentions).toEqual({ ...none, links: ['https://e.org'] });
    expect(off.mentions).toEqual(none);
    expect(full.mentions).toMatchObject({ broadcasts: ['here'], channels: ['#general'] });
  });

  it('reads a date as what it falls back to, with the link it may carry', () => {
    const { mentions, visibleText } = readContent({
      text: '<!date^1790000000^{date}^https://e.org|Monday>',
      blocks: [],
    });

    expect(visibleText).toBe('Monday');
    expect(mentions.links).toEqual(['https://e.org']);
  });
});

describe('blocks', () => {
  it('ping by mrkdwn, also by bare names unless it is verbatim', () => {
    const loose = readContent(section({ type: 'mrkdwn', text: 'hello @channel' }));
    const verbatim = readContent(section({ type: 'mrkdwn', text: 'hello @channel', verbatim: true }));
    const exact = readContent(section({ type: 'mrkdwn', text: '<!channel>', verbatim: true }));

    expect(loose.mentions.broadcasts).toEqual(['channel']);
    expect(verbatim.mentions).toEqual(none);
    expect(exact.mentions.broadcasts).toEqual(['channel']);
  });

  it('never ping by plain text or by the text of rich text', () => {
    const inPlainText = readContent(section({ type: 'plain_text', text: hostile }));
    const inRichText = readContent(rich({ type: 'text', text: hostile }));

    expect(inPlainText.mentions).toEqual(none);
    expect(inRichText).toEqual({ mentions: none, visibleText: hostile });
  });

  it('ping by the mention elements of rich text, at any depth', () => {
    const { mentions } = readContent({
      blocks: [
        {
          type: 'rich_text',
          elements: [
            {
              type: 'rich_text_list',
              style: 'bullet',
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    { type: 'user', user_id: 'U00000001' },
                    { type: 'broadcast', range: 'here' },
                    { type: 'channel', channel_id: 'C00000001' },
                    { type: 'usergroup', usergroup_id: 'S1' },
                    { type: 'link', url: 'https://e.org' },
                  ],
                },
              ],
            },
          ],
        },
      ],
    });

    expect(mentions).toEqual({
      users: ['U00000001'],
      channels: ['C00000001'],
      groups: ['S1'],
      broadcasts: ['here'],
      links: ['https://e.org'],
    });
  });

  it('are read in fields, context, accessories, tables, markdown and attachments too', () => {
    const at = (id: string) => `<@U0000000${id}>`;
    const { mentions } = readContent({
      text: at('0'),
      blocks: [
        { type: 'section', fields: [{ type: 'mrkdwn', text: at('1') }] },
        { type: 'context', elements: [{ type: 'mrkdwn', text: at('2') }] },
        { type: 'markdown', text: `${at('3')} [x](https://e.org)` },
        {
          type: 'section',
          text: { type: 'plain_text', text: 'x' },
          accessory: { type: 'checkboxes', options: [{ text: { type: 'mrkdwn', text: at('4') } }] },
        },
        {
          type: 'table',
          rows: [
            [
              {
                type: 'rich_text',
                elements: [{ type: 'rich_text_section', elements: [{ type: 'user', user_id: 'U00000005' }] }],
              },
              { type: 'raw_text', text: at('6') },
            ],
          ],
        },
      ],
      attachments: [{ pretext: at('7'), fields: [{ value: at('8') }] }],
    });

    expect(mentions.users.map((id) => id.at(-1))).toEqual(['0', '1', '2', '3', '4', '5', '7', '8']);
    expect(mentions.links).toEqual(['https://e.org']);
  });
});
