import { describe, expect, it } from 'vitest';
import { makeLog } from './make-log.ts';

const secrets = {
  bot: 'xoxb-1111-2222-canary',
  app: 'xapp-1-A1-canary',
  signing: '8f742231b10e8888abcd99yyyzzz85a5',
  client: 'client-secret-canary',
  state: 'state-secret-canary',
  own: 'attache/secret+canary=',
  previous: 'previous/secret+canary=',
  discord: 'canary-token-of-no-known-shape',
  password: 'p@ss/canary',
};

function logInto(lines: string[]) {
  return makeLog(
    {
      logLevel: 'debug',
      slack: {
        botToken: secrets.bot,
        appToken: secrets.app,
        signingSecret: secrets.signing,
        oauth: {
          clientId: '1.2',
          clientSecret: secrets.client,
          stateSecret: secrets.state,
          publicUrl: 'https://attache.example',
          secret: secrets.own,
          previousSecret: secrets.previous,
        },
        port: 3000,
        apiUrl: undefined,
        commandPrefix: '',
        postsPerMinute: undefined,
      },
      discord: { token: secrets.discord, apiUrl: undefined, requestsPerSecond: undefined },
      databaseUrl: `postgres://attache:${encodeURIComponent(secrets.password)}@db/attache`,
    },
    { write: (line) => void lines.push(line) },
  );
}

describe('the log', () => {
  it.each(Object.entries(secrets))('never holds the %s secret, wherever a library puts it', (_, secret) => {
    const lines: string[] = [];
    const log = logInto(lines);

    log.info({ says: `the ${secret} was used` }, 'One');
    log.warn({ nested: { deep: [secret] } }, `Two ${secret}`);
    log.error(
      { error: new Error(`refused ${secret}`), reason: new Error(secret, { cause: new Error(secret) }) },
      'Three',
    );

    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain(secret);
    expect(lines.join('')).not.toContain(encodeURIComponent(secret));
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty('msg');
  });

  it('writes an error as what may be said of it, under whatever name it comes', () => {
    const lines: string[] = [];

    logInto(lines).error({ failure: Object.assign(new Error('no'), { body: 'Ama' }) }, 'It failed');

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: 'It failed',
      failure: { kind: 'Error', says: 'no' },
    });
    expect(lines[0]).not.toContain('Ama');
  });
});
