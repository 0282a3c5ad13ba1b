// Tells that a paper ends before its course begins, to whoever can renew it or has to decide again.
import { defineMessage, factText } from '#bot/message.ts';
import { day, value } from '#bot/text.ts';
import { type Button, route } from '#bot/view.ts';
import { watchedStates } from '#exchange/gate-watch.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'papers-expiry/paper',
  words,
  async because(_facts, { reader: { viewer } }) {
    const roles = viewer.kind === 'person' ? viewer.roles : [];
    return (['coordinator', 'approver'] as const).find((role) => roles.includes(role)) ?? 'wrote';
  },
  async draw(facts, { reader, records, say }) {
    const course = await records.courses.byId(factText(facts, 'course'));
    if (!course || !watchedStates.some((state) => state === course.state)) return undefined;
    const document = facts.document === 'brief' ? 'brief' : 'assessment';
    const paper = (await records.clearances.of(course.id))[document];
    // Renewed, or the course was brought forward: it is no longer needed.
    if (!paper || paper.validUntil !== facts.validUntil || paper.validUntil >= course.startsOn)
      return undefined;
    const about = {
      paper: document,
      title: value(course.title),
      reference: value(paper.reference),
      until: day(paper.validUntil),
      start: day(course.startsOn),
    };
    const renews = reader.viewer.kind === 'person' && reader.viewer.roles.includes('coordinator');
    const renew: Button = {
      label: say(`paper.renew.${document}`),
      route: route(document === 'brief' ? 'approval/brief/start' : 'approval/assess/start', course.id),
      look: 'primary',
    };
    const look: Button = { label: say('look'), route: route('approval/show/of', course.id) };
    return [
      { paragraph: say('paper', about) },
      { paragraph: say('paper.next') },
      { buttons: renews ? [renew, look] : [look] },
      { paragraph: say('paper.stops') },
    ];
  },
});
