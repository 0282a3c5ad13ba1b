// Blind reviews: by no command, button, search or message is a reviewer shown who somebody is, or what another gave.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personReader } from '#bot/draw-message.ts';
import type { Review } from '#store/records/reviews.ts';
import { account } from '../support/course-scene.ts';
import { experts, middling, openReviewScene, type ReviewScene } from '../support/review-scene.ts';
import { type Asked, askAbout, askGenerally, inquirer, type Known, readEvery } from './every-way.ts';

/** Of a nominee, in letters that nothing else of the exchange holds. */
const nominee = {
  name: 'Canarissa Canarvelo',
  organisation: 'Canarstan Constabulary',
  nominator: 'Canarby Canarlay',
  unit: 'Canarunit',
  account: 'practice:canaraccount',
};
/** Of whoever gave it, and of the coordinator, alone. */
const remark = 'Wholly convincing, says another.';
const telling = /canar/i;

describe('a blind review', () => {
  let on: ReviewScene;
  let nomination: string;
  let reviews: readonly Review[];
  let author: string;

  beforeAll(async () => {
    on = await openReviewScene();
    nomination = await on.bench.arrange(async (records) => {
      const { id: organisation } = await records.organisations.add({
        ...{ name: nominee.organisation, country: 'JM', language: 'en', zone: 'America/Jamaica', hub: false },
      });
      const add = (name: string) =>
        records.people.add({ name, organisation, membership: 'confirmed', unit: nominee.unit });
      const [person, by] = [await add(nominee.name), await add(nominee.nominator)];
      await records.people.link('practice:canaraccount', person.id, 'canarhandle');
      await records.people.grant({ person: by.id, role: 'liaison', scope: organisation });
      await records.profiles.set(
        { person: person.id, sector: 'customs', gender: 'woman', languages: ['en'] },
        by.id,
      );
      const { id } = await records.nominations.add({
        ...{ course: on.course, nominee: person.id, organisation, nominatedBy: by.id },
        ...{ rank: 'Sergeant', unit: nominee.unit, yearsOfService: 6, state: 'submitted' },
        reason:
          'CANARISSA teaches at the Canarstan Constabulary of Jamaica; Canarby Canarlay vouches for Canarvelo’s work.',
      });
      return id;
    });
    for (const expert of experts) await on.name(expert);
    await on.bench.sendDue();
    reviews = await on.bench.arrange((records) => records.reviews.of(on.course));
    // What another gives of the same nomination.
    const [first] = reviews.filter((one) => one.nomination === nomination);
    author = nameOf(first?.reviewer);
    const typist = on.bench.as(account(author));
    await typist.pressesRoute(`select/review/rate|${first?.id}`);
    await typist.fills({ ...middling, need: 5, remark });
  });

  afterAll(() => on.bench.close());

  const nameOf = (id: string | undefined) => experts.find((one) => on.scene.id(one) === id) ?? '';
  const known = (): Known => ({
    course: on.course,
    person: on.scene.id('otto'),
    organisation: on.scene.id('lima'),
  });

  /** Every way as somebody, by the ids of everything that has to do with the selection. */
  async function everyWay(name: string): Promise<readonly Asked[]> {
    const { bench } = on;
    const who = inquirer(bench, account(name), 'practice:lima-place');
    const ids = [on.course, nomination, ...reviews.map((one) => one.id)];
    const reader = await bench.store.read({ kind: 'process' }, async ({ people, organisations }) => {
      const person = await people.byId(on.scene.id(name));
      const home = await organisations.byId(person?.organisation ?? '');
      if (!person) throw new Error(`There is no ${name}.`);
      return personReader(person, await people.grantsOf(person.id), home);
    });
    // The families that a reviewer has to do with; what others do is refused by rights, which has tests of its own.
    const commands = bench.commands.filter(({ family }) =>
      ['select', 'nominate', 'course', 'my', 'feedback'].includes(family),
    );
    return [
      ...(await askGenerally(who, commands, known())),
      ...(await askAbout(who, commands, known(), { ids, words: ['Digital'] })),
      ...(await readEvery(bench, reader, {
        ...known(),
        nomination,
        due: '2027-02-15',
        monday: '2027-02-01',
      })),
    ];
  }

  it.each(experts)(
    'shows %s nothing that leads to anybody, on any platform, by any route',
    async (expert) => {
      const asked = await everyWay(expert);

      const leaks = asked.filter(({ back }) => telling.test(back)).map(({ way }) => way);
      expect(leaks).toEqual([]);
      // What is to be judged is there all the same.
      expect(asked.some(({ back }) => back.includes('teaches at the'))).toBe(
        reviews.some((one) => one.nomination === nomination && nameOf(one.reviewer) === expert),
      );
    },
  );

  it('cannot be given for another, whatever the form says', async () => {
    const all = await on.bench.arrange((records) => records.reviews.of(on.course));
    const foreign = all.find((one) => nameOf(one.reviewer) !== 'rita' && one.state === 'open');
    const rita = on.bench.as(account('rita'));

    const typed = await rita.runs('select review', { review: foreign?.id ?? '', ...middling });
    const pressed = await rita.pressesRoute(`select/review/rate|${foreign?.id}`);
    const abstained = await rita.pressesRoute(`select/abstain/start|${foreign?.id}`);

    expect(pressed).toContain('This review is not yours');
    expect(abstained).toContain('This review is not yours');
    expect(typed).not.toContain('Your ratings are kept');
    const [after] = (await on.bench.arrange((records) => records.reviews.of(on.course))).filter(
      (one) => one.id === foreign?.id,
    );
    expect(after).toEqual(foreign);
  });

  it('is of nobody’s own organisation, own nomination or near ones, also after people have moved', async () => {
    await on.bench.arrange(async ({ people, interests }) => {
      await people.change(on.scene.id('tom'), { organisation: on.scene.id('ghana') });
      await interests.declare(on.scene.id('sami'), on.scene.id('youssef'), 'relative');
    });
    const { id: esi } = await on.scene.nominate(on.course, 'esi', 'open');
    await on.bench.sweep();

    const after = await on.bench.arrange((records) => records.reviews.of(on.course));
    const esis = after.filter((one) => one.nomination === esi).map((one) => nameOf(one.reviewer));
    expect(esis.toSorted()).toEqual(['rita', 'sami']);
    const samis = after.filter(
      (one) => one.nomination === on.nominations.youssef.id && nameOf(one.reviewer) === 'sami',
    );
    expect(samis.every((one) => one.state === 'recused')).toBe(true);
  });

  it('is gone with the course when that is withheld, for whoever may not know of it', async () => {
    await on.bench.arrange(({ courses }) => courses.withhold(on.course, ['counter-terrorism']));

    for (const expert of experts) {
      const asked = await everyWay(expert);
      const leaks = asked.filter(
        ({ way, back }) =>
          (back.includes('Digital evidence') || telling.test(back)) && !way.includes('Digital evidence'),
      );
      expect(leaks.map(({ way }) => way)).toEqual([]);
    }
    expect(on.bench.errors).toEqual([]);
    await on.bench.arrange(({ courses }) => courses.withhold(on.course, []));
  });

  // Last: in every way there is, the scores are closed as well.
  it('would be found out: a coordinator is shown all of it', async () => {
    const asked = await everyWay('vera');

    const all = asked.map(({ back }) => back).join('\n');
    for (const canary of [nominee.name, nominee.organisation, nominee.unit, remark])
      expect(all).toContain(canary);
  });
});
