// What follows a slash command, as Slack sends it: escaped, with people, channels and addresses in brackets.
import { describe, expect, it } from 'vitest';
import { courseCatalogue } from '../../../../test/support/slack-listener.ts';
import { readCommandText } from './read-typed-text.ts';

function read(text: string, family = 'course') {
  return readCommandText(family, text, 'T1', courseCatalogue);
}

describe('readCommandText', () => {
  it.each([
    ['positions', 'propose "Digital evidence" 20'],
    ['names', 'propose title:"Digital evidence" seats:20'],
    ['curly quotes', 'propose title:“Digital evidence” seats:20'],
    ['guillemets and French names', 'propose titre:«Digital evidence» seats:20'],
    ['Arabic names', 'propose العنوان:"Digital evidence" seats:20'],
  ])('reads options by %s', (_, text) => {
    expect(read(text)).toEqual({
      path: 'course propose',
      given: { title: 'Digital evidence', seats: '20' },
      unread: [],
    });
  });

  it('takes mentions of people and channels as their ids where those are asked', () => {
    const { given } = read('propose contact:<@U7|amina> channel:<#C1|general> organisation:<@U8>');

    expect(given).toEqual({ contact: 'slack:T1:U7', channel: 'slack:T1:C1', organisation: 'slack:T1:U8' });
  });

  it('reads them as they were typed everywhere else', () => {
    const { given } = read(
      'propose title:"With <@U7|amina> in <#C1|general>, see <https://police.example/a|here> &amp; <http://acpo.example|acpo.example>" aims:<!channel>',
    );

    expect(given).toEqual({
      title: 'With @amina in #general, see https://police.example/a & acpo.example',
      aims: '@channel',
    });
  });

  it('gives back escaped characters, and only once', () => {
    expect(read('propose title:"&lt;!channel&gt; &amp;lt; R&amp;D"').given).toEqual({
      title: '<!channel> &lt; R&D',
    });
  });

  it('keeps what fits nowhere', () => {
    expect(read('propose title:"A" seats:3 colour:<@U7|amina>').unread).toEqual(['colour:@amina']);
  });

  it('gives the family alone for nothing and for help, and help of its own where there is one', () => {
    expect(read('').path).toBe('course');
    expect(read('  help ').path).toBe('course');
    expect(read('help', 'exchange').path).toBe('exchange help');
  });

  it('gives an unknown subcommand as it was typed', () => {
    expect(read('shwo <@U7|amina>')).toEqual({ path: 'course shwo', given: {}, unread: ['@amina'] });
  });
});
