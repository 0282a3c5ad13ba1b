// What somebody writes, decides and offers, for the contract of what is held about them.
import type { Records } from '#store/store.ts';
import { approve, setDocument } from '../support/gate-papers.ts';
import type { Exchange } from './store-bench.ts';

/** They offer an exchange of their own and one of a colleague, who would go with them. */
export async function arrangeExchanges(records: Records, id: string, exchange: Exchange): Promise<void> {
  const { karim, rabat } = exchange;
  const what = { topic: 'command', languages: ['fr'], from: '2027-03-01', until: '2027-03-31' } as const;
  const offer = { ...what, organisation: rabat.id, offeredBy: id };
  await records.exchanges.offer({ ...offer, officer: id, counterpart: undefined });
  await records.exchanges.offer({ ...offer, officer: karim.id, counterpart: id });
}

/** They assess, see to one mitigation, ask a mission and decide; what others wrote names nobody. */
export async function arrangeAtTheGate(
  records: Records,
  course: string,
  id: string,
  exchange: Exchange,
): Promise<void> {
  const { karim } = exchange;
  const validity = { decidedOn: '2026-12-01', validUntil: '2027-12-01' };
  await setDocument(records, course, 'assessment', { reference: 'R', ...validity }, id);
  const risk = { risk: 'Misuse', mitigation: 'A visit', due: '2027-02-01' };
  await records.papers.addRisk(course, { ...risk, owner: id });
  const done = await records.papers.addRisk(course, { ...risk, owner: karim.id });
  await records.papers.mitigated(done.id, id);
  const asked = { country: 'MA', mission: 'embassy', due: '2027-02-01' } as const;
  await records.consultations.ask(course, asked, id);
  const action = { course, owner: id, dueOn: '2027-02-01', theme: undefined };
  await records.actions.add({ ...action, what: 'Two days for the exercise' });
  const plan = { rhythm: 'never', weekday: undefined, hour: 8, language: undefined } as const;
  await records.digests.choose({ digest: 'people', reader: id, ...plan });
  await approve(records, course, id);
}
