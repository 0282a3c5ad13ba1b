// Checks bodies with Discord's own published description of its HTTP API, where that file lies beside the project.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { copyOf, isObject, type Json, type JsonObject, objectIn, parseJson } from './json.ts';
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
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  ajv.addFormat('snowflake', /^\d{1,20}$/);
  ajv.addFormat('nonce', true);
  ajv.addFormat('int32', { type: 'number', validate: Number.isInteger });
  ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
  ajv.addFormat('double', { type: 'number', validate: Number.isFinite });
  ajv.addFormat('uri', (text: string) => URL.canParse(text));
  ajv.addFormat('date-time', (text: string) => !Number.isNaN(Date.parse(text)));
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

/** Of a failed union only the branch that was meant is told: the one whose `type` fits, and the deepest place. */
function formProblems(errors: readonly ErrorObject[]): FormProblem[] {
  const wrongBranches = new Set(
    errors
      .filter(
        (error) =>
          (error.keyword === 'enum' || error.keyword === 'const') && error.instancePath.endsWith('/type'),
      )
      .map((error) => branchOf(error)),
  );
  const meant = errors.filter((error) => !unions.has(error.keyword) && !wrongBranches.has(branchOf(error)));
  const shown = meant.length > 0 ? meant : errors;
  const depth = Math.max(...shown.map((error) => error.instancePath.split('/').length));
  const problems = shown
    .filter((error) => error.instancePath.split('/').length === depth)
    .map((error) => ({
      path: placeOf(error),
      code: codes[error.keyword] ?? `OPENAPI_${error.keyword.toUpperCase()}`,
      message: `${error.message ?? 'is not valid'}`,
    }));
  const distinct = new Map(problems.map((problem) => [`${problem.path} ${problem.message}`, problem]));
  return [...distinct.values()].slice(0, 10);
}

/** Discord's own names for what a schema's keyword means. */
const codes: Readonly<Record<string, string>> = {
  required: 'BASE_TYPE_REQUIRED',
  maxLength: 'BASE_TYPE_MAX_LENGTH',
  minLength: 'BASE_TYPE_BAD_LENGTH',
  maxItems: 'BASE_TYPE_BAD_LENGTH',
  minItems: 'BASE_TYPE_BAD_LENGTH',
  type: 'BASE_TYPE_BAD_TYPE',
};

const unions = new Set(['oneOf', 'anyOf', 'if']);

function branchOf(error: ErrorObject): string {
  return /#\/components\/schemas\/([^/]+)/.exec(error.schemaPath)?.[1] ?? error.schemaPath;
}

function placeOf(error: ErrorObject): string {
  const missing = error.keyword === 'required' ? `/${String(error.params.missingProperty)}` : '';
  return `${error.instancePath}${missing}`.replace(/^\//, '');
}
