// /course verify: whether a certificate with this code was issued here and stands; of a course that is not disclosed no more.
import { certificateWords } from '#bot/certificate-words.ts';
import { defineCommand } from '#bot/command.ts';
import { ask } from '#bot/field.ts';
import { checkedView } from './_certificate.ts';
import { words } from './words.ts';

export default defineCommand({
  path: 'course verify',
  words,
  who: 'member',
  access: 'read',
  asks: { code: ask.text({ max: 60 }) },
  pages: [['code']],
  introduction: async (_given, { asker }) => [certificateWords.in(asker.language)('check.how')],
  run: async ({ code }, desk) => ({ reply: await checkedView(code, desk) }),
});
