// Checks bodies with Discord's own published description of its HTTP API, where that file lies beside the project.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import {
  copyOf,
  isGiven,
  isObject,
  type Json,
  type JsonObject,
  listIn,
  objectIn,
  parseJson,
  textIn,
} from './json.ts';
import type { FormProblem } from './refusal.ts';

const description = fileURLToPath(new URL('../../../../shared/discord/openapi.json', import.meta.url));

type Operation = { paths: JsonObject; ajv: Ajv2020 };

let loaded: Operation | undefined;
let absenceTold = false;
const compiled = new Map<string, ValidateFunction | undefined>();

/** True where the published description is present; tells once, in a line, when it is not. */
export function openApiIsPresent(): boolean {
  if (existsSync(description)) return true;
  if (!absenceTold) {
    absenceTold = true;
    console.info(
      "Left out: the comparison with Discord's OpenAPI description (../shared/discord/openapi.json is absent).",
    );
  }
  return false;
}

function load(): Operation {
  if (loaded !== undefined) return loaded;
  const document = objectIn(parseJson(readFileSync(description, 'utf8')));
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addFormat('snowflake', /^\d{1,20}$/);
  ajv.addFormat('nonce', true);
  ajv.addFormat('int32', { type: 'number', validate: Number.isInteger });
  ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
  ajv.addFormat('double', { type: 'number', validate: Number.isFinite });
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
  discriminate(document, objectIn(objectIn(document.components).schemas));
  ajv.addSchema(document, 'discord');
  loaded = { paths: objectIn(document.paths), ajv };
  return loaded;
}

/** `path` as the description writes it: `/channels/{channel_id}/messages`. */
function validatorFor(method: string, path: string, part: readonly string[]): ValidateFunction | undefined {
  const key = [method, path, ...part].join(' ');
  if (compiled.has(key)) return compiled.get(key);
  const { paths, ajv } = load();
  const steps = [path, method.toLowerCase(), ...part, 'content', 'application/json', 'schema'];
  let place: Json | undefined = paths;
  for (const step of steps) place = isObject(place) ? place[step] : undefined;
  const pointer = ['paths', ...steps].map((step) =>
    encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1')),
  );
  const validate = place === undefined ? undefined : ajv.compile({ $ref: `discord#/${pointer.join('/')}` });
  compiled.set(key, validate);
  return validate;
}

/** Problems of a request body; none when the description has no body for the route. */
export function problemsOfRequest(method: string, path: string, body: Json): FormProblem[] {
  if (!openApiIsPresent()) return [];
  const validate = validatorFor(method, path, ['requestBody']);
  if (validate === undefined || validate(asDescribed(body))) return [];
  return formProblems(validate.errors ?? []);
}

/** Problems of an answer of the emulator itself, so that it stays faithful. */
export function problemsOfResponse(method: string, path: string, status: number, body: Json): FormProblem[] {
  if (!openApiIsPresent()) return [];
  const validate = validatorFor(method, path, ['responses', String(status)]);
  if (validate === undefined || validate(body)) return [];
  return formProblems(validate.errors ?? []);
}

/**
 * Two documented spellings that the published description does not know: `default_member_permissions` is a
 * string of digits (application-commands), and the id of a new attachment may be a number (reference, Uploading
 * Files).
 */
function asDescribed(body: Json): Json {
  const copy = copyOf(body);
  const commands = Array.isArray(copy) ? copy : [copy];
  for (const command of commands) {
    if (isObject(command) && typeof command.default_member_permissions === 'string') {
      command.default_member_permissions = Number(command.default_member_permissions);
    }
  }
  if (isObject(copy)) {
    for (const message of [copy, objectIn(copy.data)]) {
      if (!Array.isArray(message.attachments)) continue;
      for (const attachment of message.attachments) {
        if (isObject(attachment) && typeof attachment.id === 'number') attachment.id = String(attachment.id);
      }
    }
  }
  return copy;
}

/**
 * Tells the validator that unions of components (and of callbacks) are told apart by `type`, so that a mistake is
 * reported of the branch that was meant and of no other.
 */
function discriminate(node: Json | undefined, schemas: JsonObject): void {
  if (Array.isArray(node)) {
    for (const child of node) discriminate(child, schemas);
    return;
  }
  if (!isObject(node)) return;
  const branches = listIn(node.oneOf ?? node.anyOf).map(objectIn);
  const types = branches.flatMap((branch) => typesOf(branch, schemas));
  if (branches.length > 1 && !types.includes(undefined) && new Set(types).size === types.length) {
    delete node.oneOf;
    delete node.anyOf;
    node.type = 'object';
    node.required = ['type'];
    node.properties = { type: { enum: types.filter(isGiven) } };
    node.allOf = branches.map((branch) => ({
      if: { properties: { type: { enum: typesOf(branch, schemas).filter(isGiven) } }, required: ['type'] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
      then: branch,
    }));
  }
  for (const child of Object.values(node)) discriminate(child, schemas);
}

function typesOf(branch: JsonObject, schemas: JsonObject): (Json | undefined)[] {
  const name = /^#\/components\/schemas\/(.+)$/.exec(textIn(branch.$ref) ?? '')?.[1];
  const schema = objectIn(schemas[name ?? '']);
  const values = listIn(objectIn(objectIn(schema.properties).type).enum);
  return values.length > 0 && listIn(schema.required).includes('type') ? values : [undefined];
}

/** What is left of a failed "this or null" is told only of the part that was meant. */
function formProblems(errors: readonly ErrorObject[]): FormProblem[] {
  const problems = errors
    .filter(
      (error) => !unions.has(error.keyword) && !(error.keyword === 'type' && error.params.type === 'null'),
    )
    .map((error) => ({
      path: placeOf(error),
      code: codes[error.keyword] ?? `OPENAPI_${error.keyword.toUpperCase()}`,
      message: `${error.message ?? 'is not valid'}`,
    }));
  const distinct = new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem]));
  return [...distinct.values()].slice(0, 20);
}

/** Discord's own names for what a schema's keyword means. */
const codes: Readonly<Record<string, string>> = {
  required: 'BASE_TYPE_REQUIRED',
  maxLength: 'BASE_TYPE_MAX_LENGTH',
  minLength: 'BASE_TYPE_BAD_LENGTH',
  maxItems: 'BASE_TYPE_BAD_LENGTH',
  minItems: 'BASE_TYPE_BAD_LENGTH',
  type: 'BASE_TYPE_BAD_TYPE',
  enum: 'BASE_TYPE_CHOICES',
};

const unions = new Set(['oneOf', 'anyOf', 'if']);

function placeOf(error: ErrorObject): string {
  const missing = error.keyword === 'required' ? `/${String(error.params.missingProperty)}` : '';
  return `${error.instancePath}${missing}`.replace(/^\//, '');
}
