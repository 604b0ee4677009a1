import type { IncomingMessage } from 'node:http'
import { OAuthError } from '@guildhall/oauth'

const BODY_MAX_BYTES = 64 * 1024

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f]/

/** Fields of a form, each there once. */
export type FormFields = Readonly<Record<string, string | undefined>>

/**
 * The fields of a form, or of the JSON object that old clients send.
 * @throws {OAuthError} `invalid_request`
 */
export async function readFields(request: IncomingMessage): Promise<FormFields> {
  const type = (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase()
  if (type === 'application/x-www-form-urlencoded') return fieldsOf([...(await readForm(request))])
  if (type !== 'application/json') throw refused('the body must be application/x-www-form-urlencoded')
  const text = await readText(request)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw refused('the body is not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused('the body must be an object')
  const entries = Object.entries(value as Record<string, unknown>)
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === 'string'))
    throw refused('all parameters must be texts')
  return fieldsOf(entries as [string, string][])
}

/**
 * The fields of a form of a page, of which there may be several of one name.
 * @param bytesMax how large the body may be. Default: 64 KiB
 * @throws {OAuthError} `invalid_request`
 */
export async function readForm(request: IncomingMessage, bytesMax?: number): Promise<URLSearchParams> {
  const form = await readAnyForm(request, bytesMax)
  // No database takes such a text, and nobody types one.
  if ([...form].some((pair) => pair.some((text) => text.includes('\0')))) throw refused('a field has a NUL')
  return form
}

/** The same, whatever its fields say: for those who store nothing of it as it is. */
export async function readAnyForm(request: IncomingMessage, bytesMax?: number): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(request, bytesMax))
}

async function readText(request: IncomingMessage, bytesMax = BODY_MAX_BYTES): Promise<string> {
  const pieces: Buffer[] = []
  let size = 0
  for await (const piece of request as AsyncIterable<Buffer>) {
    size += piece.length
    if (size > bytesMax) throw refused('the body is too large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function fieldsOf(entries: readonly [string, string][]): FormFields {
  // Without a prototype: a field may have any name.
  const fields = Object.create(null) as Record<string, string>
  for (const [name, value] of entries) {
    if (Object.hasOwn(fields, name)) throw refused(`the parameter "${name.slice(0, 64)}" is there twice`)
    if (CONTROL.test(value)) throw refused('parameters must not have control characters')
    fields[name] = value
  }
  return fields
}

function refused(message: string): OAuthError {
  return new OAuthError('invalid_request', message)
}
