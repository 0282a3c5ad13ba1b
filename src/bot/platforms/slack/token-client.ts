// A Web API client of one workspace, which says when Slack takes its token no more.
import { WebClient, type WebClientOptions } from '@slack/web-api';
import { errorWord } from './failures.ts';
import { isRefusedForGood, type RefusedForGood } from './installations.ts';

class TokenClient extends WebClient {
  onRefused: (word: RefusedForGood) => Promise<void> = async () => undefined;

  override async apiCall(...call: Parameters<WebClient['apiCall']>): ReturnType<WebClient['apiCall']> {
    try {
      return await super.apiCall(...call);
    } catch (error) {
      const word = errorWord(error);
      // Before the failure is told, so that whoever hears of it is not answered by the same token again.
      if (isRefusedForGood(word)) await this.onRefused(word).catch(() => undefined);
      throw error;
    }
  }
}

export function makeTokenClient(
  token: string,
  options: WebClientOptions,
  onRefused: (word: RefusedForGood) => Promise<void>,
): WebClient {
  const client = new TokenClient(token, options);
  client.onRefused = onRefused;
  return client;
}
