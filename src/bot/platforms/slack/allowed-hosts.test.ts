// Addresses in requests: followed to Slack and to the configured host, nowhere else.
import { describe, expect, it } from 'vitest';
import { checkedAddress } from './allowed-hosts.ts';

const apiUrl = 'http://127.0.0.1:4000/api/';

describe('checkedAddress', () => {
  it.each([
    'https://hooks.slack.com/commands/T1/1/x',
    'https://files.slack.com/files-pri/T1-F1/a.pdf',
    'http://127.0.0.1:4000/commands/T1/1/x',
  ])('follows %s', (address) => {
    expect(checkedAddress(address, apiUrl).href).toBe(address);
  });

  it.each([
    'http://hooks.slack.com/commands/1',
    'https://hooks.slack.com.evil.example/1',
    'https://evilslack.com/1',
    'https://hooks.slack.com:8443/1',
    'https://hooks.slack.com@evil.example/1',
    'https://127.0.0.1:4000/1',
    'http://127.0.0.1:4001/1',
    'http://169.254.169.254/latest',
    'file:///etc/passwd',
    'nonsense',
    '',
  ])('does not follow %s', (address) => {
    expect(() => checkedAddress(address, apiUrl)).toThrow(/outside Slack/);
  });
});
