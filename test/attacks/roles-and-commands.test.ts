// Roles × commands: every cell of docs/rights.md is tried, and every refusal says rule, evidence and who can lift it.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Who } from '#bot/command.ts';
import { houseWords } from '#bot/house-words.ts';
import { plainText } from '#bot/plain-text.ts';
import type { Text } from '#bot/text.ts';
import { type Language, languages } from '#exchange/languages.ts';
import { type Role, roles } from '#exchange/people.ts';
import { describeRights, rightsPage } from '#operations/docs.ts';
import { type Bench, openBench } from '../support/exchange-bench.ts';

/** Somebody with each role alone, a member without one, and somebody whom nobody knows. */
type Somebody = Role | 'member' | 'stranger';

const everybody: readonly Somebody[] = [...roles, 'member', 'stranger'];

function mayUse(who: Who, somebody: Somebody): boolean {
  if (who === 'anyone') return true;
  if (somebody === 'stranger') return false;
  return who === 'member' || (somebody !== 'member' && who.includes(somebody));
}

function scopeOf(role: Role, hub: string): string {
  if (role === 'approver') return 'minister';
  return role === 'coordinator' || role === 'oversight' || role === 'finance' ? 'hub' : hub;
}

describe('roles and commands', () => {
  let bench: Bench;
  const account = (somebody: Somebody) => `practice:${somebody}` as const;
  const people = new Map<Somebody, string>();

  beforeAll(async () => {
    bench = await openBench();
    await bench.arrange(async (records) => {
      const hub = await records.organisations.add({
        name: 'Hub',
        country: 'GH',
        language: 'en',
        zone: 'Africa/Accra',
        hub: true,
      });
      await records.organisations.tie('practice:room', hub.id, 'Room');
      for (const somebody of everybody) {
        if (somebody === 'stranger') continue;
        const { id } = await records.people.add({
          name: somebody,
          organisation: hub.id,
          membership: 'confirmed',
        });
        people.set(somebody, id);
        await records.people.link(account(somebody), id, somebody);
        if (somebody !== 'member')
          await records.people.grant({ person: id, role: somebody, scope: scopeOf(somebody, hub.id) });
      }
    });
  });
  afterAll(() => bench.close());

  const speaks = (language: Language) =>
    bench.arrange(async (records) => {
      for (const id of people.values()) await records.people.change(id, { language });
    });

  /** What is said to whoever has not the right. */
  function refusalOf(path: string, who: Who, somebody: Somebody, language: Language): string {
    const say = houseWords.in(language);
    const command: Text = [{ command: path }];
    if (somebody === 'stranger') return plain(say('refused.stranger', { command }), language);
    const asked = typeof who === 'string' ? [] : who;
    const roles = asked.flatMap(
      (role, index): Text => [...(index === 0 ? [] : [' · ']), ...say(`role.${role}`)],
    );
    const held = somebody === 'member' ? say('role.none') : say(`role.${somebody}`);
    return plain(say('refused.role', { command, roles, held }), language);
  }

  it('are the table that the documents show', () => {
    expect(readFileSync(rightsPage, 'utf8')).toBe(describeRights(bench.commands));
  });

  it.each(everybody)('are held to that table, cell by cell: %s', async (somebody) => {
    // A stranger who asks to be taken in is none any more.
    const typist = () =>
      bench.as(somebody === 'stranger' ? `practice:stranger-${++strangers}` : account(somebody));
    let strangers = 0;
    const wrong: string[] = [];

    for (const { path, who } of bench.commands) {
      const said = await typist().runs(path);
      const isRefused = said.startsWith(refusalOf(path, who, somebody, 'en'));
      if (isRefused === mayUse(who, somebody)) wrong.push(`/${path}: ${said}`);
    }
    for (const { family, name, path, buttons = {} } of bench.commands) {
      for (const [action, { who }] of Object.entries(buttons)) {
        const said = await typist().pressesRoute(`${family}/${name}/${action}|none|none`);
        const isRefused = said.startsWith(refusalOf(path, who, somebody, 'en'));
        if (isRefused === mayUse(who, somebody)) wrong.push(`${family}/${name}/${action}: ${said}`);
      }
    }

    expect(wrong).toEqual([]);
    expect(bench.errors).toEqual([]);
  });

  it.each(languages)('refuse with the rule, what one holds, and who can lift it, in %s', async (language) => {
    await speaks(language);
    const wrong: string[] = [];

    for (const [index, { path, who }] of bench.commands.entries()) {
      // Somebody else each time, so that every role is refused somewhere.
      const turned = [
        ...everybody.slice(index % everybody.length),
        ...everybody.slice(0, index % everybody.length),
      ];
      const refused = turned.find((one) => one !== 'stranger' && !mayUse(who, one));
      if (refused === undefined) continue;
      const said = await bench.as(account(refused)).runs(path);
      const expected = refusalOf(path, who, refused, language);
      if (said !== expected) wrong.push(`${said} – not: ${expected}`);
    }

    expect(wrong).toEqual([]);
  });
});

function plain(text: Text, language: Language): string {
  return plainText(text, { language, zone: 'UTC' }).replaceAll(/[\u2068\u2069]/g, '');
}
