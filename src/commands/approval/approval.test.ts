// The gate as people work it: papers are written, missions asked, and only the right person's decision lets a course pass.
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#bot/plain-text.ts';
import { account, openCourseScene, type Scene } from '../../../test/support/course-scene.ts';
import type { Typist } from '../../../test/support/exchange-bench.ts';

const brief = {
  reference: 'IPAB-2027-014',
  counterpart: 'Ghana Police Service',
  kind: 'law-enforcement',
  participants: 'Ghana, مصر',
  priorities: 'Cybercrime first.',
  objectives: 'Evidence that stands.',
  need: 'Telephones wait unread.',
  harm: true,
  difficulty: 'Rules on seizure differ.',
} as const;

const assessment = { reference: 'OSJA-2027-031', grade: 'low', valid: '2027-12-31' } as const;

describe('/approval', () => {
  let scene: Scene;
  beforeAll(async () => {
    scene = await openCourseScene();
  });
  afterAll(() => scene.bench.close());
  beforeEach(() => scene.hush());

  const as = (name: string) => scene.bench.as(account(name));
  /** What is wrong with the answers in the form that came back. */
  const problems = (typist: Typist) =>
    (typist.form()?.pages ?? [])
      .flatMap(({ fields }) => fields)
      .flatMap(({ problem }) => (problem ? [plainText(problem, { language: 'en', zone: 'UTC' })] : []))
      .join(' ')
      .replaceAll(/[\u2068\u2069]/g, '');
  const course = (id: string) =>
    scene.bench.store.read({ kind: 'process' }, (records) => records.courses.byId(id));

  /** Brief by the proposer, assessment by Otto, both missions heard. */
  async function papers(id: string, grade: string = assessment.grade): Promise<void> {
    await as('kofi').runs('approval brief', { course: id, ...brief });
    await as('otto').runs('approval assess', { course: id, ...assessment, grade, valid: '2027-06-30' });
    await as('otto').runs('approval risk-add', {
      course: id,
      risk: 'Misuse against journalists.',
      mitigation: 'A session on press freedom.',
      owner: scene.id('kofi'),
      due: '2027-02-20',
    });
    for (const country of ['GH', 'EG'])
      await as('otto').runs('approval consult', { course: id, country, view: 'support' });
  }

  async function decides(name: string, id: string, verdict: string): Promise<string> {
    await as(name).runs('approval decide', { course: id });
    const typist = as(name);
    const shown = await typist.runs('approval decide', { course: id });
    if (!shown.includes(`[${verdict}]`)) return shown;
    await typist.presses(verdict);
    return typist.fills({ reasons: 'It does more good than harm.' });
  }

  it('leads a course from its proposal to its publication, each step by whom it is for', async () => {
    const id = await scene.propose({ title: 'Whole way' });

    const written = await as('kofi').runs('approval brief', { course: id, ...brief });
    const made = await as('otto').runs('approval assess', { course: id, ...assessment });
    await as('otto').runs('approval consult', { course: id, country: 'GH', view: 'support' });
    const tooEarly = await as('vera').runs('course publish', { course: id });
    const handedIn = await as('otto').pressesRoute(`approval/show/submit|${id}`);
    await scene.bench.sendDue();
    const waits = scene.heard('aria');
    const awaiting = await decides('aria', id, 'Proceed');
    await as('otto').runs('approval consult', { course: id, country: 'EG', view: 'no-view' });
    const decided = await decides('aria', id, 'Proceed');
    const vera = as('vera');
    await vera.runs('course publish', { course: id });
    const published = await vera.presses('Publish');

    expect(written).toContain('2 missions are asked for their views.');
    expect(written).toContain('Cybercrime first.');
    expect(made).toContain('Its grade is low, so the decision is for: head of department.');
    expect(tooEarly).toContain('Nobody has approved it yet.');
    expect(handedIn).toContain('1 person is asked to decide.');
    expect(waits).toContain('“Whole way” waits for your decision.');
    expect(waits).toContain('Embassy, Egypt: no answer yet');
    expect(waits).toContain('High commission, Ghana: Support');
    expect(awaiting).not.toContain('[Proceed]');
    expect(decided).toContain('Your decision on “Whole way” is kept: Proceed.');
    expect(published).toContain('is published');
  });

  it('hides its papers from whoever only proposed, and shows them how it stands', async () => {
    const id = await scene.propose({ title: 'Behind glass' });
    await papers(id);

    const seen = await as('kofi').runs('approval show', { course: id });
    const other = await as('salma').pressesRoute(`approval/show/of|${id}`);

    expect(seen).toContain('Rules on seizure differ.');
    expect(seen).toContain('Human-rights assessment (OSJA): in force until');
    expect(seen).not.toContain('OSJA-2027-031');
    expect(seen).not.toContain('journalists');
    expect(seen).not.toContain('Support');
    expect(other).toContain('not there, or not for you to see');
  });

  it('sends a course that is graded higher to another office, and the approval ends', async () => {
    const id = await scene.propose({ title: 'Regraded' });
    await papers(id);
    await as('otto').pressesRoute(`approval/show/submit|${id}`);
    await decides('aria', id, 'Proceed');
    await scene.bench.sendDue();
    scene.hush();

    const said = await as('otto').runs('approval assess', {
      course: id,
      ...assessment,
      grade: 'high',
      valid: '2027-06-30',
    });
    await scene.bench.sendDue();
    const byAria = await decides('aria', id, 'Proceed');
    const byMina = await decides('mina', id, 'Proceed');

    expect(said).toContain('The decision is now for: minister.');
    expect(said).toContain('The approval no longer stands.');
    expect(scene.heard('mina')).toContain('Grade: high (was: low)');
    expect(scene.heard('aria')).toContain('has been changed in what was approved');
    expect(byAria).toContain('this grade is decided by the minister');
    expect(byMina).toContain('is kept: Proceed.');
  });

  it('is decided by neither the assessor nor the proposer, whatever office they hold', async () => {
    const id = await scene.propose({ title: 'Four eyes' });
    await papers(id);
    await as('otto').pressesRoute(`approval/show/submit|${id}`);
    await scene.bench.arrange(async ({ people }) => {
      for (const name of ['otto', 'kofi'])
        await people.grant({ person: scene.id(name), role: 'approver', scope: 'head-of-department' });
    });

    const assessor = await decides('otto', id, 'Proceed');
    const proposer = await decides('kofi', id, 'Proceed');
    const forged = await as('otto').runs('approval decide', {
      course: id,
      verdict: 'proceed',
      reasons: 'Mine.',
      mark: '0000000000000000',
    });
    await scene.bench.arrange(async ({ people }) => {
      for (const name of ['otto', 'kofi'])
        await people.revoke({ person: scene.id(name), role: 'approver', scope: 'head-of-department' });
    });

    expect(assessor).toContain('nobody decides on their own assessment');
    expect(proposer).toContain('nobody decides on their own proposal');
    expect(forged).toContain('nobody decides on their own assessment');
    expect((await course(id))?.state).toBe('gated');
  });

  it('decides on nothing that has been changed since it was looked at, and keeps what was written', async () => {
    const id = await scene.propose({ title: 'Moving target' });
    await papers(id);
    await as('otto').pressesRoute(`approval/show/submit|${id}`);
    const aria = as('aria');
    await aria.runs('approval decide', { course: id });
    await aria.presses('Proceed');
    await as('kofi').runs('course edit', { course: id, aims: 'Something else altogether.' });

    const said = await aria.fills({ reasons: 'Long thought about.' });

    expect(said).toContain('Something has changed since you looked');
    expect(said).toContain('Long thought about.');
    expect((await course(id))?.state).toBe('gated');
  });

  it('returns a course with its reasons, and the next decision shows what has changed', async () => {
    const id = await scene.propose({ title: 'To and fro' });
    await papers(id);
    await as('otto').pressesRoute(`approval/show/submit|${id}`);

    const returned = await decides('aria', id, 'Return');
    await scene.bench.sendDue();
    const told = scene.heard('kofi');
    const state = (await course(id))?.state;
    await as('kofi').runs('approval brief', { course: id, ...brief, need: 'Measured: 400 telephones.' });
    await as('otto').pressesRoute(`approval/show/submit|${id}`);
    const again = await as('aria').runs('approval decide', { course: id });
    const declined = await decides('aria', id, 'Decline');

    expect(returned).toContain('is kept: Return.');
    expect(told).toContain('It does more good than harm.');
    expect(state).toBe('proposed');
    expect(again).toContain('Need: Measured: 400 telephones. (was: Telephones wait unread.)');
    expect(declined).toContain('is kept: Decline.');
    expect((await course(id))?.state).toBe('declined');
  });

  it('holds a published course whose papers are changed, until it has been approved anew and resumed', async () => {
    const id = await scene.publish({ title: 'Published' });

    const said = await as('vera').runs('approval assess', {
      course: id,
      ...assessment,
      reference: 'OSJA-2027-099',
    });
    const held = await course(id);
    const refused = await as('otto').runs('course publish', { course: id });
    const decided = await decides('aria', id, 'Proceed');
    const otto = as('otto');
    await otto.runs('course publish', { course: id });
    const resumed = await otto.presses('Resume');

    expect(said).toContain('The course is on hold');
    expect(held?.state).toBe('on-hold');
    expect(refused).toContain('What was approved has been changed since');
    expect(decided).toContain('is kept: Proceed.');
    expect(resumed).toContain('goes on');
    expect((await course(id))?.state).toBe('call-open');
  });

  it('notes missions that have not answered by their day with the decision that went without them', async () => {
    const id = await scene.propose({ title: 'Silence', startsOn: '2027-05-03', endsOn: '2027-05-07' });
    await as('kofi').runs('approval brief', { course: id, ...brief, participants: 'Ghana' });
    await as('otto').runs('approval assess', { course: id, ...assessment });
    await as('otto').pressesRoute(`approval/show/submit|${id}`);
    const before = await decides('aria', id, 'Proceed');
    const then = scene.bench.clock.now();
    scene.bench.clock.set('2027-01-27T09:00Z');

    const after = await decides('aria', id, 'Proceed');
    const history = await as('vera').runs('approval history', { course: id });
    scene.bench.clock.set(then);

    expect(before).not.toContain('[Proceed]');
    expect(after).toContain('No reply by the day it was due');
    expect(history).toContain('1 of 1 mission with a view');
  });

  it('tells years later who decided what, with a file that has the hash that was noted', async () => {
    const id = await scene.propose({ title: 'For the archive' });
    await papers(id);
    await as('otto').pressesRoute(`approval/show/submit|${id}`);
    await decides('aria', id, 'Proceed');
    const olga = as('vera');

    const history = await olga.runs('approval history', { course: id });
    await olga.presses('Content of decision 1');

    const file = olga.drawing()?.view.flatMap((block) => ('file' in block ? [block.file] : []))[0];
    const hash = createHash('sha256')
      .update(file?.bytes ?? new Uint8Array())
      .digest('hex');
    expect(history).toContain(`SHA-256 of the content: ${hash}`);
    expect(history).toContain('aria (head of department; grade low)');
  });

  it('has a mitigation marked as done by whoever sees to it, and by nobody else', async () => {
    const id = await scene.propose({ title: 'Mitigated' });
    await papers(id);
    await scene.bench.sendDue();
    const risk = await scene.bench.store.read(
      { kind: 'process' },
      async (records) => (await records.papers.risks(id))[0]?.id ?? '',
    );

    const told = scene.heard('kofi');
    const other = await as('salma').pressesRoute(`approval/risks/done|${risk}`);
    const own = await as('kofi').pressesRoute(`approval/risks/done|${risk}`);
    const twice = await as('kofi').pressesRoute(`approval/risks/done|${risk}`);

    expect(told).toContain('A session on press freedom.');
    expect(told).not.toContain('journalists');
    expect(other).toContain('is somebody else’s');
    expect(own).toContain('noted as done');
    expect(twice).toContain('noted as done already');
  });

  it.each([
    ['a day that has passed', { valid: '2027-01-01' }, 'today is'],
    [
      'longer than its grade allows',
      { grade: 'high', valid: '2027-12-31' },
      'in force until 2027-07-03 at most',
    ],
    ['an end before the course begins', { valid: '2027-02-01' }, 'before the course begins'],
  ])('refuses an assessment with %s, and keeps what was typed', async (_, changes, says) => {
    const id = await scene.propose({ title: 'Wrong day' });

    const otto = as('otto');

    await otto.runs('approval assess', { course: id, ...assessment, ...changes });

    expect(problems(otto)).toContain(says);
    expect(otto.form()?.pages[0]?.fields.find(({ name }) => name === 'reference')?.filled).toBe(
      assessment.reference,
    );
  });

  it('asks for countries that there are, and for a reason that speaks for it', async () => {
    const id = await scene.propose({ title: 'Wrong country' });
    const kofi = as('kofi');

    await kofi.runs('approval brief', { course: id, ...brief, participants: 'Ghana, Utopia' });
    const unknown = problems(kofi);
    const { harm: _, ...withoutReason } = brief;
    await kofi.runs('approval brief', { course: id, ...withoutReason });
    const noReason = problems(kofi);

    expect(unknown).toContain('Not a country or territory: Utopia.');
    expect(noReason).toContain('At least one of the four reasons');
  });
});
