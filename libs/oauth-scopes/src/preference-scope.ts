import { isNsid } from '@guildhall/syntax'

/** What is done to private preferences. */
export type PreferenceAction = 'read' | 'write'

const RESOURCE = /^preference(?::([^?]*))?(?:\?(.*))?$/
const ACTIONS: readonly string[] = ['read', 'write'] satisfies PreferenceAction[]
const ANY = '*'

interface PreferenceScope {
  namespaces: readonly string[]
  actions: readonly string[]
}

/** Whether a scope is `preference:…`, right in all its parts. */
export function isPreferenceScope(scope: string): boolean {
  return parse(scope) !== undefined
}

/**
 * Whether a scope allows to read or to write private preferences.
 * @param namespace its NSID, or `*` for all of them
 */
export function allowsPreference(scope: string, action: PreferenceAction, namespace: string): boolean {
  const parsed = parse(scope)
  if (!parsed?.actions.includes(action)) return false
  return parsed.namespaces.includes(ANY) || parsed.namespaces.includes(namespace)
}

/** In the grammar of all scopes: a resource, what it is about, parameters. Without an action, both are meant. */
function parse(scope: string): PreferenceScope | undefined {
  const found = RESOURCE.exec(scope)
  if (!found) return undefined
  const [, positional, query = ''] = found
  const parameters = new URLSearchParams(query)
  const named = parameters.getAll('namespace')
  const given = parameters.getAll('action')
  const known = [...parameters.keys()].every((name) => name === 'namespace' || name === 'action')
  const namespaces = positional === undefined ? named : [positional]
  const isWhole = known && namespaces.length > 0 && (positional === undefined || named.length === 0)
  if (!isWhole || !namespaces.every((name) => name === ANY || isNsid(name))) return undefined
  return given.every((action) => ACTIONS.includes(action))
    ? { namespaces, actions: given.length > 0 ? given : ACTIONS }
    : undefined
}
