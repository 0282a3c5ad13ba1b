// npx attache doctor: looks everything over, beside a running Attaché too; one line each, and how to mend what is wrong.
import type { Finding, House } from './operation.ts';

const signs = { ok: 'ok   ', look: 'look ', wrong: 'wrong' } as const;

export default async function doctor(_rest: readonly string[], house: House): Promise<void> {
  const now = Date.now();
  const findings: Finding[] = [];
  const parts = [() => house.examineHouse(now), () => house.tools().inspect(now)];
  for (const examine of parts) {
    for (const finding of await told(examine)) {
      findings.push(finding);
      console.log(`${signs[finding.verdict]}  ${finding.says}`);
    }
  }
  const wrong = findings.filter(({ verdict }) => verdict === 'wrong').length;
  if (wrong > 0) throw new Error(`${wrong} of ${findings.length} checks found something wrong.`);
  console.log(`Nothing is wrong in ${findings.length} checks.`);
}

/** Wrong settings are among what the first part tells; the second then has no record to look at. */
async function told(examine: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await examine();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ verdict: 'look', says: `The record was not looked at: ${why.split('\n')[0]}` }];
  }
}
