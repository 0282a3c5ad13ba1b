// Tells coordinator and liaison officer that somebody with a seat has lost the ground for it; the seat stays until they act.
import { defineMessage, factText } from '#bot/message.ts';
import { failureLine } from '#bot/say-eligibility.ts';
import { value } from '#bot/text.ts';
import { type Button, route } from '#bot/view.ts';
import { courseStart } from '#exchange/course.ts';
import { holdsSeat } from '#exchange/nomination.ts';
import { aboutOf, readerFor } from '../_about.ts';
import { lostGround } from '../_seats.ts';
import { words } from '../words.ts';

export default defineMessage({
  name: 'eligibility/seat',
  words,
  async because(_facts, { reader: { viewer } }) {
    return viewer.kind === 'person' && viewer.roles.includes('coordinator') ? 'coordinator' : 'liaison';
  },
  async draw(facts, desk) {
    const about = await aboutOf(factText(facts, 'nomination'), desk);
    if (!about || !holdsSeat(about.nomination.state) || desk.now >= courseStart(about.course))
      return undefined;
    const { nomination, course, name, failures } = about;
    const lost = lostGround(failures);
    if (lost.length === 0) return undefined;
    const { say, reader } = desk;
    const roles = reader.viewer.kind === 'person' ? reader.viewer.roles : [];
    const isSender = reader.grants.some(
      ({ role, scope }) => role === 'liaison' && scope === nomination.organisation,
    );
    const buttons: Button[] = [{ label: say('check'), route: route('nominate/check/one', nomination.id) }];
    if (roles.includes('coordinator') && lost.some(({ rule }) => rule === 'vetting'))
      buttons.push({ label: say('vet'), route: route('nominate/vet/start', nomination.nominee) });
    if (isSender)
      buttons.push({
        label: say('withdraw'),
        route: route('nominate/withdraw/ask', nomination.id),
        look: 'danger',
      });
    return [
      { paragraph: say('seat', { name: value(name), title: value(course.title) }) },
      { list: lost.map((failure) => failureLine(failure, readerFor(desk, course))) },
      { paragraph: say('seat.stays') },
      { buttons },
    ];
  },
});
