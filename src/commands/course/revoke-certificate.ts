// /course revoke-certificate: withdraws one by its code; its holder is told why, and whoever checks it learns that it is no more.
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { value } from '#bot/text.ts';
import { standingOf } from '#exchange/certificate.ts';
import { certificateOfCode } from './_certificate.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'course revoke-certificate',
  words,
  who: ['coordinator'],
  access: 'write',
  asks: { code: ask.text({ max: 60 }), reason: ask.text({ max: 500, lines: 'many' }) },
  pages: [['code', 'reason']],
  async run({ code, reason }, desk) {
    const { records, say, asker } = desk;
    const certificate = await certificateOfCode(code, desk);
    if (certificate === undefined) return { correct: { code: say('revoked.unknown') } };
    const revoked = await records.certificates.revoke(
      certificate.id,
      asker.person?.id ?? asker.account,
      reason,
    );
    if (revoked === undefined) {
      const withdrawn = standingOf(certificate) === 'withdrawn';
      return { reply: [{ paragraph: say(withdrawn ? 'revoked.atWish' : 'revoked.already') }] };
    }
    return [
      {
        reply: [{ paragraph: say('revoked.done', { name: value(revoked.name), code: value(revoked.code) }) }],
      },
      {
        tell: revoked.person,
        message: 'course/certificate-revoked',
        facts: { certificate: revoked.id },
        key: `certificate revoked · ${revoked.id}`,
      },
    ];
  },
});
