// What nobody may learn of feedback: anything before the close, and anything but a rate under five answers.
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
const telling = [/median/i, /promoter/i, /detractor/i, /\[picture/, /Remark\d/, /\d+ of \d+ chose/i];

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
      for (const path of ['feedback summary', 'feedback status', 'course show'])
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
    expect(asked.bench.delivered.map((one) => one.to)).toEqual([accountOf(0)]);
  });

  it('but from five answers on, what they say together', async () => {
    asked = await openAskedTrainees(8);
    for (let number = 1; number < 6; number += 1) await answers(asked, number);
    asked.bench.clock.set(closesAt + 1);
    await asked.bench.sweep();

    const seen = await everythingSeen();

    expect(seen.vera).toContain(comment(3));
    expect(seen.abena).toMatch(/median/i);
    expect(seen['trainee-0']).not.toContain(comment(3));
    expect(seen.nobody).not.toContain(comment(3));
  });
});
