// npx attache audit-verify: goes through the whole chain of audit entries, beside a running Attaché.
import { chain } from './_words.ts';
import type { House } from './operation.ts';

export default async function auditVerify(_rest: readonly string[], house: House): Promise<void> {
  const verdict = await house.tools().verifyAudit();
  if (!verdict.whole)
    throw new Error(`The audit chain is broken at entry ${verdict.brokenAt}: ${verdict.why}.`);
  const told = chain(verdict);
  console.log(`${told.charAt(0).toUpperCase()}${told.slice(1)}.`);
}
