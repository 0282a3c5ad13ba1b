// Exchanges of officers on the tour: offered with every mistake, wished for, withdrawn, paired and proposed.
import { addDays, localDate } from '#exchange/local-time.ts';
import type { OfferedExchange } from '#store/records/exchanges.ts';
import type { Company, OrganisationName } from './company.ts';
import type { Tour } from './ground.ts';

type Made = Partial<Pick<OfferedExchange, 'topic' | 'languages' | 'from' | 'until' | 'counterpart'>>;

export async function goOnExchange(tour: Tour, company: Company): Promise<void> {
  const today = localDate(tour.now(), 'UTC');
  const [from, until] = [addDays(today, 30), addDays(today, 70)];
  await offerWrongly(tour, company, from, until);
  await offerAndWish(tour, company, { from, until });
  await pairThem(tour, company, { from, until });
  await standAlone(tour, company, { from, until });
  await comeTooLate(tour, company, today);
  await growLong(tour, company, { from, until });
}

async function offerWrongly(
  tour: Tour,
  { vera, kofi, ama, mona, organisations }: Company,
  from: string,
  until: string,
): Promise<void> {
  const right = { topic: 'leadership', language: 'en', from, until } as const;
  const mistaken = async (given: object) => {
    await kofi.runs('pair offer');
    await kofi.fills({ ...right, ...given });
  };
  const [unknown, account] = ['practice:homeless', tour.wording.line('Nobody’s', 80)] as const;
  const pending = await tour.arrange(async ({ people }) => {
    const homeless = await people.add({ name: account, organisation: undefined, membership: 'confirmed' });
    await people.link(unknown, homeless.id, account);
    return people.add({ name: account, organisation: organisations.host, membership: 'pending' });
  });
  await tour.as(unknown).runs('pair offer');
  await ama.runs('pair list');
  await vera.runs('pair match');
  await ama.runs('pair withdraw');
  await ama.runs('pair offer', { ...right, officer: await tour.person(mona.account) });
  await mistaken({ officer: pending.id });
  await mistaken({ from: '2026-01-01' });
  await mistaken({ until: addDays(from, -1) });
  await mistaken({ until: addDays(from, 700) });
  await mistaken({ until: addDays(from, 1) });
  await mistaken({ counterpart: await tour.person(mona.account) });
  await kofi.runs('pair offer', { topic: 'juggling', language: 'klingon', from: 'soon' });
}

async function offerAndWish(
  tour: Tour,
  company: Company,
  window: Pick<Made, 'from' | 'until'>,
): Promise<void> {
  const { kofi, ama, salma, yusuf } = company;
  const [amaId, yusufId] = [await tour.person(ama.account), await tour.person(yusuf.account)];
  const right = { topic: 'leadership', language: 'en', otherLanguage: 'fr', ...window };
  await kofi.runs('pair offer', { ...right, officer: amaId, counterpart: yusufId });
  await kofi.runs('pair offer', { ...right, officer: amaId });
  await tour.deliver();
  await ama.presses('pair/withdraw/now');
  await ama.pressesRoute(ama.sees('pair/withdraw/now'));
  await ama.pressesRoute('pair/withdraw/now|exo_none');
  await tour.deliver();
  await yusuf.pressesRoute('pair/offer/back|exo_none');
  await kofi.runs('pair offer', { ...right, officer: amaId, counterpart: yusufId });
  await tour.deliver();
  await yusuf.presses('pair/offer/back');
  await yusuf.fills({ language: 'es' });
  await salma.runs('pair list');
}

async function pairThem(tour: Tour, company: Company, window: Pick<Made, 'from' | 'until'>): Promise<void> {
  const { vera, kofi, ama } = company;
  const lias = await arrangeOffer(tour, company, 'third', window);
  await arrangeOffer(tour, company, 'guest', { ...window, counterpart: lias.officer });
  await vera.runs('pair list');
  await vera.presses('pair/match/page');
  await vera.pressesRoute('pair/match/confirm|of-something-else');
  await vera.presses('pair/match/confirm');
  await tour.deliver();
  await ama.runs('pair list');
  const own = await offerOf(tour, ama.account);
  await kofi.pressesRoute(`pair/withdraw/now|${own}`);
  await kofi.presses('pair/match/propose');
  await kofi.pressesRoute('pair/match/propose|exo_none');
}

