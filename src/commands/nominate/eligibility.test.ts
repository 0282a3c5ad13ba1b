import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainText } from '#bot/plain-text.ts';
import { noCriteria } from '#exchange/eligibility.ts';
import type { Course } from '#store/records/courses.ts';
import type { NewNomination } from '#store/records/nominations.ts';
import { type Bench, openBench, type Typist } from '../../../test/support/exchange-bench.ts';
import {
  arrangeExchange,
  type SampleExchange,
  type SampleName,
} from '../../../test/support/sample-exchange.ts';

describe('eligibility by commands', () => {
  let bench: Bench;
  let exchange: SampleExchange;

  beforeEach(async () => {
    bench = await openBench();
    exchange = await arrangeExchange(bench);
  });

  afterEach(() => bench.close());

  const asks = (course: string, criteria: Partial<typeof noCriteria>) =>
    bench.arrange((records) =>
      records.criteria.set(course, { ...noCriteria, ...criteria }, exchange.people.nadia.id),
    );
  const idOf = (who: SampleName) => exchange.people[who].id;

  /** Nominated by the liaison officer, agreed and released. */
  function nominated(course: string, who: SampleName, changes: Partial<NewNomination> = {}) {
    return bench.arrange((records) =>
      records.nominations.add({
        course,
        nominee: idOf(who),
        organisation: exchange.people[who].organisation ?? '',
        nominatedBy: idOf(who === 'salma' ? 'karim' : 'kofi'),
        rank: 'Inspector',
        unit: 'CID',
        yearsOfService: 5,
        reason: 'Leads the first seizures.',
        state: 'submitted',
        consent: 'given',
        release: 'given',
        ...changes,
      }),
    );
  }
  /** What the form that has come back says is wrong, and what it still holds. */
  function comesBack(typist: Typist) {
    const form = typist.form();
    const fields = form?.pages.flatMap((page) => page.fields) ?? [];
    return fields
      .flatMap(({ name, filled, problem }) => [
        ...(filled === undefined ? [] : [`${name} = ${String(filled)}`]),
        ...(problem && form ? [`${name}: ${plainText(problem, form)}`] : []),
      ])
      .join('\n')
      .replaceAll(/[\u2068\u2069]/g, '');
  }
  const stateOf = async (id: string) =>
    (await bench.arrange((records) => records.nominations.byId(id)))?.state;
  const abroad = (who: SampleName, endsOn: string) =>
    bench.arrange((records) =>
      records.evidence.declare(
        { person: idOf(who), title: 'Forensics in Lyon', days: 20, endsOn },
        idOf('kofi'),
      ),
    );
  const foreign = (changes: Partial<Course> = {}) =>
    exchange.course({ country: 'FR', place: 'Lyon', ...changes });

  it('sets what a course asks, shows it in short on the card, and tells what a list may hold', async () => {
    const course = await exchange.course();
    const kofi = bench.as('practice:kofi');
    const rest = { vetting: 'person', oncePerPerson: 'yes', coolingOff: 'yes', partnerAgencies: 'yes' };

    await kofi.runs('course criteria', { course: course.id });
    await kofi.fills({ ...rest, languageRequired: 'yes', sectors: 'police, plumbers' });
    const wrong = comesBack(kofi);
    const done = await kofi.fills({
      ...rest,
      languageRequired: 'yes',
      sectors: 'Police 10, douanes 4',
      countries: 'Ghana, المغرب',
      minYears: 3,
      prerequisite: 'ICIP',
      documents: 'Passport\nMedical, passport',
    });

    expect(wrong).toContain('“plumbers” is no sector.');
    expect(done).toContain('For: Police (10), Customs (4)');
    expect(done).toContain('From: Ghana, Morocco; partner agencies from anywhere');
    expect(done).toContain('To be handed in: passport, Medical');
    expect(await bench.as('practice:ama').runs('course show', { course: course.id })).toContain(
      'Who may come: For: Police (10), Customs (4); From: Ghana',
    );
    await kofi.runs('course criteria', { course: course.id });
    expect(comesBack(kofi)).toContain('sectors = Police 10, Customs 4');
    expect(comesBack(kofi)).toContain('countries = Ghana, Morocco');
  });

  it('refuses criteria to whoever does not run the course', async () => {
    const course = await exchange.course();

    const seen = await bench.as('practice:karim').runs('course criteria', { course: course.id });

    expect(seen).toContain('is run by Ghana Police');
  });

  it('says before a nomination is kept until when somebody may not come, and who could instead', async () => {
    const course = await foreign();
    await abroad('ama', '2026-01-04');
    const kofi = bench.as('practice:kofi');
    const about = { course: course.id, person: idOf('ama'), rank: 'Inspector', unit: 'CID' };

    await kofi.runs('nominate add', { ...about, yearsOfService: 5, reason: 'She leads.' });
    const barred = comesBack(kofi);

    expect(barred).toContain('“Forensics in Lyon”, abroad, ended on 4 January 2026');
    expect(barred).toContain('Possible for a course that begins on 4 January 2028 or later.');
    expect(barred).toContain('An approving authority can waive this.');
    expect(barred).toContain('Of your organisation these could come: ');
    expect(barred).toContain('Yaw Darko');
    expect(await bench.arrange((records) => records.nominations.list({ course: course.id }))).toEqual([]);
    expect(await kofi.fills({ person: idOf('yaw') })).toContain('Yaw Darko is nominated');
  });

  it('keeps a nomination with a waiver asked for, signed by the deciding office with four eyes', async () => {
    const course = await foreign();
    await abroad('ama', '2026-01-04');
    const kofi = bench.as('practice:kofi');
    const about = { course: course.id, person: idOf('ama'), rank: 'Inspector', unit: 'CID' };

    const kept = await kofi.runs('nominate add', {
      ...about,
      yearsOfService: 5,
      reason: 'She leads.',
      asksWaiver: 'yes',
    });
    await bench.sendDue();
    const [nomination] = await bench.arrange((records) => records.nominations.list({ course: course.id }));
    const route = `nominate/waive/start|${nomination?.id}|cooling-off`;
    const minister = await bench.as('practice:mina').pressesRoute(route);
    const aria = bench.as('practice:aria');
    const asked = bench.delivered.find((one) => one.to === 'practice:aria')?.says;
    await aria.presses('Decide on the waiver');
    const signed = await aria.fills({ waiverReason: 'She is the only examiner of her unit.' });
    const again = await aria.pressesRoute(route);
    await bench.sendDue();

    expect(kept).toContain('Ama Boateng is not eligible until an approving authority has waived');
    expect(asked).toContain('Kofi Mensah asks that this rule be waived for Ama Boateng');
    expect(asked).toContain('“Forensics in Lyon”, abroad, ended on 4 January 2026');
    expect(minister).toContain('are signed by this office: head of department');
    expect(signed).toContain('This rule is waived for Ama Boateng');
    expect(again).toContain('has been signed already');
    expect(await stateOf(nomination?.id ?? '')).toBe('submitted');
    const told = bench.delivered.filter((one) => one.to === 'practice:kofi').map((one) => one.says);
    expect(told.join('\n')).toContain('An approving authority has waived a rule for Ama Boateng');
    const counted = await bench.as('practice:nadia').runs('nominate check', { course: course.id });
    expect(counted).toContain('Rules waived: 1; asked for: 0');
    expect(counted).toContain('waived by Aria Blanc: She is the only examiner of her unit.');
  });

  it('lets nobody sign who asked, nominated, proposed the course or is concerned', async () => {
    const course = await foreign();
    await abroad('ama', '2026-01-04');
    const { id } = await nominated(course.id, 'ama', { nominatedBy: idOf('aria') });
    const nadia = bench.as('practice:nadia');
    await nadia.pressesRoute(`nominate/waive/ask|${id}|cooling-off`);

    const own = await bench.as('practice:aria').pressesRoute(`nominate/waive/start|${id}|cooling-off`);
    const unasked = await bench.as('practice:aria').pressesRoute(`nominate/waive/start|${id}|language`);
    const neither = await nadia.pressesRoute(`nominate/waive/start|${id}|cooling-off`);

    expect(own).toContain('somebody else of your office has to sign');
    expect(unasked).toContain('Nobody has asked for this waiver');
    expect(neither).toContain('is for: Approving authority');
  });

  it('gives no seat while a rule fails, and says which, on what evidence, and who can lift it', async () => {
    const course = await exchange.course();
    const { id } = await nominated(course.id, 'ama', { consent: 'asked', release: null });
    await asks(course.id, { vetting: 'person', documents: ['Passport'], minYears: 9 });
    const nadia = bench.as('practice:nadia');

    const refused = await nadia.runs('nominate accept', { nomination: id });

    expect(refused).toContain(
      'Years of service: At least 9 years of service are asked for; the nomination says 5.',
    );
    expect(refused).toContain('Possible for a course that begins on 4 January 2031 or later.');
    expect(refused).toContain('Consent of the nominee: The nominee was asked on 4 January 2027');
    expect(refused).toContain('Release by the manager: No manager has been asked yet.');
    expect(refused).toContain('Documents: Not handed in yet: Passport.');
    expect(refused).toContain('Vetting of the person: The person has to be vetted');
    expect((await bench.arrange((records) => records.courses.byId(course.id)))?.granted).toBe(0);
  });

  it('shows every rule for one person before anything is nominated, to their own liaison officer', async () => {
    const course = await exchange.course();
    await asks(course.id, { languageRequired: true, documents: ['Passport'], sectors: ['customs'] });
    await bench
      .as('practice:ama')
      .runs('nominate profile', { sector: 'police', languages: 'French', gender: 'woman' });
    const look = async (who: 'kofi' | 'karim' | 'nadia') => {
      const typist = bench.as(`practice:${who}`);
      const seen = await typist.runs('nominate check', { course: course.id, subject: idOf('ama') });
      return seen + comesBack(typist);
    };

    const own = await look('kofi');

    expect(own).toContain('✗ Sector: not met. The course is for: Customs. On record is: Police.');
    expect(own).toContain('✗ Language of the course: not met. The course is held in English.');
    expect(own).toContain('✓ Free on these days: met');
    expect(own).toContain('… Consent of the nominee: open. The nominee has not been asked yet.');
    expect(own).toContain('Ama Boateng is not nominated for “Digital evidence” yet.');
    expect(await look('karim')).toContain('is not of your organisation');
    expect(await look('nadia')).toContain('may not come on “Digital evidence” as things stand');
  });

  it('shows a course page by page, with its mix of sectors, to coordinators and oversight', async () => {
    const course = await exchange.course({ seats: 20 });
    await asks(course.id, { sectors: ['police'], sectorTargets: { police: 10 }, vetting: 'person' });
    await bench.arrange(async (records) => {
      for (let number = 1; number <= 7; number += 1) {
        const { id } = await records.people.add({
          name: `Officer ${number}`,
          organisation: exchange.accra,
          membership: 'confirmed',
        });
        await records.profiles.set(
          { person: id, sector: number < 3 ? 'customs' : 'police', gender: undefined, languages: [] },
          idOf('kofi'),
        );
        await records.nominations.add({
          course: course.id,
          nominee: id,
          organisation: exchange.accra,
          nominatedBy: idOf('kofi'),
          rank: 'Sergeant',
          unit: 'CID',
          yearsOfService: 3,
          reason: 'Knows the work.',
          state: 'submitted',
        });
      }
    });
    const nadia = bench.as('practice:nadia');

    const first = await nadia.runs('nominate check', { course: course.id });
    const second = await nadia.presses('Next');

    expect(first).toContain('0 may come · 5 with open points · 2 may not');
    expect(first).toContain('Police: 10 wanted, 5 nominated, 0 with a seat');
    expect(first).toContain('Customs: 2 nominated, 0 with a seat');
    expect(first + second).toContain('✗ Officer 1 (Nominated) – stands against it: Sector');
    expect(first + second).toContain('… Officer 6 (Nominated) – open: Vetting of the person, Consent of the');
    expect(second).toContain('6 to 7 of 7');
  });

  it('records of a vetting its state and last day, moves who hangs on it, and never the recorder’s own', async () => {
    const course = await exchange.course();
    await asks(course.id, { vetting: 'person-and-unit' });
    const { id } = await nominated(course.id, 'ama');
    const nadia = bench.as('practice:nadia');
    const vet = async (given: Record<string, string>) => {
      const seen = await nadia.runs('nominate vet', given);
      return seen + comesBack(nadia);
    };

    const own = await vet({ subject: idOf('nadia'), vettingState: 'clear' });
    const past = await vet({ subject: idOf('ama'), vettingState: 'clear', validUntil: '2026-12-31' });
    const nobody = await vet({ vettingState: 'clear' });
    const states = [await stateOf(id)];
    const person = await vet({ subject: idOf('ama'), vettingState: 'clear', validUntil: '2027-04-01' });
    states.push(await stateOf(id));
    await vet({ organisation: exchange.accra, vettedUnit: 'cid', vettingState: 'clear' });
    states.push(await stateOf(id));
    await vet({ organisation: exchange.accra, vettedUnit: 'CID', vettingState: 'refused' });
    states.push(await stateOf(id));
    await bench.sendDue();

    expect(own).toContain('You cannot record your own vetting');
    expect(past).toContain('This day is over.');
    expect(nobody).toContain('Choose a person, or name an organisation and its unit.');
    expect(person).toContain('Ama Boateng: Clear, until 1 April 2027.');
    expect(states).toEqual(['submitted', 'submitted', 'vetted', 'ineligible']);
    const told = bench.delivered.filter((one) => one.to === 'practice:kofi');
    expect(told.map((one) => one.says).join('\n')).toContain(
      'The vetting of the unit was refused. Nobody can lift this.',
    );
  });

  it('ticks documents and proofs, and lets nobody tick their own', async () => {
    const course = await exchange.course();
    await asks(course.id, { documents: ['Passport'], prerequisite: 'ICIP' });
    const { id } = await nominated(course.id, 'ama');
    const kofi = bench.as('practice:kofi');

    await kofi.runs('nominate documents', { nomination: id });
    await kofi.presses('There: Passport');
    const before = await stateOf(id);
    const done = await kofi.presses('There: ICIP');
    const after = await stateOf(id);
    const back = await kofi.presses('Not there: Passport');

    expect([before, after, await stateOf(id)]).toEqual(['submitted', 'eligible', 'submitted']);
    expect(done).toContain('✓ Passport');
    expect(done).toContain('✓ ICIP: proved');
    expect(back).toContain('… Passport: not handed in yet');
    const other = await bench.as('practice:karim').pressesRoute(`nominate/documents/of|${id}`);
    expect(other).toContain('This nomination is no longer there.');
  });

  it('keeps a profile said by oneself or one’s liaison officer, and takes back what was declared by mistake', async () => {
    const kofi = bench.as('practice:kofi');
    const said = { sector: 'police', languages: 'anglais, العربية' };

    const own = await kofi.runs('nominate profile', {
      ...said,
      ofWhom: idOf('ama'),
      earlierTitle: 'Forensics in Lyon',
      earlierDays: 20,
      earlierEnd: '2026-05-01',
    });
    await kofi.runs('nominate profile', { ...said, ofWhom: idOf('ama'), earlierTitle: 'Half' });
    const half = comesBack(kofi);
    await kofi.runs('nominate profile', { ...said, languages: 'Klingon' });
    const unknown = comesBack(kofi);
    const taken = await kofi.pressesRoute(
      `nominate/profile/retract|${idOf('ama')}|${(await bench.arrange((records) => records.evidence.earlier([idOf('ama')])))[0]?.id}`,
    );
    const ama = bench.as('practice:ama');
    const other = (await ama.runs('nominate profile', { ...said, ofWhom: idOf('yaw') })) + comesBack(ama);

    expect(own).toContain('Languages in which a course can be followed: English, Arabic');
    expect(own).toContain('“Forensics in Lyon”, 20 days, until 1 May 2026');
    expect(half).toContain('earlierDays: Please fill this in.');
    expect(unknown).toContain('“Klingon” is none of the four languages');
    expect(taken).toContain('That course is taken out of the profile of Ama Boateng.');
    expect(other).toContain('You can say this of yourself');
  });

  it('does not name a withheld course in what stands against somebody, nor its days', async () => {
    const withheld = await exchange.course({ title: 'Operation Lotus', organisation: exchange.hub });
    const { id } = await nominated(withheld.id, 'salma');
    await bench.as('practice:nadia').runs('nominate accept', { nomination: id });
    // She has gone over to another organisation, which the withheld course does not concern.
    await bench.arrange(async (records) => {
      await records.courses.withhold(withheld.id, ['counter-terrorism']);
      await records.people.change(idOf('salma'), { organisation: exchange.accra });
    });
    const course = await exchange.course({ title: 'Interviewing' });
    const look = async (who: 'abena' | 'nadia') =>
      bench.as(`practice:${who}`).runs('nominate check', { course: course.id, subject: idOf('salma') });
    await bench.arrange((records) =>
      records.people.grant({ person: idOf('abena'), role: 'liaison', scope: exchange.accra }),
    );

    const seen = await look('abena');

    expect(seen).toContain('✗ Free on these days: not met. This person is not free on these days.');
    expect(seen).not.toContain('Lotus');
    expect(seen).not.toContain('Possible for a course');
    expect(await look('nadia')).toContain('There is a seat in “Operation Lotus” from 15 March 2027');
  });
});
