import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Criteria, noCriteria } from '#exchange/eligibility.ts';
import { setDocument } from '../../../test/support/gate-papers.ts';
import { type OfferScene, openOfferScene } from '../../../test/support/offer-scene.ts';

describe('seats offer', () => {
  let scene: OfferScene;

  beforeEach(async () => {
    scene = await openOfferScene();
  });
  afterEach(() => scene.bench.close());

  const as = (name: string) => scene.bench.as(`practice:${name}`);
  const offers = (course: string) =>
    scene.bench.store.read({ kind: 'process' }, (records) => records.offers.of(course, 99, 0));

  it('shows first whom it will reach and until when, and offers once', async () => {
    const course = await scene.course({ seats: 3 });
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    const salma = await scene.nominated(course.id, 'salma', 'selected');
    await scene.nominated(course.id, 'yaw', 'reserve');
    const nadia = as('nadia');

    const preview = await nadia.runs('seats offer', { course: course.id });
    const done = await nadia.presses('Offer 2 seats');
    const again = await nadia.pressesRoute(`seats/offer/all|${course.id}`);
    await scene.bench.sendDue();

    expect(preview).toContain('2 people are selected and will each be offered a seat');
    expect(preview).toContain('6 January 2027');
    expect(done).toContain('2 seats of “Digital evidence” are offered.');
    expect(again).toContain('Nobody selected for “Digital evidence” waits for an offer.');
    expect([await scene.stateOf(ama), await scene.stateOf(salma)]).toEqual(['offered', 'offered']);
    expect(await offers(course.id)).toHaveLength(2);
    expect(scene.heard('ama').split('You are offered a seat')).toHaveLength(2);
    expect(scene.bench.errors).toEqual([]);
  });

  it('says who is left out and why, and offers the others theirs', async () => {
    const course = await scene.course({ seats: 5 });
    const other = await scene.course({ title: 'Open sources', state: 'call-open' });
    const seated = await scene.nominated(other.id, 'yaw', 'submitted');
    await as('nadia').runs('nominate accept', { nomination: seated.id });
    await scene.nominated(course.id, 'ama', 'selected');
    await scene.nominated(course.id, 'yaw', 'selected');
    await scene.nominated(course.id, 'salma', 'selected', { release: 'refused' });
    await scene.nominated(course.id, 'abena', 'selected', { nominatedBy: scene.exchange.people.nadia.id });
    await scene.nominated(course.id, 'kofi', 'selected', { needsVisa: true });
    scene.bench.clock.set('2027-02-20T09:00:00Z');

    const done = await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);

    expect(done).toContain('One seat of “Digital evidence” is offered.');
    expect(done).toContain('Salma Idrissi: not eligible at the moment (');
    expect(done).toContain('Yaw Darko: has a seat in another course on these days');
    expect(done).toContain('Abena Osei: nominated by you, so another coordinator offers the seat');
    expect(done).toContain('Kofi Mensah: too late, or too late for a visa');
    expect(await scene.seats(course.id)).toEqual({ granted: 1, held: 1, seats: 5 });
  });

  it.each([
    ['call-open', 'No seat can be offered in “Digital evidence” now. Its state: Open for nominations.'],
    ['on-hold', 'Its state: On hold.'],
    ['cancelled', 'Its state: Cancelled.'],
  ] as const)('is refused while the course is %s', async (state, sentence) => {
    const course = await scene.course({ state: state === 'on-hold' ? 'confirmed' : state });
    if (state === 'on-hold')
      await scene.bench.arrange((records) => records.courses.move(course.id, ['confirmed'], 'on-hold'));

    const typed = await as('nadia').runs('seats offer', { course: course.id });
    const pressed = await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);

    for (const said of [typed, pressed]) expect(said).toContain(sentence);
  });

  it('is refused when the gate is shut, and when the course has begun', async () => {
    const course = await scene.course();
    await scene.nominated(course.id, 'ama', 'selected');
    scene.bench.clock.set('2027-03-15T08:00:00Z');
    const begun = await as('nadia').runs('seats offer', { course: course.id });
    scene.bench.clock.set('2027-01-04T09:00:00Z');
    await scene.bench.arrange(async (records) => {
      const days = { decidedOn: '2026-12-01', validUntil: '2027-01-02' };
      await setDocument(records, course.id, 'brief', days, scene.exchange.people.paul.id);
    });

    const shut = await as('nadia').runs('seats offer', { course: course.id });

    expect(begun).toContain('“Digital evidence” began on 15 March 2027');
    expect(shut).toContain('No seat can be offered in “Digital evidence”');
    expect(await offers(course.id)).toEqual([]);
  });

  it('asks the course until when somebody may join, and how long a visa takes', async () => {
    const course = await scene.course({ seats: 2 });
    const ama = await scene.nominated(course.id, 'ama', 'selected', { needsVisa: true });
    const yaw = await scene.nominated(course.id, 'yaw', 'selected');
    const asks = (criteria: Partial<Criteria>) =>
      scene.bench.arrange((records) =>
        records.criteria.set(course.id, { ...noCriteria, ...criteria }, scene.exchange.people.kofi.id),
      );
    await asks({ visaLeadDays: 90 });
    const withoutVisa = await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);
    await asks({ lastJoinOn: '2027-01-03' });

    const tooLate = await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);

    expect(withoutVisa).toContain('Ama Boateng: too late, or too late for a visa');
    expect(tooLate).toContain('Nobody can join “Digital evidence” since 4 January 2027');
    expect([await scene.stateOf(ama), await scene.stateOf(yaw)]).toEqual(['selected', 'offered']);
  });

  it('offers one of the reserve a seat before others, only with a reason and a free seat', async () => {
    const course = await scene.course({ seats: 2 });
    await scene.nominated(course.id, 'ama', 'selected');
    const yaw = await scene.nominated(course.id, 'yaw', 'reserve');
    const salma = await scene.nominated(course.id, 'salma', 'reserve');
    const nadia = as('nadia');
    const one = { course: course.id, nomination: yaw.id };

    await nadia.runs('seats offer', one);
    const asked = nadia.form()?.pages.flatMap(({ fields }) => fields);
    const without = asked?.find(({ name }) => name === 'reason')?.problem;
    const given = await nadia.runs('seats offer', { ...one, reason: 'Replaces an instructor.' });
    const full = await nadia.runs('seats offer', {
      course: course.id,
      nomination: salma.id,
      reason: 'Second.',
    });
    const again = await nadia.runs('seats offer', { ...one, reason: 'Once more.' });

    expect(without?.join('')).toContain('Somebody of the reserve goes before others: please say why.');
    expect(given).toContain('Yaw Darko is offered a seat in “Digital evidence” until');
    // The other seat is Ama's, who has not been offered it yet.
    expect(full).toContain('No seat of “Digital evidence” is free');
    expect(again).toContain('State of the nomination: Seat offered.');
    expect(await offers(course.id)).toMatchObject([{ origin: 'reserve', reason: 'Replaces an instructor.' }]);
  });

  it('follows four eyes for one as for all', async () => {
    const course = await scene.course();
    const by = { nominatedBy: scene.exchange.people.nadia.id };
    const yaw = await scene.nominated(course.id, 'yaw', 'reserve', by);
    const one = { course: course.id, nomination: yaw.id, reason: 'Why not.' };

    const own = await as('nadia').runs('seats offer', one);
    const other = await as('paul').runs('seats offer', one);

    expect(own).toContain('You nominated Yaw Darko yourself');
    expect(other).toContain('is offered a seat');
  });

  it('is a circular with its progress when many are offered theirs', async () => {
    const course = await scene.course({ seats: 30 });
    await scene.extras(course.id, 25, 'selected');
    scene.hush();

    const done = await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);
    await scene.bench.sendDue();

    expect(done).toContain('25 seats of “Digital evidence” are offered.');
    expect(scene.heard('nadia')).toContain('25 of 25');
    for (const number of [1, 13, 25])
      expect(scene.heard(`extra-${number}`).split('You are offered a seat')).toHaveLength(2);
    expect(await scene.seats(course.id)).toEqual({ granted: 25, held: 25, seats: 30 });
  });

  it('lists the offers with what became of each, to each reader what they may see', async () => {
    const course = await scene.course({ seats: 12 });
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await scene.nominated(course.id, 'salma', 'selected');
    await scene.extras(course.id, 10, 'selected');
    await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);
    await scene.bench.sendDue();
    await scene.bench.arrange((records) => records.nominations.move(ama.id, ['offered'], 'declined'));
    const nadia = as('nadia');

    const first = await nadia.runs('seats offers', { course: course.id });
    const second = await nadia.presses('Next');
    const karim = as('karim');
    const own = (await karim.runs('seats offers', { course: course.id })) + (await karim.presses('Next'));
    const none = await as('nadia').runs('seats offers', {
      course: (await scene.course({ title: 'New' })).id,
    });

    expect(first).toContain('Seats held or offered: 11 of 12.');
    expect(first).toContain('Waiting for an answer: 11');
    expect(first.split('•')).toHaveLength(11);
    expect(second.split('•')).toHaveLength(3);
    expect(first + second).toContain('Ama Boateng · Ghana Police – declined on');
    expect(own).toContain('Extra 9');
    expect(own).not.toContain('Ama');
    expect(none).toContain('/seats offer');
  });

  it('is counted on the card of the course', async () => {
    const course = await scene.course({ seats: 3 });
    const ama = await scene.nominated(course.id, 'ama', 'selected');
    await scene.nominated(course.id, 'salma', 'selected');
    await as('nadia').pressesRoute(`seats/offer/all|${course.id}`);
    const before = await as('nadia').runs('course show', { course: course.id });
    await as('ama').pressesRoute(`nominate/answer/accept|${ama.id}`);

    const after = await as('nadia').runs('course show', { course: course.id });

    expect(before).toContain('2 of them are offered and wait for an answer');
    expect(after).toContain('1 of them is offered and waits for an answer');
  });
});
