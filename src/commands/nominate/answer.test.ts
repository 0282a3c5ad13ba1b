import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standingPass } from '../../../test/support/gate-papers.ts';
import { type OfferScene, openOfferScene } from '../../../test/support/offer-scene.ts';

describe('nominate answer', () => {
  let scene: OfferScene;

  beforeEach(async () => {
    scene = await openOfferScene();
  });
  afterEach(() => scene.bench.close());

  const as = (name: string) => scene.bench.as(`practice:${name}`);
  async function offered(course: string): Promise<void> {
    await as('nadia').pressesRoute(`seats/offer/all|${course}`);
    await scene.bench.sendDue();
  }

  it('offers a seat with two buttons and the time that is left, and keeps a yes', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await offered(course.id);
    const offer = scene.heard('ama');
    scene.hush();

    const said = await as('ama').pressesRoute(`nominate/answer/accept|${ama.id}`);
    const again = await as('ama').pressesRoute(`nominate/answer/accept|${ama.id}`);
    const late = await as('ama').pressesRoute(`nominate/answer/decline|${ama.id}`);
    await scene.bench.sendDue();

    expect(offer).toContain('You are offered a seat in “Digital evidence”.');
    expect(offer).toContain('Please answer by 6 January 2027');
    expect(offer).toContain('[Accept the seat] [Decline]');
    expect(said).toContain('Your seat in “Digital evidence” is confirmed.');
    for (const seen of [again, late])
      expect(seen).toBe(
        'The offer of a seat in “Digital evidence” has been dealt with. State now: Seat confirmed.',
      );
    expect(await scene.stateOf(ama)).toBe('accepted');
    expect(await scene.seats(course.id)).toEqual({ granted: 1, held: 1, seats: 1 });
    expect(scene.heard('kofi')).toContain('Ama Boateng, nominated by Ghana Police, has a seat');
    expect(scene.bench.errors).toEqual([]);
  });

  it('redraws the message of the offer as it stands', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await offered(course.id);

    await as('ama').pressesRoute(`nominate/answer/accept|${ama.id}`);
    await scene.bench.sendDue();

    const card = scene.bench.delivered.find((one) => one.to === 'practice:ama')?.says;
    expect(card).toContain('You have accepted the seat in “Digital evidence”. It is confirmed.');
    expect(card).not.toContain('[Decline]');
  });

  it('asks the next of the reserve at once when somebody declines, and tells everybody who moved', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    const salma = await scene.nominated(course.id, 'salma', 'reserve');
    await offered(course.id);
    scene.hush();

    const said = await as('ama').pressesRoute(`nominate/answer/decline|${ama.id}`);
    const why = await as('ama').pressesRoute(`nominate/answer/why|${ama.id}`, 'duties');
    const more = await as('ama').pressesRoute(`nominate/answer/why|${ama.id}`, 'dates');
    await scene.bench.sendDue();

    expect(said).toContain('You have declined the seat in “Digital evidence”.');
    expect(said).toContain('If you like, say why');
    expect(why).toContain('It is noted why you declined the seat in “Digital evidence”: duties at work.');
    expect(more).toContain('has been dealt with');
    expect([await scene.stateOf(ama), await scene.stateOf(salma)]).toEqual(['declined', 'offered']);
    expect(scene.heard('salma')).toContain('You are offered a seat in “Digital evidence”.');
    expect(scene.heard('karim')).toContain('Salma Idrissi is offered a seat in “Digital evidence”');
    expect(scene.heard('kofi')).toContain('Ama Boateng has declined the seat in “Digital evidence”.');
    expect(scene.heard('kofi')).toContain('What was said about it: duties at work.');
    expect(scene.heard('nadia')).toBe('');
    expect(await scene.seats(course.id)).toEqual({ granted: 1, held: 1, seats: 1 });
    expect(scene.bench.errors).toEqual([]);
  });

  it('tells the coordinators what to do when nobody is left to ask', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    const yaw = await scene.nominated(course.id, 'yaw', 'reserve', { release: 'refused' });
    await offered(course.id);
    scene.hush();

    await as('ama').pressesRoute(`nominate/answer/decline|${ama.id}`);
    await scene.bench.sendDue();
    await scene.bench.sweep();

    expect(await scene.stateOf(yaw)).toBe('reserve');
    for (const name of ['nadia', 'paul']) {
      expect(scene.heard(name)).toContain('One seat of “Digital evidence”, from 15 March 2027, is free.');
      expect(scene.heard(name)).toContain('/nominate accept');
      expect(scene.heard(name).split('is free.')).toHaveLength(2);
    }
  });

  it('belongs to the nominee alone', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await offered(course.id);

    for (const name of ['yaw', 'kofi', 'nadia', 'salma'])
      for (const action of ['accept', 'decline', 'show', 'why'])
        expect(await as(name).pressesRoute(`nominate/answer/${action}|${ama.id}`, 'duties')).toBe(
          'This nomination is no longer there.',
        );
    expect(await scene.stateOf(ama)).toBe('offered');
  });

  it('is refused while the course is held, and goes on when it does', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await offered(course.id);
    await scene.bench.arrange((records) => records.courses.move(course.id, ['confirmed'], 'on-hold'));

    const refused = await as('ama').pressesRoute(`nominate/answer/accept|${ama.id}`);
    const state = await scene.stateOf(ama);
    await scene.bench.arrange(async (records) => {
      const pass = await standingPass(records, course.id);
      await records.courses.move(course.id, ['on-hold'], 'confirmed', undefined, pass);
    });
    const taken = await as('ama').pressesRoute(`nominate/answer/accept|${ama.id}`);

    expect(refused).toContain('Seats of “Digital evidence” cannot be confirmed at the moment');
    expect(state).toBe('offered');
    expect(taken).toContain('is confirmed');
  });

  it.each([
    ['cancelled', 'has been cancelled'],
    ['begun', 'began on 15 March 2027'],
  ])('is refused once the course is %s', async (how, sentence) => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await offered(course.id);
    if (how === 'cancelled')
      await scene.bench.arrange((records) => records.courses.move(course.id, ['confirmed'], 'cancelled'));
    else scene.bench.clock.set('2027-03-15T08:00:00Z');

    const said = await as('ama').pressesRoute(`nominate/answer/accept|${ama.id}`);

    expect(said).toContain(sentence);
    expect(await scene.stateOf(ama)).toBe('offered');
  });

  it('of two offers on the same days takes one, and declines the other by a button', async () => {
    const first = await scene.course();
    const second = await scene.course({ title: 'Open sources' });
    const one = await scene.nominated(first.id, 'ama', 'selected');
    const other = await scene.nominated(second.id, 'ama', 'selected');
    const salma = await scene.nominated(second.id, 'salma', 'reserve');
    await offered(first.id);
    await offered(second.id);
    const ama = as('ama');

    const both = await ama.runs('nominate answer');
    const asked = await ama.pressesRoute(`nominate/answer/accept|${one.id}`);
    const before = await scene.stateOf(one);
    const done = await ama.presses('Accept this one, decline the other');
    const again = await ama.pressesRoute(`nominate/answer/instead|${one.id}|${other.id}`);

    expect(both.split('[Accept the seat]')).toHaveLength(3);
    expect(asked).toContain('You are also offered a seat in “Open sources”');
    expect(before).toBe('offered');
    expect(done).toContain('Your seat in “Digital evidence” is confirmed.');
    expect(again).toContain('has been dealt with');
    expect([await scene.stateOf(one), await scene.stateOf(other)]).toEqual(['accepted', 'declined']);
    expect(await scene.stateOf(salma)).toBe('offered');
    expect(await ama.runs('nominate answer')).toContain('No seat is offered to you at the moment.');
  });

  it('is refused while another seat on the same days is theirs', async () => {
    const first = await scene.course({ state: 'call-open' });
    const second = await scene.course({ title: 'Open sources' });
    const seated = await scene.nominated(first.id, 'ama', 'submitted');
    const one = await scene.nominated(second.id, 'ama', 'selected');
    await offered(second.id);
    await scene.bench.arrange(async (records) => {
      const pass = await standingPass(records, first.id);
      await records.nominations.grantSeat(seated.id, pass);
    });

    const said = await as('ama').pressesRoute(`nominate/answer/accept|${one.id}`);

    expect(said).toContain('You have a seat in “Digital evidence” from 15 March 2027 to 19 March 2027');
    expect(await scene.stateOf(one)).toBe('offered');
  });

  it('waits among the tasks', async () => {
    const course = await scene.course();
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await offered(course.id);
    const typist = as('ama');

    const tasks = await typist.runs('my tasks');
    const shown = await typist.presses('Answer the offer');
    await typist.presses('Decline');
    const after = await typist.runs('my tasks');

    expect(tasks).toContain('You are offered a seat in “Digital evidence”; please answer by');
    expect(shown).toContain('[Accept the seat] [Decline]');
    expect(await scene.stateOf(ama)).toBe('declined');
    expect(after).not.toContain('offered a seat');
  });
});
