// Money on the tour: who pays is noted with every mistake, listed, withdrawn; a year is told once, and another cannot be.
import { fundingLimits } from '#exchange/funding.ts';
import type { Company } from './company.ts';
import type { Tour } from './ground.ts';
import { arrangeCourse } from './papers.ts';
import type { Traveller } from './traveller.ts';

/** So many that each is a fifth, and none is more than half. */
const countries = ['KE', 'EG', 'PE', 'FJ', 'OM', 'QA'] as const;

/** After courses have been delivered in 2026. */
export async function noteFunding(tour: Tour, company: Company): Promise<void> {
  const { vera, kofi, olga, organisations } = company;
  const fina = await takeInFinance(tour, organisations.hub);
  const host = { by: await tour.person(kofi.account), of: organisations.host, state: 'delivered' } as const;
  const ended = { startsOn: '2026-01-05', endsOn: '2026-01-09' };
  const main = await arrangeCourse(tour, 'Paid for', { ...host, ...ended });
  const other = await arrangeCourse(tour, 'Paid for, too', { ...host, ...ended, subject: 'command' });
  await decideAsMinister(tour, main, host.by);

  await askInVain(company);
  await noteWrongly(tour, fina, main);
  await fina.runs('report funding-totals', { year: 2026 });
  await noteAll(tour, fina, main, other);
  await list(fina, main);
  await tell(fina, vera);
  await fina.runs('report funding-add', line(tour, other, 'KE'));
  await olga.runs('report foi', { year: 2026 });
}

async function takeInFinance(tour: Tour, hub: string): Promise<Traveller> {
  const account = 'practice:fina';
  await tour.arrange(async ({ people }) => {
    const name = tour.wording.line('Fina', 80);
    const fina = await people.add({ name, organisation: hub, membership: 'confirmed' });
    await people.link(account, fina.id, name);
    await people.grant({ person: fina.id, role: 'finance', scope: 'hub' });
  });
  return tour.as(account);
}

async function decideAsMinister(tour: Tour, course: string, by: string): Promise<void> {
  await tour.arrange(async ({ papers, decisions }) => {
    const standing = await decisions.content(course);
    const assessment = await papers.assessment(course);
    await decisions.decide({
      ...{ course, verdict: 'proceed', office: 'minister', decidedBy: by, inNameOf: undefined },
      grade: assessment?.grade ?? 'high',
      reasons: tour.wording.text('It helps.', 1_000),
      hash: standing?.hash ?? '',
      evidence: { consultations: [], mitigations: { all: 0, done: 0 } },
    });
  });
}

function line(tour: Tour, course: string, country: string) {
  return {
    ...{ course, country, payerKind: 'beneficiary', amount: '12500', currency: 'GBP' },
    payer: tour.wording.line(`Police of ${country}`, fundingLimits.payer),
  } as const;
}

async function askInVain({ vera, ama }: Company): Promise<void> {
  await vera.runs('report funding-list');
  await vera.runs('report funding-totals');
  await vera.fills({ year: 2026 });
  await ama.runs('report funding-totals', { year: 2026 });
}

/** Typed, and in the form: all that can be wrong with an amount. */
async function noteWrongly(tour: Tour, fina: Traveller, course: string): Promise<void> {
  await fina.runs('report funding-list');
  await fina.fills({ course });
  await fina.pressesRoute('report/funding-list/of|crs_none');
  await fina.pressesRoute('report/funding-list/withdraw|fnd_none|0');
  await fina.runs('report funding-totals', { year: 2199 });
  await fina.runs('report funding-totals', { year: 1999 });
  const right = line(tour, course, 'GH');
  await fina.runs('report funding-add');
  await fina.fills({ ...right, amount: tour.wording.line('as ever', 40), share: 40 });
  await fina.corrects({ amount: '0' });
  await fina.corrects({ amount: '12500.5' });
  await fina.runs('report funding-add', { ...right, currency: 'beads', payerKind: 'friend', share: 400 });
}

/** One payer alone is told nowhere; what donors paid for is merged. */
async function noteAll(tour: Tour, fina: Traveller, main: string, other: string): Promise<void> {
  await fina.runs('report funding-totals', { year: 2026 });
  for (const country of countries) await fina.runs('report funding-add', line(tour, main, country));
  for (const [at, country] of countries.entries())
    await fina.runs('report funding-add', {
      ...line(tour, at % 2 === 0 ? main : other, country),
      payerKind: at % 3 === 0 ? 'department' : 'donor',
    });
}

async function list(fina: Traveller, course: string): Promise<void> {
  await fina.presses('report/funding-list/of', course);
  await fina.presses('report/funding-list/page', '|1');
  await fina.presses('report/funding-list/page', '|0');
  const early = fina.sees('report/funding-list/withdraw');
  await fina.pressesRoute(early);
  await fina.pressesRoute(early);
}

async function tell(fina: Traveller, vera: Traveller): Promise<void> {
  await fina.runs('report funding-totals', { year: 2026 });
  await fina.presses('report/funding-totals/tell');
  await vera.runs('report funding-totals', { year: 2026 });
  await vera.runs('report funding-totals', { year: 2025 });
  await fina.pressesRoute('report/funding-totals/tell|2025');
}
