import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noSurroundings } from '#bot/surroundings.ts';
import type { FileContent } from '#bot/view.ts';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import type { Typist } from '../../../test/support/exchange-bench.ts';

describe('certificates of attendance', () => {
  let scene: Scene;
  let course: string;
  beforeEach(async () => {
    scene = await openCourseScene({
      surroundings: {
        ...noSurroundings,
        certificates: async () => ({ publicUrl: 'https://attache.example', sign: async () => 'a.b.c' }),
      },
    });
    course = await scene.publish();
  });
  afterEach(() => scene.bench.close());

  /** Two attended, one in part, one did not come; feedback has been asked. */
  async function toTheEnd(): Promise<void> {
    for (const name of ['ama', 'esi', 'youssef']) await scene.nominate(course, name, 'seat');
    scene.bench.clock.set('2027-03-05T17:00:00Z');
    await scene.bench.sweep();
    const kofi = scene.bench.as(account('kofi'));
    await kofi.runs('course attendance', { course, day: '2027-03-01' });
    await kofi.presses('Everybody is here');
    await kofi.runs('course attendance', { course, day: '2027-03-02' });
    await kofi.chooses('esi · Ghana Police Service – not marked yet', 'Absent');
    await kofi.chooses('youssef · Egypt Police Academy – not marked yet', 'Excused');
    await kofi.presses('Everybody else is here');
    await kofi.runs('course attendance', { course });
    await kofi.chooses('youssef · Egypt Police Academy – Attended in part (1 of 2 days)', 'Did not attend');
    await kofi.presses('Done');
  }

  const certificates = () =>
    scene.bench.store.read({ kind: 'process' }, (records) => records.certificates.list(course));

  function fileOf(who: Typist): FileContent | undefined {
    return who.drawing()?.view.flatMap((block) => ('file' in block ? [block.file] : []))[0];
  }

  it('are issued once attendance is complete, to whoever attended and in part, who get the PDF by a button', async () => {
    const vera = scene.bench.as(account('vera'));
    const early = await vera.runs('course certificates', { course });
    await toTheEnd();
    scene.hush();

    const seen = await vera.runs('course certificates', { course, hours: 30 });
    const done = await vera.presses('Issue 2 certificates');
    await scene.bench.sendDue();
    const again = await vera.runs('course certificates', { course });
    const ama = scene.bench.as(account('ama'));
    const [own] = (await certificates()).filter(({ name }) => name === 'ama');
    const pdf = await ama.pressesRoute(`my/certificates/pdf|${own?.id}`);
    const states = await scene.bench.store.read({ kind: 'process' }, async ({ nominations }) =>
      (await nominations.list({ course })).map(({ state }) => state),
    );

    expect(early).toContain('can be issued once its attendance is complete');
    expect(seen).toContain('To be issued: attended: 1');
    expect(seen).toContain('To be issued: attended in part: 1');
    expect(seen).toContain('None: did not attend: 1');
    expect(seen).toContain('They will name 30 hours of teaching');
    expect(done).toContain('2 certificates were issued for “Digital evidence”.');
    expect(again).toContain('Nobody waits for a certificate.');
    expect(states.toSorted()).toEqual(['certified', 'certified', 'no-show']);
    expect(scene.heard('ama')).toContain(
      'Your certificate of attendance for “Digital evidence” has been issued.',
    );
    expect(scene.heard('esi')).toContain('for the part of “Digital evidence” that you attended');
    expect(scene.heard('youssef')).toBe('');
    expect(pdf).toContain('[file: certificate-');
    expect(new TextDecoder().decode(fileOf(ama)?.bytes.subarray(0, 5))).toBe('%PDF-');
    expect(await certificates()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'ama', mark: 'attended', daysPresent: 2, daysMarked: 2, hours: 30 }),
        expect.objectContaining({ name: 'esi', mark: 'partial', daysPresent: 1, daysMarked: 2, hours: 30 }),
      ]),
    );
    expect(scene.bench.errors).toEqual([]);
  });

  it('are issued once, of two who press at the same time', async () => {
    await toTheEnd();
    const both = [scene.bench.as(account('vera')), scene.bench.as(account('otto'))];

    const said = await Promise.all(
      both.map((one) => one.pressesRoute(`course/certificates/issue|${course}|0`)),
    );

    expect(said.filter((one) => one.includes('2 certificates were issued'))).toHaveLength(1);
    expect(await certificates()).toHaveLength(2);
  });

  it('are issued by the manager of the course, and by nobody else', async () => {
    await toTheEnd();
    const salma = scene.bench.as(account('salma'));
    await scene.bench.arrange(({ people }) =>
      people.grant({ person: scene.id('salma'), role: 'courseManager', scope: 'crs-000000000000' }),
    );
    const elsewhere = await salma.runs('course certificates', { course });
    await scene.bench.arrange(({ people }) =>
      people.grant({ person: scene.id('salma'), role: 'courseManager', scope: course }),
    );

    const managed = await salma.runs('course certificates', { course });

    expect(elsewhere).toContain('are issued by the coordinator or by the manager of this course');
    expect(managed).toContain('[Issue 2 certificates]');
  });

  it('are checked by their code by any member, until they are withdrawn, and then issued anew under another code', async () => {
    await toTheEnd();
    const vera = scene.bench.as(account('vera'));
    await vera.pressesRoute(`course/certificates/issue|${course}|30`);
    const [first] = (await certificates()).filter(({ name }) => name === 'esi');
    const code = first?.code ?? '';
    const youssef = scene.bench.as(account('youssef'));
    await scene.bench.sendDue();
    scene.hush();

    const valid = await youssef.runs('course verify', { code: code.toLowerCase().replaceAll('-', ' ') });
    const unknown = await youssef.runs('course verify', { code: '0000-0000-0000-0000-0000' });
    const slip = await youssef.runs('course verify', {
      code: `${code.slice(0, -1)}${code.endsWith('7') ? '8' : '7'}`,
    });
    const revoked = await vera.runs('course revoke-certificate', {
      code,
      reason: 'The wrong day was marked.',
    });
    const twice = await vera.runs('course revoke-certificate', { code, reason: 'Again.' });
    await scene.bench.sendDue();
    const after = await youssef.runs('course verify', { code });
    await vera.pressesRoute(`course/certificates/issue|${course}|0`);
    const standing = (await certificates()).filter(
      ({ name, revokedAt }) => name === 'esi' && revokedAt === null,
    );

    expect(valid).toContain('This certificate is genuine and stands.');
    expect(valid).toContain('Name: esi');
    expect(valid).toContain('Course: Digital evidence');
    expect(valid).toContain('Extent: Present on 1 of 2 days · 30 hours of teaching');
    for (const said of [unknown, slip])
      expect(said).toBe('No certificate has this code. Compare it with the paper, sign by sign.');
    expect(revoked).toContain(`The certificate ${code} of esi is withdrawn.`);
    expect(twice).toContain('withdrawn already');
    expect(scene.heard('esi')).toContain('The reason: The wrong day was marked.');
    expect(after).toContain('has been withdrawn by the hub');
    expect(standing).toEqual([
      expect.objectContaining({ mark: 'partial', code: expect.not.stringMatching(code) }),
    ]);
  });

  it('say nothing of a withheld course to whom it does not concern, only that they are genuine', async () => {
    await toTheEnd();
    await scene.bench.as(account('vera')).pressesRoute(`course/certificates/issue|${course}|0`);
    const [one] = (await certificates()).filter(({ name }) => name === 'ama');
    await scene.bench.arrange(({ courses }) => courses.withhold(course, ['counter-terrorism']));
    await scene.bench.arrange(async ({ people }) => {
      const other = await people.add({
        name: 'other',
        organisation: scene.id('hub'),
        membership: 'confirmed',
      });
      await people.link(account('other'), other.id, 'other');
    });

    const said = await scene.bench.as(account('other')).runs('course verify', { code: one?.code ?? '' });
    const own = await scene.bench.as(account('ama')).runs('my certificates');

    expect(said).toContain('This certificate is genuine and stands.');
    expect(said).toContain('More is not said of this course here.');
    expect(said).not.toContain('Digital');
    expect(said).not.toContain('2027');
    expect(own).toContain('“Digital evidence”, 1 March 2027 to 5 March 2027');
  });

  it('are one’s own: listed, handed out as PDF and credential, and gone when somebody is forgotten', async () => {
    await toTheEnd();
    await scene.bench.as(account('vera')).pressesRoute(`course/certificates/issue|${course}|0`);
    const [mine] = (await certificates()).filter(({ name }) => name === 'ama');
    const [ama, esi] = [scene.bench.as(account('ama')), scene.bench.as(account('esi'))];

    const none = await scene.bench.as(account('youssef')).runs('my certificates');
    const list = await ama.runs('my certificates');
    const badge = await ama.presses('Signed credential');
    const signed = new TextDecoder().decode(fileOf(ama)?.bytes);
    const foreign = await esi.pressesRoute(`my/certificates/pdf|${mine?.id}`);
    await scene.bench.arrange((records) => records.erasures.erase(scene.id('ama')));
    const after = await esi.runs('course verify', { code: mine?.code ?? '' });

    expect(none).toContain('You have no certificate yet.');
    expect(list).toContain('Present on 2 of 2 days');
    expect(badge).toContain('.jwt]');
    expect(signed).toBe('a.b.c');
    expect(foreign).toContain('is not there, or is not yours');
    expect(after).toBe(
      'This certificate was issued here, and was withdrawn at its holder’s wish: their data have been erased.',
    );
  });
});
