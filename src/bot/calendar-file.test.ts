import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarEntry, calendarFile } from './calendar-file.ts';

const entry: CalendarEntry = {
  id: 'crs-1',
  sequence: 3,
  starts: Date.UTC(2027, 2, 1, 8),
  ends: Date.UTC(2027, 2, 5, 17),
  title: 'Digital evidence; part 1, أدلة',
  place: 'Accra',
  description: 'First line\nBEGIN:VEVENT',
  cancelled: false,
  language: 'en',
};

function read(made: CalendarEntry) {
  const text = new TextDecoder().decode(calendarFile(made, Date.UTC(2027, 0, 1)).bytes);
  const calendar = new ICAL.Component(ICAL.parse(text));
  return { text, calendar, events: calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one)) };
}

describe('bot/calendar-file', () => {
  it('is read by a strict parser as one event in UTC with a lasting identity', () => {
    const { text, events } = read(entry);

    expect(events).toHaveLength(1);
    expect(events[0]?.uid).toBe('crs-1@attache');
    expect(events[0]?.startDate.toJSDate().getTime()).toBe(entry.starts);
    expect(events[0]?.endDate.toJSDate().getTime()).toBe(entry.ends);
    expect(text).toMatch(/DTSTAMP:20270101T000000Z/);
  });

  it('keeps hostile text as text', () => {
    const { events } = read(entry);

    expect(events[0]?.summary).toBe(entry.title);
    expect(events[0]?.description).toBe(entry.description);
  });

  it('strikes the event out with a higher sequence when it is cancelled', () => {
    const { calendar } = read({ ...entry, cancelled: true, sequence: 4 });
    const event = calendar.getFirstSubcomponent('vevent');

    expect(event?.getFirstPropertyValue('status')).toBe('CANCELLED');
    expect(event?.getFirstPropertyValue('sequence')).toBe(4);
  });

  it('is no invitation: it names no method, as there is no organiser to answer to', () => {
    expect(read(entry).calendar.getFirstPropertyValue('method')).toBeNull();
  });
});
