// Posts JSON to an address that Slack has given, over connections that stay open, as every answer takes this way.
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';

/** The address did not answer in time; what was posted may have arrived. */
export class NoAnswerInTime extends Error {
  override readonly name = 'NoAnswerInTime';
}

/**
 * Resolves with the status of the answer, whose words are not read; a redirection is an answer like any other, and
 * not followed. Rejects where the connection broke, or with NoAnswerInTime after `patience` milliseconds.
 * `fetch` does the same at twice the work; the global agents keep connections, and know an operator's proxy.
 */
export function postJson(url: URL, body: object, patience: number): Promise<number> {
  const bytes = Buffer.from(JSON.stringify(body));
  const request = (url.protocol === 'http:' ? requestHttp : requestHttps)(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.byteLength },
  });
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => request.destroy(new NoAnswerInTime('no answer in time')), patience);
    request.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    request.on('response', (response: IncomingMessage) => {
      clearTimeout(timer);
      // Unread words would keep the connection from its next use.
      response.resume();
      response.on('error', () => undefined);
      resolve(response.statusCode ?? 0);
    });
    request.end(bytes);
  });
}
