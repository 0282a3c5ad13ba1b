import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench, type Typist } from '../../../test/support/exchange-bench.ts';

describe('my', () => {
  let bench: Bench;
  let ama: Typist;

  beforeEach(async () => {
    bench = await openBench();
    await bench.arrange(async (records) => {
      await records.organisations.add({
        name: 'Hub',
        country: 'CH',
        language: 'en',
        zone: 'Europe/Zurich',
        hub: true,
      });
      const accra = await records.organisations.add({
        name: 'Accra',
        country: 'GH',
        language: 'en',
        zone: 'Africa/Accra',
        hub: false,
      });
      const person = await records.people.add({
        name: 'Ama Mensah',
        organisation: accra.id,
        membership: 'confirmed',
      });
      await records.people.link('slack:T1:U1', person.id, 'ama');
      await records.people.grant({ person: person.id, role: 'liaison', scope: accra.id });
    });
    ama = bench.as('slack:T1:U1');
  });

  afterEach(() => bench.close());

  it('answers in the language that was chosen, whatever the client speaks', async () => {
    const chosen = await ama.runs('my language', { language: 'العربية' });
    const again = bench.as('slack:T1:U1', { locale: 'fr-FR' });

    await again.runs('my timezone');

    expect(chosen).not.toBe('');
    expect(again.form()?.language).toBe('ar');
  });

  it('takes a language by its name in any language, and says what there is when it is none', async () => {
    await ama.runs('my language', { language: 'Klingon' });

    const problem = ama.form()?.pages[0]?.fields[0]?.problem ?? [];

    expect(problem.some((part) => typeof part === 'string' && part.includes('is not one of'))).toBe(true);
  });

  it('links a second account by a code from the first, once', async () => {
    const code = /code is ([0-9A-Z-]{19})/.exec(await ama.runs('my link'))?.[1] ?? '';
    const onDiscord = bench.as('discord:7');

    const linked = await onDiscord.runs('my link', { code });
    const other = bench.as('discord:8');
    await other.runs('my link', { code });

    expect(linked).toContain('This account now belongs to Ama Mensah as well.');
    expect(
      await bench.arrange((records) => records.people.byAccount('discord:7', bench.clock.now())),
    ).toMatchObject({
      person: { name: 'Ama Mensah' },
    });
    expect(
      await bench.arrange((records) => records.people.byAccount('discord:8', bench.clock.now())),
    ).toBeUndefined();
  });

  async function linkDiscord(): Promise<Typist> {
    const code = /code is ([0-9A-Z-]{19})/.exec(await ama.runs('my link'))?.[1] ?? '';
    const onDiscord = bench.as('discord:7');
    await onDiscord.runs('my link', { code });
    return onDiscord;
  }

  it('tells the account that was known before that another was linked, with a button to undo it', async () => {
    await linkDiscord();
    const [told] = await bench.arrange((records) => records.deliveries.list(['pending'], 9));
    const [known] = (
      await bench.arrange(async (records) => records.people.accountsOf(told?.person ?? ''))
    ).toSorted((one, other) => other.lastSeen - one.lastSeen);

    const undone = await ama.pressesRoute('my/link/unlink|discord:7');
    const gone = await bench.as('discord:7').runs('my link');

    expect(told).toMatchObject({ message: 'my/account-linked', facts: { account: 'discord:7' } });
    expect(known?.id).toBe('slack:T1:U1');
    expect(undone).toContain('Your account is unlinked: Discord.');
    expect(gone).toContain('once you have joined the exchange');
  });

  it('tells it also when the code was typed into /exchange join', async () => {
    const code = /code is ([0-9A-Z-]{19})/.exec(await ama.runs('my link'))?.[1] ?? '';

    await bench.as('discord:7').runs('exchange join', { code });

    expect(await bench.arrange((records) => records.deliveries.list(['pending'], 9))).toMatchObject([
      { message: 'my/account-linked', facts: { account: 'discord:7' } },
    ]);
  });

  it('unlinks an account from either, never somebody else’s, and never the last', async () => {
    const onDiscord = await linkDiscord();

    const shown = await onDiscord.runs('my link');
    const foreign = await bench.as('discord:8').pressesRoute('my/link/unlink|discord:7');
    const both = await Promise.all([
      onDiscord.pressesRoute('my/link/unlink|slack:T1:U1'),
      ama.pressesRoute('my/link/unlink|discord:7'),
    ]);

    expect(shown).toContain('[Unlink: Discord]');
    expect(foreign).toContain('is not yours');
    expect(both.filter((said) => said.includes('is unlinked'))).toHaveLength(1);
    expect(await bench.arrange((records) => records.people.search('Ama', { most: 1 }))).toHaveLength(1);
  });

  it('takes no code after half an hour', async () => {
    const code = /code is ([0-9A-Z-]{19})/.exec(await ama.runs('my link'))?.[1] ?? '';
    bench.clock.set(bench.clock.now() + 30 * 60_000 + 1);

    await bench.as('discord:7').runs('my link', { code });

    expect(
      await bench.arrange((records) => records.people.byAccount('discord:7', bench.clock.now())),
    ).toBeUndefined();
  });

  it('sends messages to the platform that was chosen, only where there is an account', async () => {
    const refused = ama;
    await refused.runs('my notifications', { reminders: 'essential', platform: 'discord' });
    const code = /code is ([0-9A-Z-]{19})/.exec(await ama.runs('my link'))?.[1] ?? '';
    await bench.as('discord:7').runs('my link', { code });

    const set = await bench
      .as('discord:7')
      .runs('my notifications', { reminders: 'essential', platform: 'discord' });

    expect(refused.form()?.pages[0]?.fields[1]?.problem).toBeDefined();
    expect(set).toContain('Messages for you arrive on Discord.');
    expect(
      (await bench.arrange((records) => records.people.byAccount('discord:7', bench.clock.now())))?.person,
    ).toMatchObject({
      notifications: 'essential',
      tellOn: 'discord',
    });
  });

  it('says that nothing waits, and what to do then', async () => {
    expect(await ama.runs('my tasks')).toContain('Nothing waits for you at the moment.');
  });

  it('shows a coordinator what could not be told, also when nothing else waits', async () => {
    const now = bench.clock.now();
    await bench.arrange(async (records) => {
      const nadia = await records.people.add({
        name: 'Nadia Keller',
        organisation: undefined,
        membership: 'confirmed',
      });
      await records.people.link('slack:T1:U3', nadia.id, 'nadia');
      await records.people.grant({ person: nadia.id, role: 'coordinator', scope: 'hub' });
      await records.deliveries.add([
        {
          key: 'told · nadia',
          message: 'course/proposed',
          facts: {},
          person: nadia.id,
          channel: undefined,
          organisation: undefined,
          purpose: undefined,
          post: undefined,
          tooLateAt: undefined,
        },
      ]);
      const [taken] = await records.deliveries.take(now, 1, 'bench', []);
      const ending = { reason: 'closed', failure: 'no account takes messages' } as const;
      await records.deliveries.giveUp(taken?.id ?? '', 'bench', 'undeliverable', ending);
    });

    const tasks = await bench.as('slack:T1:U3').runs('my tasks');

    expect(tasks).toContain('Nothing waits for you at the moment.');
    expect(tasks).toContain('1 message could not be delivered:');
    expect(tasks).toContain('Nadia Keller – This person takes no direct messages');
    expect(tasks).toContain('[Look at them]');
  });

  it('keeps a half-filled form as a task that opens again with what was typed', async () => {
    await ama.runs('course propose', { title: 'Half a thought' });

    const tasks = await ama.runs('my tasks');
    await ama.presses('Go on');

    expect(tasks).toContain('An unfinished form of /course propose');
    expect(ama.form()?.pages[0]?.fields.find((field) => field.name === 'title')?.filled).toBe(
      'Half a thought',
    );
  });

  it('shows nobody the drafts of another account', async () => {
    await ama.runs('course propose', { title: 'Mine' });
    const draft = ama.form()?.id ?? '';

    const seen = await bench.as('slack:T1:U2').pressesRoute(`form/open|${draft}|0`);

    expect(seen).toContain('has been finished or has expired');
  });
});
