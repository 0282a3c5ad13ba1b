import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Bench, openBench } from '../../../test/support/exchange-bench.ts';
import { reactionOf, reactionTo } from '../../../test/support/reaction-round.ts';
import { arrangeExchange, type SampleExchange } from '../../../test/support/sample-exchange.ts';

describe('digests', () => {
  let bench: Bench;
  let sample: SampleExchange;
  let course: string;

  beforeEach(async () => {
    bench = await openBench();
    sample = await arrangeExchange(bench);
    const made = await sample.course({
      ...{ state: 'evaluating', startsOn: '2027-03-15', endsOn: '2027-03-19', zone: 'Africa/Accra' },
    });
    course = made.id;
  });
  afterEach(() => bench.close());

  /** Six of Accra and two of Rabat came; all but one answered. The questionnaire closed on 30 March. */
  async function evaluate(): Promise<void> {
    bench.clock.set('2027-03-20T09:00:00Z');
    await bench.arrange(async (records) => {
      const now = bench.clock.now();
      const people: string[] = [];
      for (let number = 0; number < 8; number += 1) {
        const organisation = number < 6 ? sample.accra : sample.rabat;
        const name = `Officer ${number}`;
        const person = await records.people.add({ name, organisation, membership: 'confirmed' });
        people.push(person.id);
        await records.nominations.add({
          ...{ course, nominee: person.id, organisation, nominatedBy: sample.people.kofi.id },
          ...{ rank: 'r', unit: 'u', yearsOfService: 3, reason: 'x', state: 'submitted' },
          ...{ consent: 'given', release: 'given' },
        });
        await records.nominations.mark(course, person.id, 'attended', sample.people.kofi.id);
      }
      await records.feedback.open(reactionTo(course, now, Date.parse('2027-03-30T09:00:00Z')), people);
      for (const [at, person] of people.slice(1).entries())
        await records.feedback.answer(reactionOf(course), person, { apply: (at % 3) + 3 });
    });
  }

  async function at(instant: string): Promise<readonly { to: string; says: string }[]> {
    const before = bench.delivered.length;
    bench.clock.set(instant);
    await bench.sweep();
    return bench.delivered.slice(before).filter(({ says }) => says.includes('/report digest'));
  }

  it('tell managers in their channel of their own people each week, and nobody of the others', async () => {
    await evaluate();

    const early = await at('2027-03-22T07:50:00Z');
    const first = await at('2027-03-22T08:00:00Z');
    const again = await at('2027-03-23T09:00:00Z');
    await at('2027-03-30T09:10:00Z');
    const second = await at('2027-04-05T08:00:00Z');

    const heard = (said: typeof first, room: string) =>
      said.filter(({ to }) => to === `practice:${room}-managers`).map(({ says }) => says);
    expect([...early, ...again]).toEqual([]);
    expect(heard(first, 'accra')[0]).toContain('Your people, 15 March 2027 to 21 March 2027');
    expect(heard(first, 'accra')[0]).toContain('Digital evidence – came: 6, in part: 0, did not come: 0');
    expect(heard(first, 'rabat')[0]).toContain('Digital evidence – came: 2');
    // Two of eight would be known by what is left over: nobody's are counted apart.
    for (const room of ['accra', 'rabat'])
      expect(heard(second, room)[0]).toContain('answered in all: 7 of 8 (88%)');
    expect(bench.errors).toEqual([]);
  });

  it('tell the hub of its month: courses, answers, what is open, and seats', async () => {
    await evaluate();
    await bench.arrange(({ actions }) =>
      actions.add({
        ...{ course, what: 'Two days for the exercise.', owner: sample.people.kofi.id },
        ...{ dueOn: '2027-03-25', theme: undefined },
      }),
    );
    await at('2027-03-30T09:10:00Z');

    const said = await at('2027-04-01T06:10:00Z');
    const again = await at('2027-04-02T09:00:00Z');

    const hub = said.filter(({ to }) => to === 'practice:hub-managers').map(({ says }) => says);
    expect(hub).toHaveLength(1);
    for (const text of [
      'The exchange, 1 March 2027 to 31 March 2027',
      'held: 1',
      'people: 8, organisations: 2',
      '1; answered: 7 of 8 (88%)',
      'open: 1, overdue: 1, courses without any: 0',
      'Digital evidence: Two days for the exercise. – since 25 March 2027',
    ])
      expect(hub[0]).toContain(text);
    expect(again.filter(({ to }) => to === 'practice:hub-managers')).toEqual([]);
  });

  it('come when and in which language somebody chose, and not to whoever wants none', async () => {
    await evaluate();
    const abena = bench.as('practice:abena');
    const chosen = { digest: 'people', rhythm: 'weekly', weekday: '3', hour: 15, language: 'fr' } as const;
    await abena.runs('report digest', { ...chosen, where: 'me' });
    await abena.runs('report digest', { digest: 'people', where: 'channel', rhythm: 'never' });

    const monday = await at('2027-03-22T08:00:00Z');
    const wednesday = await at('2027-03-24T15:00:00Z');

    expect(monday.map(({ to }) => to)).toEqual(['practice:rabat-managers']);
    expect(wednesday.map(({ to }) => to)).toEqual(['practice:abena']);
    expect(wednesday[0]?.says).toContain('Votre personnel, du 17 mars 2027 au 23 mars 2027');
  });

  it('are not sent when there is nothing to say, nor when they no longer help', async () => {
    const nothing = await at('2027-02-08T08:00:00Z');
    await evaluate();
    const late = await at('2027-03-25T09:00:00Z');

    expect(nothing.filter(({ to }) => /accra|rabat/.test(to))).toEqual([]);
    expect(late).toEqual([]);
  });

  it('tell oversight on Monday at eight what waits, was decided, and went another way', async () => {
    await sample.course({ state: 'proposed', title: 'Waiting' });
    await bench.arrange(async ({ people }) => {
      const name = 'Olu';
      const olu = await people.add({ name, organisation: sample.hub, membership: 'confirmed' });
      await people.link('practice:olu', olu.id, name);
      await people.grant({ person: olu.id, role: 'oversight', scope: 'hub' });
    });

    const said = await at('2027-01-11T07:00:00Z');

    const [digest] = said.filter(({ to }) => to === 'practice:olu');
    expect(digest?.says).toContain('Oversight, 4 January 2027 to 10 January 2027');
    expect(digest?.says).toContain('Courses that wait for a decision: 1; the first since 4 January 2027');
    expect(digest?.says).toContain('Courses that began without an approval: 0');
    expect(digest?.says).toContain('You get this because you oversee the exchange.');
  });

  it('are looked at by whoever may, at any time, and chosen by those alone whom they are for', async () => {
    await evaluate();
    const kofi = bench.as('practice:kofi');
    const nadia = bench.as('practice:nadia');

    const mine = await kofi.runs('report digest');
    const now = await kofi.presses('See it now');
    const hub = await nadia.runs('report digest', { digest: 'hub' });
    const refused = await kofi.runs('report digest', { digest: 'oversight', rhythm: 'weekly' });
    const trainee = await bench.as('practice:ama').runs('report digest');
    const changed = await nadia.runs('report digest', { digest: 'hub', where: 'me', rhythm: 'weekly' });
    const usual = await nadia.runs('report digest');
    await nadia.presses('As usual again');

    expect(mine).toContain(
      'in the channel of managers of Ghana Police · every week, first working day, at 08:00',
    );
    expect(now).toContain('Your people');
    expect(hub).toContain('The exchange, 19 February 2027 to 20 March 2027');
    expect(refused).toContain('for whoever oversees the exchange');
    expect(trainee).not.toContain('digest that');
    expect(changed).toContain('every week, first working day, at 08:00');
    expect(usual).toContain('As usual again');
    expect(await bench.arrange(({ digests }) => digests.choices(undefined))).toEqual([]);
  });
});
