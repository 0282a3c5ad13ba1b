// Tells somebody that their certificate has been issued, with a button for the PDF.
import { defineMessage, factText } from '#bot/message.ts';
import { command, value } from '#bot/text.ts';
import { route } from '#bot/view.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'course/certified',
  words,
  async draw(facts, { records, say }) {
    const certificate = await records.certificates.byId(factText(facts, 'certificate'));
    if (certificate === undefined || certificate.revokedAt !== null) return undefined;
    const course = await records.courses.byId(certificate.course);
    if (course === undefined) return undefined;
    return [
      { paragraph: say(`certified.${certificate.mark}`, { title: value(course.title) }) },
      {
        paragraph: say('certified.code', {
          code: value(certificate.code),
          command: command('my certificates'),
        }),
      },
      {
        buttons: [
          {
            label: say('certified.pdf'),
            route: route('my/certificates/pdf', certificate.id),
            look: 'primary',
          },
        ],
      },
    ];
  },
});
