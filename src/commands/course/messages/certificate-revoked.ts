// Tells somebody that their certificate has been withdrawn, and why.
import { defineMessage, factText } from '#bot/message.ts';
import { value } from '#bot/text.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course/certificate-revoked',
  words,
  async draw(facts, { records, say }) {
    const certificate = await records.certificates.byId(factText(facts, 'certificate'));
    if (certificate?.revokedFor !== 'issuer') return undefined;
    const course = await records.courses.byId(certificate.course);
    if (course === undefined) return undefined;
    return [
      { paragraph: say('revoked.told', { title: value(course.title), code: value(certificate.code) }) },
      { paragraph: say('revoked.because', { reason: value(certificate.reason ?? '–') }) },
    ];
  },
});
