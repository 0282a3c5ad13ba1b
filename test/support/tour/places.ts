// Places on the tour: not tied, greeted, tied, left and untied; and guesses at codes.
import { type Company, codeIn } from './company.ts';
import type { Tour } from './ground.ts';

const wrongCode = 'AAAA-BBBB-CCCC-DDDD';
const server = { place: 'discord:900', channel: 'discord:900:901', placeName: 'Lagos' } as const;
const greeting = { key: 'discord:900 · 1', channel: 'discord:900:901', locale: 'fr' } as const;

/** Before there is a hub: nobody has let anybody in. */
export async function comeTooEarly(tour: Tour): Promise<void> {
  const early = tour.as('discord:80', server);
  await early.runs('course list');
  await early.runs('exchange help');
  await tour.placeJoined({
    key: 'tour:early',
    place: 'discord:901',
    greeting: { ...greeting, key: 'early' },
  });
  await tour.deliver();
}

export async function visitPlaces(tour: Tour, company: Company): Promise<void> {
  const { vera, otto, salma, organisations } = company;
  const early = tour.as('discord:80', server);
  await early.runs('course list');
  await tour.placeJoined({ key: 'tour:joined', place: 'discord:900', greeting });
  await tour.deliver();

  await vera.runs('exchange invite');
  await vera.runs('exchange invite', { organisation: 'nowhere to be found' });
  await vera.fills({ organisation: organisations.absent });
  const code = codeIn(await vera.runs('exchange invite', { organisation: organisations.absent }));
  for (let tried = 0; tried < 6; tried += 1) await early.runs('exchange join', { code: wrongCode });
  await tour.arrange(async ({ codes }) => {
    for (let tried = 0; tried < 20; tried += 1) await codes.noteTry('discord:902', 20);
  });
  await tour.as('discord:81', { ...server, place: 'discord:902' }).runs('exchange join', { code: wrongCode });
  await tour.as('discord:82', server).runs('exchange join', { code, here: 'place' });
  await tour.deliver();

  await tour.placeLeft({ key: 'tour:left', place: 'discord:900' });
  await tour.deliver();
  await vera.runs('exchange untie');
  await vera.fills({ place: 'discord:900' });
  await vera.runs('exchange untie', { place: 'discord:900' });
  await salma.runs('exchange untie');
  await tour.deliver();
  await examine(company);
  await otto.runs('exchange health');
}

async function examine({ vera, olga }: Company): Promise<void> {
  await vera.runs('exchange health');
  for (let looked = 0; looked < 7; looked += 1) await vera.presses('exchange/health/again');
  await olga.runs('exchange health');
}
