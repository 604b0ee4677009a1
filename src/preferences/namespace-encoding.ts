import {
  cborCidBytes,
  DataModelError,
  encode,
  findBlobRefs,
  findLegacyBlobRefs,
  isLexMap,
  type LexMap,
  type LexValue,
} from '@guildhall/data'
import type { Nsid } from '@guildhall/syntax'
import type { NamespaceContent } from './namespace.store.js'
import { NAMESPACE } from './preference-types.js'
import type { PreferencesConfig } from './preferences.config.js'
import { InvalidPreference, NamespaceReserved, PreferencesTooLarge } from './preferences.errors.js'

/** How much there may be of values. */
export type NamespaceLimits = Pick<PreferencesConfig, 'valueMaxBytes' | 'namespaceMaxBytes'>

/** Values that may be stored, and what will be. */
export interface EncodedNamespace extends NamespaceContent {
  values: LexMap[]
}

const MAIN = 'main'
const TYPE_LENGTH_SHOWN = 320
const DEFINITION_NAME = /^[a-zA-Z][a-zA-Z0-9]{0,63}$/

/** @throws NamespaceReserved if preferences of this name are kept elsewhere */
export function checkNamespace(namespace: string): void {
  if (namespace.startsWith(`${NAMESPACE}.`)) throw new NamespaceReserved(NAMESPACE)
}

/**
 * The definition that a value is of, by its name in the document of the namespace.
 * @throws InvalidPreference if its `$type` is none of the namespace
 */
export function definitionOf(namespace: Nsid, value: LexMap, where: string): string {
  const { $type: type } = value
  if (type === namespace) return MAIN
  if (typeof type === 'string' && type.startsWith(`${namespace}#`)) {
    const name = type.slice(namespace.length + 1)
    // Of one type there are no two names.
    if (name !== MAIN && DEFINITION_NAME.test(name)) return name
  }
  const shown = String(type).slice(0, TYPE_LENGTH_SHOWN)
  throw new InvalidPreference(`${where} has the $type ${shown}, which is none of ${namespace}`)
}

/**
 * Makes the values of a namespace ready to be stored.
 * @throws NamespaceReserved, InvalidPreference, PreferencesTooLarge
 */
export function encodeNamespace(
  namespace: Nsid,
  values: readonly LexValue[],
  { valueMaxBytes, namespaceMaxBytes }: NamespaceLimits,
): EncodedNamespace {
  checkNamespace(namespace)
  const maps = values.map((value, i) => checkedValue(namespace, value, `values[${i}]`))
  maps.forEach((value, i) => {
    const { length } = encoded(value, `values[${i}]`)
    if (length <= valueMaxBytes) return
    throw new PreferencesTooLarge(`values[${i}] has ${length} bytes, at most ${valueMaxBytes} are allowed`)
  })
  const content = encodeValues(namespace, maps, namespaceMaxBytes)
  return { namespace, cid: cborCidBytes(content), content, count: maps.length, values: maps }
}

/**
 * A list of values as DAG-CBOR.
 * @param namespace as messages name it
 * @throws InvalidPreference, PreferencesTooLarge
 */
export function encodeValues(namespace: string, values: LexValue[], bytesMax: number): Uint8Array {
  const content = encoded(values, 'values')
  if (content.length <= bytesMax) return content
  throw new PreferencesTooLarge(
    `${namespace} would have ${content.length} bytes, at most ${bytesMax} are allowed`,
  )
}

function checkedValue(namespace: Nsid, value: LexValue, where: string): LexMap {
  if (!isLexMap(value)) throw new InvalidPreference(`${where} is not an object`)
  definitionOf(namespace, value, where)
  // Only records keep blobs from being deleted.
  if (findBlobRefs(value).length > 0 || findLegacyBlobRefs(value).length > 0) {
    throw new InvalidPreference(`${where} holds a blob`)
  }
  return value
}

function encoded(value: LexValue, where: string): Uint8Array {
  try {
    return encode(value)
  } catch (error) {
    if (error instanceof DataModelError) {
      throw new InvalidPreference(`Invalid data at ${where}${error.path ?? ''}: ${error.message}`)
    }
    throw error
  }
}
