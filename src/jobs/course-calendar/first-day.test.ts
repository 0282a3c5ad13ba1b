import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCourseScene, type Scene } from '../../../test/support/course-scene.ts';

describe('the first day of a course', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await openCourseScene();
  });
  afterEach(() => scene.bench.close());

  async function at(instant: string): Promise<void> {
    scene.bench.clock.set(instant);
    await scene.bench.sweep();
  }

  it('tells whoever decides and its course managers, too, that it is held and why', async () => {
    const ends = { decidedOn: '2026-12-01', validUntil: '2027-03-10' };
    const course = await scene.publish(undefined, { brief: ends });
    await scene.bench.arrange(async (records) => {
      await records.people.grant({ person: scene.id('esi'), role: 'courseManager', scope: course });
      // New days are no change of substance, but the brief does not last until then.
      const moved = { startsOn: '2027-04-05', endsOn: '2027-04-09' };
      await records.courses.edit(course, moved, ['call-open']);
    });
    await at('2027-04-04T12:00:00Z');
    scene.hush();

    await at('2027-04-05T08:00:00Z');
    await at('2027-04-06T08:00:00Z');

    for (const name of ['vera', 'aria', 'esi'])
      expect(scene.heard(name).match(/The brief has expired\./g)).toHaveLength(1);
    expect(scene.heard('aria')).toContain('/approval show shows what waits for your decision');
    expect(scene.heard('esi')).toContain('Please tell those who wait on the spot.');
    expect(scene.heard('mina') + scene.heard('ama')).toBe('');
  });

  it('tells the coordinators once of a course that was never published, with the mend', async () => {
    await scene.propose();
    await scene.bench.sendDue();
    await at('2027-03-01T07:50:00Z');
    scene.hush();

    await at('2027-03-01T08:00:00Z');
    await at('2027-03-02T08:00:00Z');

    expect(scene.heard('vera').match(/was never published/g)).toHaveLength(1);
    expect(scene.heard('vera')).toContain('Its state is: Proposed');
    expect(scene.heard('vera')).toContain('/course postpone');
    expect(scene.heard('vera')).toContain('/course cancel');
    expect(scene.heard('kofi') + scene.heard('aria')).toBe('');
  });
});
