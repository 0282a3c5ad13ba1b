// The model of deputies and of one-time codes.
import { createHash } from 'node:crypto';
import { readCode, triesCountFor } from '#exchange/codes.ts';
import type { CodeRecords } from '#store/records/codes.ts';
import type { Deputy, DeputyRecords } from '#store/records/deputies.ts';
import { by, kept, type ModelContext, type Row, Violation } from './model-state.ts';

function deputyFrom({ role, scope, ...row }: Row<'deputies'>): Deputy {
  return { ...row, role: role ?? undefined, scope: scope ?? undefined };
}

export function deputyModel(context: ModelContext): DeputyRecords {
  const { deputies } = context.state;
  const inOrder = () =>
    [...deputies.values()].sort(
      by(
        (row) => row.from,
        (row) => row.id,
      ),
    );
  return {
    name: async (named) => {
      context.need('people', named.principal);
      context.need('people', named.deputy);
      const id = context.newId('dep');
      const row = context.put('deputies', id, {
        ...named,
        id,
        role: named.role ?? null,
        scope: named.scope ?? null,
      });
      const { deputy, role, scope, from, until } = row;
      context.audit('deputy.name', row.principal, { id, deputy, role, scope, from, until });
      return deputyFrom(row);
    },
    byId: async (id) => {
      const row = deputies.get(id);
      return row && deputyFrom(row);
    },
    end: async (id) => {
      const row = deputies.get(id);
      if (row === undefined) return false;
      deputies.delete(id);
      context.audit('deputy.end', row.principal, { id, deputy: row.deputy });
      return true;
    },
    list: async ({ principal, deputy, endsAfter }) =>
      inOrder()
        .filter((row) => row.until > endsAfter)
        .filter((row) => principal === undefined || row.principal === kept(principal))
        .filter((row) => deputy === undefined || row.deputy === kept(deputy))
        .map(deputyFrom),
    standingIn: async (principals, at) =>
      inOrder()
        .filter((row) => principals.map(kept).includes(row.principal) && row.from <= at && row.until > at)
        .map(deputyFrom),
  };
}

export function codeModel(context: ModelContext): CodeRecords {
  const { codes, guesses } = context.state;
  const hashOf = (code: string) =>
    createHash('sha256')
      .update(readCode(code) ?? code)
      .digest('hex');
  return {
    issue: async (code, purpose, subject, goodUntil) => {
      let wasGood = false;
      for (const [hash, row] of codes) {
        if (row.subject !== kept(subject) || row.purpose !== purpose || row.usedAt !== null) continue;
        wasGood ||= row.goodUntil >= context.now;
        codes.delete(hash);
      }
      const hash = hashOf(code);
      if (codes.has(hash)) throw new Violation('unique');
      context.put('codes', hash, { hash, purpose, subject, goodUntil, usedAt: null });
      context.audit('code.issue', subject, { purpose, goodUntil });
      return wasGood;
    },
    redeem: async (code, purposes) => {
      const row = codes.get(hashOf(code));
      const isGood =
        row && row.usedAt === null && purposes.includes(row.purpose) && row.goodUntil >= context.now;
      if (!isGood) return undefined;
      context.put('codes', row.hash, { ...row, usedAt: context.now });
      context.audit('code.redeem', row.subject, { purpose: row.purpose });
      return { purpose: row.purpose, subject: row.subject };
    },
    noteTry: async (who, most) => {
      for (const [key, row] of guesses) if (row.since <= context.now - triesCountFor) guesses.delete(key);
      const row = guesses.get(who);
      if (row && row.tries >= most) return row.since + triesCountFor;
      const tries = (row?.tries ?? 0) + 1;
      context.put('guesses', who, { by: who, tries, since: row?.since ?? context.now });
      if (tries === most)
        context.audit('code.tries', 'codes', { tries, platform: who.slice(0, who.indexOf(':')) });
      return undefined;
    },
    forgetTries: async (who) => {
      guesses.delete(who);
    },
  };
}
