import { describe, expect, it } from 'vitest';
import { loggedError } from './logged-error.ts';
import { PlatformFailure } from './platform.ts';

const typed = 'Operation Nightingale';

function asLogged(error: unknown): string {
  return JSON.stringify(loggedError(error));
}

describe('a logged error', () => {
  it('says its kind, its words, its code and its place', () => {
    const error = Object.assign(new TypeError('There is no such channel.'), { code: 50001 });

    const logged = loggedError(error);

    expect(logged).toMatchObject({ kind: 'TypeError', says: 'There is no such channel.', code: '50001' });
    expect(JSON.stringify(logged)).toContain('logged-error.test.ts');
  });

  it.each([
    [
      'a request that a library hangs on it',
      Object.assign(new Error('refused'), { requestBody: { json: { content: typed } } }),
    ],
    ['headers', Object.assign(new Error('refused'), { config: { headers: { authorization: typed } } })],
    ['the answer of a platform', Object.assign(new Error('refused'), { data: { ok: false, echo: typed } })],
    [
      'the values of a query',
      Object.assign(new Error(`Failed: ${typed}`), { query: 'select $1', params: [typed] }),
    ],
    [
      'a row of PostgreSQL',
      Object.assign(new Error('exists'), {
        detail: `Key (name)=(${typed}) exists`,
        severity: 'ERROR',
        code: '23505',
      }),
    ],
    [
      'a value of PostgreSQL',
      Object.assign(new Error(`invalid input syntax: "${typed}"`), { severity: 'ERROR', code: '22P02' }),
    ],
    ['JSON that cannot be read', parsing(`${typed}, not JSON`)],
    [
      'what Discord quotes',
      Object.assign(new Error(`Value "${typed}" is not int.`), { name: 'DiscordAPIError[50035]' }),
    ],
    [
      'the same as a failure of the platform',
      new PlatformFailure('discord', 'refused', `Value "${typed}" is not int.`),
    ],
    ['a cause', new Error('outer', { cause: Object.assign(new Error('inner'), { body: typed }) })],
    [
      'what Slack calls the original',
      Object.assign(new Error('no answer'), {
        original: Object.assign(new Error('fetch failed'), { body: typed }),
      }),
    ],
  ])('leaves out %s', (_, error) => {
    expect(asLogged(error)).not.toContain('Nightingale');
  });

  it('keeps why a call did not get through, whatever the library calls it', () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const slack = Object.assign(new Error('A request error occurred'), { original: reset });
    const both = Object.assign(new AggregateError([reset, reset]), { code: 'ECONNREFUSED' });

    expect(loggedError(slack)).toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(loggedError(both)).toMatchObject({ code: 'ECONNREFUSED', cause: { says: 'read ECONNRESET' } });
  });
});

function parsing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
