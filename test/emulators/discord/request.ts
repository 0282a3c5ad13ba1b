// One HTTP request as the routes see it: method, path, body, files; multipart bodies taken apart.
import type { IncomingMessage } from 'node:http';
import { type Json, type JsonObject, objectIn, parseJson } from './json.ts';
import { Refusal } from './refusal.ts';

/** A file of a request: `files[n]`, or a bare `file`. */
export type UploadedFile = {
  readonly index: number;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
};

export type ReceivedRequest = {
  readonly method: string;
  /** Without the query and the version, percent-decoded: `/channels/1/messages`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly body: Json | undefined;
  readonly files: readonly UploadedFile[];
};

/** resources/message: "The maximum request size when sending a message is 25 MiB". */
const mostBytes = 25 * 1024 * 1024;

export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= mostBytes) chunks.push(chunk);
  }
  if (size > mostBytes) throw new Refusal('tooLarge');
  return Buffer.concat(chunks);
}

export async function readBody(
  contentType: string | undefined,
  bytes: Buffer,
): Promise<{ body: Json | undefined; files: UploadedFile[] }> {
  if (bytes.length === 0) return { body: undefined, files: [] };
  const kind = contentType?.split(';')[0]?.trim().toLowerCase();
  if (kind === 'application/json') return { body: parsed(bytes.toString('utf8')), files: [] };
  if (kind === 'multipart/form-data') return readMultipart(contentType ?? '', bytes);
  throw new Refusal('invalidForm', [
    {
      path: '',
      code: 'CONTENT_TYPE_INVALID',
      message: `Expected "Content-Type" header to be one of {'application/json', 'multipart/form-data'}.`,
    },
  ]);
}

function parsed(source: string): Json {
  try {
    return parseJson(source);
  } catch {
    throw new Refusal('invalidJson');
  }
}

async function readMultipart(
  contentType: string,
  bytes: Buffer,
): Promise<{ body: Json; files: UploadedFile[] }> {
  const form = await new Response(new Uint8Array(bytes), {
    headers: { 'content-type': contentType },
  }).formData();
  const files: UploadedFile[] = [];
  let body: Json = {};
  const plain: JsonObject = {};
  for (const [name, value] of form) {
    if (typeof value !== 'string') {
      const index = /^files\[(\d+)\]$/.exec(name)?.[1];
      files.push({
        index: index === undefined ? files.length : Number(index),
        name: value.name,
        contentType: value.type || 'application/octet-stream',
        bytes: new Uint8Array(await value.arrayBuffer()),
      });
    } else if (name === 'payload_json') body = parsed(value);
    else plain[name] = value;
  }
  return { body: { ...plain, ...objectIn(body) }, files };
}
