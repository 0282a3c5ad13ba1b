// npx attache manifest [https://public.address]: prints the Slack app manifest as JSON, made from the commands.
import type { House } from './operation.ts';

export default async function manifest([publicUrl]: readonly string[], house: House): Promise<void> {
  if (publicUrl !== undefined && URL.parse(publicUrl)?.protocol !== 'https:')
    throw new Error(
      `Slack calls https addresses alone: give one like https://attache.example, not ${publicUrl}.`,
    );
  console.log(JSON.stringify(house.slackManifest(await house.catalogue(), publicUrl), null, 2));
}
