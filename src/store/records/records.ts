// All kinds of record over one context.
import type { Records } from '../store.ts';
import { assistanceRecords } from './assistance.ts';
import { circularRecords } from './circulars.ts';
import { claim } from './claims.ts';
import { clearanceRecords } from './clearances.ts';
import { codeRecords } from './codes.ts';
import type { RecordContext } from './context.ts';
import { courseRecords } from './courses.ts';
import { deliveryRecords } from './deliveries.ts';
import { draftRecords } from './drafts.ts';
import { feedbackRecords } from './feedback.ts';
import { intakeRecords } from './intake.ts';
import { leaseRecords } from './leases.ts';
import { nominationRecords } from './nominations.ts';
import { organisationRecords } from './organisations.ts';
import { peopleRecords } from './people.ts';
import { postRecords } from './posts.ts';
import { settingRecords } from './settings.ts';
import { symposiumRecords } from './symposia.ts';

export function openRecords(context: RecordContext): Records {
  return {
    organisations: organisationRecords(context),
    people: peopleRecords(context),
    codes: codeRecords(context),
    courses: courseRecords(context),
    clearances: clearanceRecords(context),
    assistance: assistanceRecords(context),
    nominations: nominationRecords(context),
    feedback: feedbackRecords(context),
    symposia: symposiumRecords(context),
    drafts: draftRecords(context),
    deliveries: deliveryRecords(context),
    circulars: circularRecords(context),
    intake: intakeRecords(context),
    leases: leaseRecords(context),
    posts: postRecords(context),
    settings: settingRecords(context),
    claim: (key) => claim(context, key),
  };
}
