import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noSurroundings } from '#bot/surroundings.ts';
import { languages } from '#exchange/languages.ts';
import { type Bench, openBench, type Typist } from '../../../test/support/exchange-bench.ts';

const hour = 3_600_000;
const wrong = 'AAAA-BBBB-CCCC-DDDD';

function codeIn(said: string): string {
  return /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/.exec(said)?.[0] ?? '';
}

describe('places', () => {
  let bench: Bench;
  let nadia: Typist;

  beforeEach(async () => {
    bench = await openBench({
      surroundings: {
        ...noSurroundings,
        invitations: async () => [{ platform: 'discord', address: 'https://discord.test/let-in' }],
      },
    });
    await bench.arrange((records) =>
      records.codes.issue('7KQ4-M2XA-9RTB-C5DE', 'setup', 'hub', bench.clock.now() + 1000),
    );
    nadia = bench.as('slack:T1:Unadia', { administrator: true, place: 'slack:T1', channel: 'slack:T1:C1' });
  });
  afterEach(() => bench.close());

  async function open(): Promise<void> {
    await nadia.runs('exchange setup', {
      code: '7KQ4-M2XA-9RTB-C5DE',
      name: 'Secretariat',
      country: 'CH',
      language: 'en',
      zone: 'Europe/Zurich',
    });
  }

  async function letIn(name: string): Promise<string> {
    return codeIn(
      await nadia.runs('exchange organisation-add', {
        name,
        country: 'GH',
        language: 'en',
        zone: 'Africa/Accra',
      }),
    );
  }

  const inServer = (who: string) =>
    bench.as(`discord:${who}`, { place: 'discord:9', placeName: 'Accra server', channel: 'discord:9:1' });

  describe('that are not tied yet', () => {
    it('answer every command with how they are tied, and name the hub', async () => {
      await open();
      const ama = inServer('42');

      const seen = await ama.runs('my tasks');

      expect(seen).toContain('This workspace or server is not tied to an organisation of the exchange yet');
      expect(seen).toContain('Ask the coordinator (Secretariat) for a one-time code');
      expect(seen).toContain('/exchange join');
    });

    it('lead to /exchange setup while there is no hub', async () => {
      const seen = await inServer('42').runs('course list');

      expect(seen).toContain('An administrator of this workspace or server opens it with /exchange setup');
    });

    it('speak the asker’s language', async () => {
      await open();

      const seen = await Promise.all(
        languages.map((locale) =>
          bench.as('discord:42', { place: 'discord:9', locale }).runs('course list', {}),
        ),
      );

      expect(new Set(seen).size).toBe(4);
      for (const one of seen) expect(one).toContain('/exchange join');
    });

    it('let strangers use what leads out of it, and offer nothing else in help', async () => {
      await open();
      const ama = inServer('42');

      const help = await ama.runs('exchange help');
      const answers = [
        await ama.runs('my language', { language: 'fr' }),
        await ama.runs('my link'),
        await ama.runs('exchange join'),
      ];

      expect([...help.matchAll(/• \/([a-z]+ [a-z-]+)/g)].map(([, path]) => path).toSorted()).toEqual([
        'exchange help',
        'exchange join',
        'exchange setup',
        'my data',
        'my forget',
        'my language',
        'my link',
      ]);
      for (const one of answers) expect(one).not.toContain('does nothing here');
    });

    it('serve whoever is known from elsewhere, and presses of nobody else', async () => {
      await open();
      const away = bench.as('slack:T1:Unadia', { place: 'discord:9', channel: 'discord:9:1' });

      const known = await away.runs('exchange organisation-list');
      const stranger = await inServer('42').pressesRoute('exchange/undelivered/page|0');

      expect(known).toContain('1 organisation takes part');
      expect(stranger).toContain('is not tied to an organisation');
    });
  });

  describe('that are tied', () => {
    it('are told of to every coordinator, with the mend', async () => {
      await open();
      const code = await letIn('Accra');

      await inServer('42').runs('exchange join', { code });

      const told = await bench.arrange(({ deliveries }) => deliveries.list(['pending'], 10));
      expect(told.filter(({ message }) => message === 'exchange/place-tied')).toHaveLength(1);
    });

    it('belong to one organisation, also when two codes are used at once', async () => {
      await open();
      const codes = [await letIn('Accra'), await letIn('Lagos')];

      const seen = await Promise.all(
        codes.map((code, at) => inServer(`4${at}`).runs('exchange join', { code, here: 'place' })),
      );

      expect(seen.filter((one) => one.includes('now belongs to'))).toHaveLength(1);
      expect(seen.filter((one) => one.includes('belongs to'))).toHaveLength(2);
      const tied = await bench.arrange(({ organisations }) => organisations.places());
      expect(tied.filter(({ place }) => place === 'discord:9')).toHaveLength(1);
    });

    it('are untied by the coordinator alone, and can be tied anew', async () => {
      await open();
      const ama = inServer('42');
      await ama.runs('exchange join', { code: await letIn('Accra') });
      const lagos = await letIn('Lagos');

      const refused = await ama.runs('exchange untie', { place: 'discord:9' });
      const done = await nadia.runs('exchange untie', { place: 'discord:9' });
      const again = await nadia.runs('exchange untie', { place: 'discord:9' });
      const anew = await inServer('43').runs('exchange join', { code: lagos });

      expect(refused).toContain('opens for you once');
      expect(done).toContain('Accra server does not belong to Accra any more');
      expect(again).not.toContain('does not belong');
      expect(anew).toContain('now belongs to Lagos');
      expect(bench.errors).toEqual([]);
    });

    it('are forgotten with the channels that were named in them, and the liaison officers are told', async () => {
      await open();
      const ama = inServer('42');
      await ama.runs('exchange join', { code: await letIn('Accra') });
      const liaison = await bench.arrange(async ({ people, organisations }) => {
        const id = (await people.byAccount('discord:42', bench.clock.now()))?.person.id ?? '';
        const of = (await organisations.of('discord:9', undefined))?.id ?? '';
        await people.change(id, { membership: 'confirmed' });
        await people.grant({ person: id, role: 'liaison', scope: of });
        return id;
      });
      await ama.runs('exchange channel-set', { purpose: 'announcements', channel: 'discord:9:1' });

      await nadia.runs('exchange untie', { place: 'discord:9' });

      const { left, told } = await bench.arrange(async ({ organisations, deliveries }) => ({
        left: await organisations.channels({}),
        told: await deliveries.list(['pending'], 50),
      }));
      expect(left).toEqual([]);
      expect(
        told.filter(({ message, person }) => message === 'exchange/place-untied' && person === liaison),
      ).toHaveLength(1);
    });
  });

  describe('are invited', () => {
    it('with the addresses that the platforms have', async () => {
      await open();

      const seen = await nadia.runs('exchange invite');

      expect(seen).toContain('https://discord.test/let-in');
      expect(seen).toContain('For a new code, name the organisation');
    });

    it('with a new code, which makes the earlier one void and says so', async () => {
      await open();
      const lost = await letIn('Accra');

      const seen = await nadia.runs('exchange invite', { organisation: 'Accra' });
      const old = await inServer('42').runs('exchange join', { code: lost });
      const fresh = await inServer('42').runs('exchange join', { code: codeIn(seen) });
      const used = await nadia.runs('exchange invite', { organisation: 'Accra' });

      expect(seen).toContain('Its earlier code, which had not been used, is void now.');
      expect(old).not.toContain('now belongs');
      expect(fresh).toContain('now belongs to Accra');
      expect(used).not.toContain('is void now');
    });
  });

  describe('at which somebody guesses', () => {
    it('take no code from an account after five wrong ones, not even a right one, for an hour', async () => {
      await open();
      const code = await letIn('Accra');
      const ama = inServer('42');
      const start = bench.clock.now();

      for (let tried = 0; tried < 5; tried += 1) await ama.runs('exchange join', { code: wrong });
      const held = await ama.runs('exchange join', { code });
      const elsewhere = await bench
        .as('discord:42', { place: 'discord:10' })
        .runs('my link', { code: wrong });
      bench.clock.set(start + hour - 1);
      const still = await ama.runs('exchange join', { code });
      bench.clock.set(start + hour);
      const free = await ama.runs('exchange join', { code });

      for (const one of [held, elsewhere, still])
        expect(one).toContain('Too many wrong codes have been entered from this account');
      expect(free).toContain('now belongs to Accra');
    });

    it('count many at once, and forget what was wrong once a code was right', async () => {
      await open();
      const code = await letIn('Accra');
      const ama = inServer('42');
      const many = Array.from({ length: 12 }, () => inServer('43').runs('exchange join', { code: wrong }));

      const said = await Promise.all(many);
      for (let tried = 0; tried < 4; tried += 1) await ama.runs('exchange join', { code: wrong });
      await ama.runs('exchange join', { code });
      await ama.runs('my link', { code: wrong });
      const after = await ama.runs('my link', { code: wrong });

      expect(said.filter((one) => one.includes('Too many wrong codes'))).toHaveLength(7);
      expect(after).not.toContain('Too many wrong codes');
    });

    it('take no code in one place after twenty wrong ones by whomever', async () => {
      await open();
      const code = await letIn('Accra');
      for (let who = 0; who < 20; who += 1) await inServer(`5${who}`).runs('exchange join', { code: wrong });

      const here = await inServer('42').runs('exchange join', { code });
      const there = await bench.as('discord:42', { place: 'discord:10' }).runs('exchange join', { code });

      expect(here).toContain('Too many wrong codes have been entered in this workspace or server');
      expect(there).toContain('now belongs to Accra');
    });

    it('keep what else was typed', async () => {
      const admin = bench.as('discord:1', { administrator: true, place: 'discord:9' });
      const answers = { name: 'Hub', country: 'CH', language: 'en', zone: 'Europe/Zurich' };

      for (let tried = 0; tried < 5; tried += 1)
        await admin.runs('exchange setup', { ...answers, code: wrong });
      const seen = await admin.runs('exchange setup', { ...answers, code: '7KQ4-M2XA-9RTB-C5DE' });
      await admin.presses('Correct');

      expect(seen).toContain('Too many wrong codes');
      expect(admin.form()?.pages[0]?.fields.find((field) => field.name === 'name')?.filled).toBe('Hub');
    });
  });
});
