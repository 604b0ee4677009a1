import { Readable } from 'node:stream'
import { isDeepStrictEqual } from 'node:util'
import { alt, app } from '@guildhall/lexicon'
import { finish, type Move } from './move.js'
import { EXIT, MoveProblem } from './move-problem.js'
import { patiently } from './patience.js'
import type { PdsClient } from './pds-client.js'
import { PdsFailure } from './pds-failure.js'

const { getPreferences, putPreferences } = app.bsky.actor
const { exportPreferences, importPreferences } = alt.guildhall.preference

/** What servers answer that keep no preferences. The method has no parameters that could be wrong. */
const KEEPS_NONE = new Set([400, 404, 501])

/**
 * What servers answer that do not know how to write all preferences into one document. Some pass on what another service
 * says to the unknown method, or that there is none.
 */
const HAS_NO_DOCUMENT = new Set([400, 401, 403, 404, 405, 501, 502, 504])

/** The documents of servers that have namespaces of preferences. */
const DOCUMENT_TYPE = 'application/jsonl'
const DOCUMENT_MAX_BYTES = 32 * 1024 * 1024
const DOCUMENT_TIMEOUT_MS = 5 * 60_000

/** Brings the preferences here, where both servers keep some: those of all namespaces, or those of `app.bsky`. */
export async function movePreferences(move: Move): Promise<void> {
  const { old, here } = move
  const document = await documentOf(old)
  if (document !== undefined && (await documentOf(here)) !== undefined) await moveDocument(move, document)
  else await moveOwn(move)
  await finish(move, 'preferences')
}

async function moveDocument({ here, old, terminal }: Move, document: Buffer): Promise<void> {
  await here.upload(importPreferences, {
    type: DOCUMENT_TYPE,
    sizeBytes: document.length,
    open: () => Readable.from([document]),
  })
  const wanted = namespacesIn(document)
  const present = new Set(namespacesIn((await documentOf(here))!))
  // Here there may be more: what was put here already is no concern of the move.
  if (!wanted.every((namespace) => present.has(namespace))) throw notTheSame(here, old)
  terminal.say(`The preferences of all ${wanted.length} namespaces are here.`)
}

async function moveOwn({ old, here, terminal }: Move): Promise<void> {
  const preferences = await preferencesAt(old)
  if (preferences === undefined) terminal.say(`${old.name} keeps no preferences.`)
  else if ((await preferencesAt(here)) === undefined) {
    terminal.say(`Preferences are not moved: ${here.name} keeps none.`)
  } else {
    await patiently(() => here.post(putPreferences, { preferences }))
    // Their order means nothing.
    if (!isDeepStrictEqual(new Set(await preferencesAt(here)), new Set(preferences))) {
      throw notTheSame(here, old)
    }
    terminal.say(`All ${preferences.length} preferences are here.`)
  }
}

/** Undefined when the server keeps none. */
async function preferencesAt(client: PdsClient) {
  try {
    return (await client.get(getPreferences)).preferences
  } catch (error) {
    if (error instanceof PdsFailure && KEEPS_NONE.has(error.status)) return undefined
    throw error
  }
}

/** All preferences at a server as one document; undefined when it has no such thing. */
function documentOf(client: PdsClient): Promise<Buffer | undefined> {
  const limits = { timeoutMs: DOCUMENT_TIMEOUT_MS, responseMaxBytes: DOCUMENT_MAX_BYTES }
  return patiently(async () => {
    try {
      const answer = await client.open(exportPreferences, {}, limits)
      if (answer.contentType === DOCUMENT_TYPE) return await answer.bytes()
      answer.discard()
      return undefined
    } catch (error) {
      if (error instanceof PdsFailure && HAS_NO_DOCUMENT.has(error.status)) return undefined
      throw error
    }
  })
}

/** The lines about namespaces, between head and end. */
function namespacesIn(document: Buffer): string[] {
  return document.toString('utf8').trimEnd().split('\n').slice(1, -1)
}

function notTheSame(here: PdsClient, old: PdsClient): MoveProblem {
  return new MoveProblem(`The preferences at ${here.name} are not those of ${old.name}.`, EXIT.different)
}