/** One after the other: whoever stays alone, and why. */
async function standAlone(tour: Tour, company: Company, window: Pick<Made, 'from' | 'until'>): Promise<void> {
  const { vera, kofi, organisations } = company;
  const own = await arrangeOffer(tour, company, 'host', window);
  await vera.runs('pair match');
  await arrangeOffer(tour, company, 'host', window);
  await vera.runs('pair match');
  const others: OfferedExchange[] = [];
  const later = { from: addDays(window.until ?? '', 30), until: addDays(window.until ?? '', 60) };
  for (const made of [{ topic: 'command' }, { languages: ['ar'] }, later] as const)
    others.push(await arrangeOffer(tour, company, 'guest', { ...window, ...made }));
  await vera.runs('pair match');
  for (const other of others.splice(0, 2))
    await tour.arrange(({ exchanges }) => exchanges.withdraw(other.id));
  await vera.runs('pair match');
  await arrangeOffer(tour, company, 'third', window);
  await arrangeOffer(tour, company, 'guest', { ...later, counterpart: own.officer });
  await vera.runs('pair match');
  const mutual = { ...later, from: addDays(later.from, 60), until: addDays(later.until, 60) };
  const first = await arrangeOffer(tour, company, 'guest', mutual);
  await arrangeOffer(tour, company, 'host', { ...window, counterpart: first.officer });
  await tour.arrange(async ({ exchanges }) => {
    const [last] = (
      await exchanges.list({ states: ['open'], organisation: organisations.host, most: 100 })
    ).slice(-1);
    await exchanges.withdraw(first.id);
    const { id: _, state: __, pairedWith: ___, createdAt: ____, ...again } = first;
    await exchanges.offer({ ...again, counterpart: last?.officer });
  });
  await vera.runs('pair match');
  await kofi.runs('pair list');
  await kofi.presses('pair/withdraw/chosen', '', own.id);
  await tour.deliver();
}

/** A pair whose weeks have passed before anybody proposed it. */
async function comeTooLate(tour: Tour, company: Company, today: string): Promise<void> {
  const past = { from: addDays(today, -40), until: addDays(today, -10) };
  const [one, other] = [
    await arrangeOffer(tour, company, 'host', past),
    await arrangeOffer(tour, company, 'guest', past),
  ];
  await tour.arrange(({ exchanges }) => exchanges.pair(one.id, other.id));
  await company.kofi.pressesRoute(`pair/match/propose|${one.id}`);
}

/** More than a page, and more than are looked at in one go. */
async function growLong(tour: Tour, company: Company, window: Pick<Made, 'from' | 'until'>): Promise<void> {
  const { vera } = company;
  const made = Array.from({ length: 201 }, () => arrangeOffer(tour, company, 'absent', window));
  const ids = (await Promise.all(made)).map(({ id }) => id);
  await vera.runs('pair list');
  await vera.runs('pair match');
  await vera.presses('pair/match/page', '|15');
  await vera.presses('pair/match/page', '|0');
  await vera.pressesRoute('pair/match/page|99999');
  await tour.arrange(async ({ exchanges }) => {
    for (const id of ids) await exchanges.withdraw(id);
  });
}

let officers = 0;

/** Of an officer who is there for nothing else. */
async function arrangeOffer(
  tour: Tour,
  { organisations }: Company,
  of: OrganisationName,
  made: Made,
): Promise<OfferedExchange> {
  officers += 1;
  const name = tour.wording.line(`Officer ${officers}`, 80);
  return tour.arrange(async ({ people, exchanges }) => {
    const organisation = organisations[of];
    const { id } = await people.add({ name, organisation, membership: 'confirmed' });
    const today = localDate(tour.now(), 'UTC');
    return exchanges.offer({
      ...{ officer: id, organisation, offeredBy: id, counterpart: undefined },
      ...{ topic: 'leadership', languages: ['en'], from: today, until: addDays(today, 60) },
      ...made,
    });
  });
}

async function offerOf(tour: Tour, account: Parameters<Tour['person']>[0]): Promise<string> {
  const officer = await tour.person(account);
  const [offer] = await tour.arrange(({ exchanges }) =>
    exchanges.list({ states: ['paired'], officer, most: 1 }),
  );
  return offer?.id ?? '';
}
