// Looks for seats that came free by any way that asks nobody by itself, such as a hold that was lifted or a forgotten person.
import type { Answer } from '#bot/answer.ts';
import { promote } from '#bot/promote.ts';
import { defineJob } from '#jobs/job.ts';

export default defineJob({
  name: 'reserve-promotion',
  everyMinutes: 10,
  async sweep({ records, now }) {
    const answers: Answer[] = [];
    for (const course of await records.offers.vacant())
      answers.push(...(await promote(records, course, { now })));
    return answers;
  },
});
