// What nobody may learn of feedback: anything before the close, and anything but a rate under five answers.
import Sqlite from 'better-sqlite3';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type AskedTrainees,
  accountOf,
  answers,
  closesAt,
  comment,
  openAskedTrainees,
} from './asked-trainees.ts';

const readers = ['vera', 'olga', 'abena', 'kofi', 'trainee-0', 'nobody'] as const;

/** Words that only stand beside figures or answers. */
const telling = [
  /median/i,
  /mostly/i,
  /valued (most|least)/i,
  /promoter/i,
  /detractor/i,
  /\[picture/,
  /Remark\d/,
  /\d+ of \d+ chose/i,
];

describe('Of feedback nobody learns', () => {
  let asked: AskedTrainees;
  afterEach(() => asked.bench.close());

  /** Everything that anybody can ask, press or be told about the course. */
  async function everythingSeen(): Promise<Readonly<Record<string, string>>> {
    const { bench, course } = asked;
    const seen: Record<string, string> = {};
    for (const reader of readers) {
      const typist = bench.as(`practice:${reader}`);
      const said: string[] = [];
      for (const route of [
        `feedback/summary/show|${course.id}`,
        `feedback/summary/all|${course.id}`,
        ...['0', '1', '-1', 'NaN', '9'].map((at) => `feedback/themes/quotes|${course.id}.reaction|${at}`),
        `feedback/answer/start|${course.id}`,
        `course/show/of|${course.id}`,
        `nominate/list/of|${course.id}`,
        `course/attendance/start|${course.id}`,
        `course/complete/start|${course.id}`,
      ])
        said.push(await typist.pressesRoute(route));
      for (const path of ['feedback summary', 'feedback status', 'feedback themes', 'course show'])
        said.push(await typist.runs(path, { course: course.id }));
      for (const path of ['feedback status', 'my tasks', 'course list', 'nominate list'])
        said.push(await typist.runs(path));
      seen[reader] = said.join('\n');
    }
    seen.delivered = bench.delivered.map((one) => `${one.to}: ${one.says}`).join('\n');
    return seen;
  }

  const tellingIn = (seen: Readonly<Record<string, string>>) =>
    Object.entries(seen).flatMap(([reader, said]) =>
      telling.filter((words) => words.test(said)).map((words) => `${reader}: ${words}`),
    );

  it('anything before the close, however many have answered', async () => {
    asked = await openAskedTrainees(8);
    for (let number = 1; number < 8; number += 1) await answers(asked, number);
    asked.bench.clock.set(closesAt - 1);
    await asked.bench.sweep();

    const seen = await everythingSeen();

    expect(tellingIn(seen)).toEqual([]);
    expect(seen.vera).toContain('7');
    expect(asked.bench.errors).toEqual([]);
  });

  it('more than the rate after the close, under five', async () => {
    asked = await openAskedTrainees(8);
    for (let number = 1; number < 5; number += 1) await answers(asked, number);
    asked.bench.clock.set(closesAt + 1);
    await asked.bench.sweep();

    const seen = await everythingSeen();

    expect(tellingIn(seen)).toEqual([]);
    expect(seen.delivered).toContain('practice:hub-managers');
    expect(seen.delivered).toMatch(/4 of 8/);
    expect(asked.bench.errors).toEqual([]);
  });

  it('a fifth answer that came after the close', async () => {
    asked = await openAskedTrainees(8);
    for (let number = 1; number < 5; number += 1) await answers(asked, number);
    const late = asked.bench.as(accountOf(5));
    await late.pressesRoute(`feedback/answer/begin|${asked.course.id}`);
    asked.bench.clock.set(closesAt);

    const said = await late.fills({
      apply: 5,
      confidence: 5,
      relevance: 5,
      instructors: 5,
      'human-rights': 5,
      level: 5,
      recommend: 10,
      obstacles: comment(5),
    });
    await asked.bench.sweep();

    expect(said).toContain('closed');
    expect(tellingIn(await everythingSeen())).toEqual([]);
  });

  it('a late answer by what changes, nor anybody’s when people are forgotten, merged or taken off the course', async () => {
    asked = await openAskedTrainees(16);
    const { bench, course, people } = asked;
    const round = `${course.id}.reaction`;
    const gives = (number: number, apply: number) =>
      bench.arrange(({ feedback }) =>
        feedback.answer(round, people[number] ?? '', { apply, recommend: apply }),
      );
    for (let number = 1; number <= 6; number += 1) await gives(number, ((number - 1) % 5) + 1);
    const later = new Sqlite(bench.file);
    later.exec(`update feedback_rounds set late_until = ${closesAt + 86_400_000}`);
    later.close();
    bench.clock.set(closesAt + 1);
    await bench.sweep();
    // How many have answered is no secret.
    const figures = async () =>
      (await bench.as('practice:vera').runs('feedback summary', { course: course.id }))
        .split('\n')
        .filter((line) => !/ of 1\d|%\)|^Not shown/.test(line));
    const first = await figures();

    const seen: string[][] = [];
    for (const number of [7, 8, 9, 10]) {
      await gives(number, 2);
      await bench.sweep();
      seen.push(await figures());
    }
    await bench.arrange(async ({ erasures, merges, nominations }) => {
      await erasures.erase(people[1] ?? '');
      await merges.merge(people[2] ?? '', people[3] ?? '');
      await nominations.mark(course.id, people[4] ?? '', 'no-show', people[5] ?? '');
    });
    const changed = await bench.arrange(({ feedback }) => feedback.tally(round));

    for (const one of seen) expect(one).toEqual(first);
    expect(changed).toMatchObject({ released: 6, tallies: { apply: [2, 1, 1, 1, 1] } });
  });

  it('who has answered and who has not: nobody but the person, who alone is reminded', async () => {
    asked = await openAskedTrainees(8);
    for (let number = 1; number < 8; number += 1) await answers(asked, number);

    const seen = await everythingSeen();
    asked.bench.clock.set('2027-01-06T10:00:00Z');
    await asked.bench.sweep();

    for (const reader of ['vera', 'olga', 'abena', 'kofi']) {
      const status = await asked.bench.as(`practice:${reader}`).runs('feedback status', {
        course: asked.course.id,
      });
      expect(status).not.toContain('trainee-');
    }
    expect(seen.vera).not.toMatch(/trainee-\d.*answered/);
    // The rooms hear only how many, in their digests.
    const toPeople = asked.bench.delivered.filter((one) => !one.to.endsWith('-managers'));
    expect(toPeople.map((one) => one.to)).toEqual([accountOf(0)]);
  });

  it('but from five answers on, what they say together', async () => {
    asked = await openAskedTrainees(8);
    for (let number = 1; number < 6; number += 1) await answers(asked, number);
    asked.bench.clock.set(closesAt + 1);
    await asked.bench.sweep();

    const seen = await everythingSeen();

    for (const reader of ['vera', 'abena']) expect(seen[reader]).toMatch(/valued most|mostly 4 and 5/i);
    for (const reader of ['vera', 'abena', 'kofi', 'trainee-0'])
      expect(seen[reader]).not.toContain(comment(3));
    expect(seen.nobody).not.toContain(comment(3));
  });
});
