import { cborToJson, cidBytesToString, type LexMap } from '@guildhall/data'
import { alt } from '@guildhall/lexicon'
import { isNsid, type Nsid } from '@guildhall/syntax'
import { Readable } from 'node:stream'
import {
  type Call,
  callerOfKind,
  HOUR_MS,
  InvalidRequest,
  limitByAccount,
  preferenceScope,
  signedIn,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import { Namespaces } from './namespaces.js'
import { DOCUMENT_TYPE } from './preference-document.js'
import { PreferenceExport } from './preference-export.js'
import { PreferenceImport } from './preference-import.js'
import { readerOf } from './preference-reader.xrpc.js'
import { NamespaceNotFound } from './preferences.errors.js'

const { preference } = alt.guildhall

/** Largest input of putNamespace (bytes): JSON is longer than what is stored of it. */
const INPUT_MAX_BYTES = 4 * 1024 * 1024

/** Largest document that is imported (bytes). */
const DOCUMENT_MAX_BYTES = 32 * 1024 * 1024

const ALL = '*'
const WRITES = limitByAccount<typeof preference.putNamespace>(3_000, HOUR_MS)
const DELETIONS = limitByAccount<typeof preference.deleteNamespace>(3_000, HOUR_MS)
const EXPORTS = limitByAccount<typeof preference.exportPreferences>(60, HOUR_MS)
const IMPORTS = limitByAccount<typeof preference.importPreferences>(60, HOUR_MS)

/** Private preferences of any namespace: `alt.guildhall.preference`. */
@XrpcController()
export class NamespacesXrpc {
  constructor(
    private readonly namespaces: Namespaces,
    private readonly exporter: PreferenceExport,
    private readonly importer: PreferenceImport,
  ) {}

  @Xrpc(preference.listNamespaces, signedIn(() => preferenceScope('read', ALL), { takendown: true }))
  async listNamespaces({ caller, params }: Call<typeof preference.listNamespaces>) {
    const { did } = callerOfKind(caller, 'account')
    checkCursor(params.cursor)
    const found = await this.namespaces.list(did, params.cursor, params.limit)
    const namespaces = found.map(({ cid, updatedAt, ...rest }) => ({ ...rest, ...shown({ cid, updatedAt }) }))
    const cursor = found.length === params.limit ? found.at(-1)?.namespace : undefined
    return { ...(cursor !== undefined && { cursor }), namespaces }
  }

  @Xrpc(
    preference.getNamespace,
    signedIn(({ params }) => preferenceScope('read', params.namespace), { takendown: true }),
  )
  async getNamespace({ caller, params: { namespace } }: Call<typeof preference.getNamespace>) {
    const { did } = callerOfKind(caller, 'account')
    const found = await this.namespaces.find(did, namespace as Nsid)
    if (!found) throw new NamespaceNotFound(namespace)
    return { namespace, ...shown(found), values: cborToJson(found.content) as never }
  }

  @Xrpc(preference.putNamespace, signedIn(({ input }) => preferenceScope('write', input.namespace)), {
    limit: WRITES,
    bodyBytesMax: INPUT_MAX_BYTES,
  })
  async putNamespace({ caller, input }: Call<typeof preference.putNamespace>) {
    const { namespace, values, validate, swapCid } = input
    const { cid, status } = await this.namespaces.put(callerOfKind(caller, 'account').did, {
      namespace: namespace as Nsid,
      values: values as unknown as LexMap[],
      validate,
      swapCid,
    })
    return { cid: cidBytesToString(cid), ...(status && { validationStatus: status }) }
  }

  @Xrpc(preference.deleteNamespace, signedIn(({ input }) => preferenceScope('write', input.namespace)), {
    limit: DELETIONS,
  })
  async deleteNamespace({ caller, input }: Call<typeof preference.deleteNamespace>) {
    const { did } = callerOfKind(caller, 'account')
    await this.namespaces.delete(did, input.namespace as Nsid, input.swapCid)
  }

  @Xrpc(preference.exportPreferences, signedIn(() => preferenceScope('read', ALL), { takendown: true }), {
    limit: EXPORTS,
  })
  exportPreferences({ caller }: Call<typeof preference.exportPreferences>) {
    const { did, isFull } = readerOf(caller)
    return { body: Readable.from(this.exporter.lines(did, isFull)), encoding: DOCUMENT_TYPE }
  }

  @Xrpc(preference.importPreferences, signedIn(() => preferenceScope('write', ALL)), {
    limit: IMPORTS,
    bodyBytesMax: DOCUMENT_MAX_BYTES,
  })
  async importPreferences({ caller, input }: Call<typeof preference.importPreferences>) {
    const { did, isFull } = readerOf(caller)
    return { namespaces: await this.importer.take(did, input.body, isFull) }
  }
}

/** A cursor is the last namespace of the page before. @throws InvalidRequest */
function checkCursor(cursor: string | undefined): void {
  if (cursor !== undefined && !isNsid(cursor)) throw new InvalidRequest('Malformed cursor')
}

function shown({ cid, updatedAt }: { cid: Uint8Array; updatedAt: Date }) {
  return { cid: cidBytesToString(cid), updatedAt: updatedAt.toISOString() }
}
