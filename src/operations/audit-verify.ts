// npx attache audit-verify: goes through the whole chain of audit entries and says whether it is whole.
import type { House } from './operation.ts';

export default async function auditVerify(_rest: readonly string[], house: House): Promise<void> {
  const store = await house.openRecord();
  try {
    const verdict = await store.verifyAudit();
    if (!verdict.whole)
      throw new Error(`The audit chain is broken at entry ${verdict.brokenAt}: ${verdict.why}.`);
    console.log(`The audit chain is whole: ${verdict.count} entries, head ${verdict.head}.`);
  } finally {
    await store.close();
  }
}
