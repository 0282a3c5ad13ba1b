// Certificates on the tour: issued, looked at, checked, withdrawn, and handed out.
import type { NewCertificate } from '#store/records/certificates.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';

export async function certify(tour: Tour, company: Company, main: string): Promise<void> {
  await issueAll(tour, company, main);
  await checkAndWithdraw(tour, company, main);
  await handOut(tour, main);
}

async function issueAll(tour: Tour, { vera, salma }: Company, main: string): Promise<void> {
  const [open] = await tour.arrange((records) => records.courses.list({ states: ['call-open'] }));
  await vera.runs('course certificates', { course: open?.id ?? '' });
  await vera.runs('course certificates');
  await vera.fills({ course: main, hours: 24 });
  await vera.runs('course certificates', { course: main });
  const manager = { person: await tour.person(salma.account), role: 'courseManager' } as const;
  await tour.arrange(({ people }) => people.grant({ ...manager, scope: 'crs-000000000000' }));
  await salma.runs('course certificates', { course: main });
  await tour.arrange(({ people }) => people.revoke({ ...manager, scope: 'crs-000000000000' }));
  await vera.presses('course/certificates/issue', main);
  await vera.runs('course certificates', { course: main });
  await tour.deliver();
}

async function checkAndWithdraw(tour: Tour, { vera }: Company, main: string): Promise<void> {
  const [first, second] = await tour.arrange(({ certificates }) => certificates.list(main));
  const reason = tour.wording.text('The wrong course.', 500);
  await vera.runs('course verify');
  await vera.fills({ code: first?.code ?? '' });
  await vera.runs('course verify', { code: 'nonsense' });
  await vera.runs('course revoke-certificate');
  await vera.fills({ code: 'nonsense', reason });
  await vera.corrects({ code: second?.code ?? '', reason });
  await vera.runs('course revoke-certificate', { code: second?.code ?? '', reason });
  await vera.runs('course verify', { code: second?.code ?? '' });
  await tour.deliver();
  const [gone = ''] = await issueToStrangers(tour, main, ['0000-0000-0000-0000-0000']);
  await tour.arrange(async ({ certificates, erasures }) => {
    const one = await certificates.byCode(gone);
    await erasures.erase(one?.person ?? '');
  });
  await vera.runs('course revoke-certificate', { code: gone, reason });
  await vera.runs('course verify', { code: gone });
  // Later than the others, so that these are the ones who are not named.
  await issueToStrangers(
    tour,
    main,
    Array.from({ length: 21 }, (_, at) => `NOBODY-${at}`),
  );
  await vera.runs('course certificates', { course: main });
}

function certificate(
  tour: Tour,
  of: Pick<NewCertificate, 'code' | 'course' | 'person' | 'organisation'>,
): NewCertificate {
  return {
    ...of,
    ...{ name: tour.wording.line('Somebody', 80), language: tour.language, mark: 'attended' },
    ...{ daysPresent: 4, daysMarked: 4, hours: 24, issuedBy: of.person },
  };
}

/** Of people who have no account; their codes. */
async function issueToStrangers(
  tour: Tour,
  course: string,
  codes: readonly string[],
): Promise<readonly string[]> {
  await tour.arrange(async ({ people, organisations, certificates }) => {
    const organisation = (await organisations.all())[0]?.id ?? '';
    const name = tour.wording.line('Somebody', 80);
    for (const code of codes) {
      const { id } = await people.add({ name, organisation, membership: 'confirmed' });
      await certificates.issue([certificate(tour, { code, course, person: id, organisation })]);
    }
  });
  return codes;
}

async function handOut(tour: Tour, main: string): Promise<void> {
  const holder = tour.as('practice:officer-2');
  const person = await tour.person(holder.account);
  const [own] = await tour.arrange(({ certificates }) => certificates.of(person));
  await tour.as('practice:officer-21').runs('my certificates');
  await holder.pressesRoute(`my/certificates/badge|${own?.id}`);
  await holder.pressesRoute('my/certificates/pdf|crt-none');
  await holder.presses('my/certificates/pdf');
  await tour.arrange(async ({ certificates, courses, organisations }) => {
    const organisation = (await organisations.all())[0]?.id ?? '';
    for (const course of (await courses.list({ states: ['call-open', 'delivered', 'evaluating'] })).slice(
      0,
      8,
    )) {
      if (course.id === main) continue;
      const code = `MORE-${course.id}`;
      await certificates.issue([certificate(tour, { code, course: course.id, person, organisation })]);
    }
  });
  await holder.runs('my certificates');
  await holder.presses('my/certificates/page', '|1');
  await holder.presses('my/certificates/page', '|0');
  await holder.presses('my/certificates/badge');
}
