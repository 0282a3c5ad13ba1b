import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench, type Typist } from '../../../test/support/exchange-bench.ts';

describe('members of an exchange', () => {
  let bench: Bench;
  let nadia: Typist;

  beforeEach(async () => {
    bench = await openBench();
    await bench.arrange((records) =>
      records.codes.issue('7KQ4-M2XA-9RTB-C5DE', 'setup', 'hub', bench.clock.now() + 1000),
    );
    nadia = bench.as('practice:nadia', { administrator: true, place: 'practice:hub' });
    await nadia.runs('exchange setup', {
      code: '7KQ4-M2XA-9RTB-C5DE',
      name: 'Secretariat',
      country: 'CH',
      language: 'en',
      zone: 'Europe/Zurich',
    });
  });

  afterEach(() => bench.close());

  async function letIn(
    name: string,
    country: string,
    place: `practice:${string}`,
    account: `practice:${string}`,
  ): Promise<Typist> {
    const added = await nadia.runs('exchange organisation-add', {
      name,
      country,
      language: 'en',
      zone: 'Africa/Accra',
    });
    const code = /code is ([0-9A-Z-]{19})/.exec(added)?.[1] ?? '';
    const liaison = bench.as(account, { place });
    await liaison.runs('exchange join', { code });
    return liaison;
  }

  it('ties a workspace by a one-time code, and lets nobody in before somebody has confirmed them', async () => {
    const ama = await letIn('Accra', 'Ghana', 'practice:accra', 'practice:ama');
    await bench.sendDue();

    const before = await ama.runs('exchange member-add', { name: 'Efua', role: 'trainee' });
    await nadia.presses('Confirm: Liaison officer');
    await bench.sendDue();
    const after = await ama.runs('exchange member-add', { name: 'Efua', role: 'trainee' });

    expect(before).toContain('opens for you once');
    const told = bench.delivered.filter((one) => one.to === 'practice:nadia').map((one) => one.says);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Practice room has been tied to Accra with its one-time code.');
    expect(told[0]).toContain('ama asks to be taken in as a member of Accra');
    expect(bench.delivered.find((one) => one.to === 'practice:ama')?.says).toContain(
      'Your role: Liaison officer.',
    );
    expect(after).toContain('Efua is a member of Accra now.');
    expect(bench.errors).toEqual([]);
  });

  it('takes a code once', async () => {
    const added = await nadia.runs('exchange organisation-add', {
      name: 'Accra',
      country: 'Ghana',
      language: 'English',
      zone: 'Accra',
    });
    const code = /code is ([0-9A-Z-]{19})/.exec(added)?.[1] ?? '';
    await bench.as('practice:ama', { place: 'practice:accra' }).runs('exchange join', { code });

    const again = bench.as('practice:eve', { place: 'practice:evil' });
    await again.runs('exchange join', { code });

    expect(again.form()?.pages[0]?.fields[0]?.problem?.join('')).toContain('has been used');
  });

  it('refuses a liaison officer who gives the role of coordinator, and says who can', async () => {
    const ama = await letIn('Accra', 'Ghana', 'practice:accra', 'practice:ama');
    await bench.sendDue();
    await nadia.presses('Confirm: Liaison officer');

    const seen = await ama.runs('exchange member-add', { name: 'Eve', role: 'coordinator' });

    expect(seen).toContain('You cannot take in a person as Coordinator for Accra');
    expect(seen).toContain('the coordinator can do the rest');
  });

  it('takes in somebody without an account, whose code makes any account theirs', async () => {
    const added = await nadia.runs('exchange member-add', { name: 'Kwame Asante', role: 'trainee' });
    const code = /code is ([0-9A-Z-]{19})/.exec(added)?.[1] ?? '';

    const seen = await bench
      .as('practice:kwame', { place: undefined, channel: undefined })
      .runs('exchange join', { code });

    expect(seen).toContain('Welcome, Kwame Asante');
  });

  it('confirms nobody twice when the button is pressed twice', async () => {
    await letIn('Accra', 'Ghana', 'practice:accra', 'practice:ama');
    await bench.sendDue();

    await nadia.presses('Confirm: Liaison officer');
    const again = await nadia.presses('Confirm: Trainee');

    expect(again).toContain('has been dealt with already');
  });

  it('shows a shared workspace as taken, and ties the channel alone to the second organisation', async () => {
    await letIn('Accra', 'Ghana', 'practice:shared', 'practice:ama');
    const added = await nadia.runs('exchange organisation-add', {
      name: 'Rabat',
      country: 'Morocco',
      language: 'ar',
      zone: 'Africa/Casablanca',
    });
    const code = /code is ([0-9A-Z-]{19})/.exec(added)?.[1] ?? '';

    const seen = await bench
      .as('practice:youssef', { place: 'practice:shared', channel: 'practice:rabat' })
      .runs('exchange join', { code });

    expect(seen).toContain('This channel now belongs to Rabat.');
  });

  it('answers a stranger with how to get in, in the language of their client', async () => {
    const seen = await bench
      .as('practice:stranger', { place: 'practice:hub' })
      .runs('exchange member-add', { name: 'X', role: 'trainee' });

    expect(seen).toContain('is for members of the exchange');
    expect(seen).toContain('/exchange join');
  });

  it('says that an unknown command is unknown, and which were near', async () => {
    const seen = await nadia.runs('exchange membr-add');

    expect(seen).toContain('There is no command /exchange membr-add');
    expect(seen).toContain('/exchange member-add');
  });

  it('has one effect when the same request arrives twice', async () => {
    const request = {
      account: 'practice:nadia',
      accountName: 'nadia',
      locale: undefined,
      zone: undefined,
      place: undefined,
      placeName: undefined,
      channel: undefined,
      administrator: true,
    } as const;
    const shown: unknown[] = [];
    const reply = {
      show: async (drawing: unknown) => void shown.push(drawing),
      update: async () => undefined,
      openForm: async () => true,
      mark: async () => true,
    };
    const asked = {
      ...request,
      key: 'same',
      reply,
      path: 'exchange member-add',
      given: { name: 'Kwame', role: 'trainee' },
      unread: [],
    };

    await Promise.all([bench.listener.asked(asked), bench.listener.asked(asked)]);

    expect(shown).toHaveLength(1);
    expect(await bench.arrange((records) => records.people.search('Kwame', { most: 9 }))).toHaveLength(1);
  });
});
