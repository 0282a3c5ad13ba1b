// Every setting stands in .env.example, and a wrong one gives a sentence that names it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ConfigProblem, readConfig, variables } from '../../src/config.ts';
import { root } from './source-files.ts';

const oauth = {
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client-secret',
  SLACK_STATE_SECRET: '0123456789abcdef',
  PUBLIC_URL: 'https://attache.example/',
  ATTACHE_SECRET: 'x'.repeat(32),
};
const slack = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };

describe('config', () => {
  it('reads exactly the variables of .env.example', () => {
    const shown = [...readFileSync(`${root}.env.example`, 'utf8').matchAll(/^([A-Z_]+)=/gm)].map(
      ([, name]) => name,
    );

    expect(shown.toSorted()).toEqual([...variables].toSorted());
  });

  it('takes a copied .env.example as nothing set, and opens the practice room', () => {
    const lines = [...readFileSync(`${root}.env.example`, 'utf8').matchAll(/^([A-Z_]+)=(.*)$/gm)];

    const config = readConfig(Object.fromEntries(lines.map(([, name, given]) => [name ?? '', given])));

    expect(config).toMatchObject({
      slack: undefined,
      discord: undefined,
      practicePort: 8642,
      dataFolder: 'data',
    });
  });

  it('opens the practice room beside a real platform only when asked to', () => {
    expect(readConfig(slack).practicePort).toBeUndefined();
    expect(readConfig({ ...slack, PRACTICE_ROOM: 'on', PRACTICE_PORT: '9000' }).practicePort).toBe(9000);
  });

  it('lets workspaces install Attaché by themselves, with a configured one beside them or without', () => {
    const { SLACK_APP_TOKEN } = slack;

    const alone = readConfig({ SLACK_APP_TOKEN, ...oauth }).slack;
    const beside = readConfig({ ...slack, ...oauth, ATTACHE_SECRET_PREVIOUS: 'lost' }).slack;

    expect(alone).toMatchObject({ botToken: undefined, oauth: { publicUrl: 'https://attache.example' } });
    expect(beside).toMatchObject({ botToken: 'xoxb-1', oauth: { previousSecret: 'lost' } });
    expect(readConfig(slack).slack?.oauth).toBeUndefined();
    expect(readConfig({ ...slack, ATTACHE_SECRET: oauth.ATTACHE_SECRET }).slack?.oauth).toBeUndefined();
  });

  it('serves health for this machine alone unless told otherwise, and nowhere when told so', () => {
    expect(readConfig(slack).health).toEqual({ host: '127.0.0.1', port: 9464, mustOpen: false });
    expect(readConfig({ ...slack, HEALTH_PORT: '9000', HEALTH_HOST: '0.0.0.0' }).health).toEqual({
      host: '0.0.0.0',
      port: 9000,
      mustOpen: true,
    });
    expect(readConfig({ ...slack, HEALTH_PORT: 'off' }).health).toBeUndefined();
    expect(readConfig({ ...slack, HEALTH_PORT: '0' }).health).toBeUndefined();
  });

  it('serves the page of certificates only where a port is given for it, under its address', () => {
    const PUBLIC_URL = 'https://attache.example/';

    expect(readConfig({ ...slack, PUBLIC_URL }).publicPage).toBeUndefined();
    expect(readConfig({ ...slack, PUBLIC_URL, PUBLIC_PORT: '8080' }).publicPage).toEqual({
      url: 'https://attache.example',
      port: 8080,
    });
    expect(readConfig(slack).secrets).toBeUndefined();
    expect(readConfig({ ...slack, ATTACHE_SECRET: oauth.ATTACHE_SECRET }).secrets).toEqual({
      secret: oauth.ATTACHE_SECRET,
      previousSecret: undefined,
    });
  });

  it.each([
    [{ SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP)'],
    [{ SLACK_SIGNING_SECRET: 'x' }, 'SLACK_SIGNING_SECRET is set but SLACK_BOT_TOKEN is not'],
    [{ SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_APP_TOKEN is set but SLACK_BOT_TOKEN is not'],
    [{ SLACK_BOT_TOKEN: 'xapp-1', SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN must begin with xoxb-'],
    [
      { ...slack, SLACK_CLIENT_ID: '1.2' },
      'SLACK_CLIENT_ID is set but SLACK_CLIENT_SECRET and SLACK_STATE_SECRET are not',
    ],
    [{ ...slack, ...oauth, SLACK_CLIENT_ID: '' }, 'SLACK_CLIENT_SECRET and SLACK_STATE_SECRET are set but'],
    [{ ...slack, ...oauth, PUBLIC_URL: '' }, 'SLACK_CLIENT_ID is set but PUBLIC_URL is not'],
    [{ ...slack, ...oauth, PUBLIC_URL: 'http://attache.example' }, 'PUBLIC_URL must be an https address'],
    [{ ...slack, ...oauth, ATTACHE_SECRET: '' }, 'SLACK_CLIENT_ID is set but ATTACHE_SECRET is not'],
    [{ ...slack, ...oauth, ATTACHE_SECRET: 'lost' }, 'ATTACHE_SECRET must have at least 32 characters'],
    [{ ...slack, ...oauth, SLACK_STATE_SECRET: 'short' }, 'SLACK_STATE_SECRET must have at least 16'],
    [
      { ...slack, ATTACHE_SECRET_PREVIOUS: 'lost' },
      'ATTACHE_SECRET_PREVIOUS is set but ATTACHE_SECRET is not',
    ],
    [{ ...slack, ...oauth, ATTACHE_SECRET_PREVIOUS: 'old' }, 'ATTACHE_SECRET_PREVIOUS must have at least 32'],
    [oauth, 'SLACK_CLIENT_ID is set, but not how Slack reaches Attaché: add SLACK_APP_TOKEN'],
    [{ ...slack, HEALTH_PORT: 'eighty' }, 'HEALTH_PORT must be a port number from 0 to 65535, or off'],
    [{ ...slack, PUBLIC_PORT: '8080' }, 'PUBLIC_PORT is set but PUBLIC_URL is not'],
    [{ ...slack, PUBLIC_PORT: 'eighty' }, 'PUBLIC_PORT must be a port number from 0 to 65535, or empty'],
    [{ PRACTICE_PORT: 'eighty' }, 'PRACTICE_PORT must be a port number'],
    [{ PRACTICE_ROOM: 'off' }, 'Nothing to start'],
    [{ PRACTICE_ROOM: 'yes' }, 'PRACTICE_ROOM must be on or off'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL must begin with postgres://'],
    [{ ...slack, SLACK_API_URL: 'http://example.org/api/' }, 'SLACK_API_URL must be an https address'],
    [{ ...slack, SLACK_COMMAND_PREFIX: 'A B' }, 'SLACK_COMMAND_PREFIX must be'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of'],
  ])('says what is wrong with %o', (given, sentence) => {
    expect(() => readConfig(given)).toThrow(ConfigProblem);
    expect(() => readConfig(given)).toThrow(sentence);
  });
});
