import type { TextKey } from '../i18n/words'

/** Under which heading a permission stands, in the order of the page: what weighs most comes first. */
export const GROUPS = ['identity', 'broad', 'handle', 'sets', 'repo', 'blob', 'rpc', 'account'] as const
export type Group = (typeof GROUPS)[number]

/** A text and what stands in it. */
export interface Words {
  readonly key: TextKey
  readonly values?: Readonly<Record<string, string>>
}

/** A scope as people read it. */
export interface ScopeWords {
  readonly group: Group
  readonly title: Words
  readonly hint?: Words
  /** Actions that the hint lists. */
  readonly actions?: readonly Action[]
}

const ACTIONS = ['create', 'update', 'delete'] as const
type Action = (typeof ACTIONS)[number]

interface Scope {
  readonly text: string
  readonly resource: string
  readonly positional: string | undefined
  readonly query: URLSearchParams
}

/** Media types that have a name of their own. */
const BLOBS: Readonly<Record<string, TextKey>> = {
  '*/*': 'permission.blobAny',
  'image/*': 'permission.blobImage',
  'video/*': 'permission.blobVideo',
  'audio/*': 'permission.blobAudio',
}

const FIXED: Readonly<Record<string, ScopeWords>> = {
  atproto: {
    group: 'identity',
    title: { key: 'consent.identity' },
    hint: { key: 'consent.identityHint' },
  },
  'transition:generic': {
    group: 'broad',
    title: { key: 'permission.generic' },
    hint: { key: 'permission.genericHint' },
  },
  'transition:chat.bsky': { group: 'broad', title: { key: 'permission.chat' } },
  'transition:email': { group: 'account', title: { key: 'permission.emailRead' } },
}

const BY_RESOURCE: Readonly<Record<string, (scope: Scope) => ScopeWords>> = {
  account: accountWords,
  identity: identityWords,
  repo: repoWords,
  blob: blobWords,
  rpc: rpcWords,
  include: ({ positional }) => ({
    group: 'sets',
    title: { key: 'permission.setFallback', values: { nsid: positional ?? '' } },
  }),
}

/** What a scope allows, in words. One that nobody knows is shown as it is. */
export function scopeWords(text: string): ScopeWords {
  const scope = parseScope(text)
  const words = FIXED[text] ?? BY_RESOURCE[scope.resource]?.(scope)
  return words ?? { group: 'broad', title: { key: 'permission.unknown', values: { scope: text } } }
}

function parseScope(text: string): Scope {
  const [head = '', query = ''] = split(text, '?')
  const [resource = '', positional] = split(head, ':')
  return { text, resource, positional: positional && decoded(positional), query: new URLSearchParams(query) }
}

/** Text as it was before it was encoded; what is not well encoded stays as it is. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** At the first separator; the rest may hold more of them. */
function split(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)]
}

/** All values of the parameter that may stand behind the colon. */
function valuesOf({ positional, query }: Scope, name: string): string[] {
  return positional === undefined ? query.getAll(name) : [positional]
}

function accountWords(scope: Scope): ScopeWords {
  const isManaged = scope.query.getAll('action').includes('manage')
  const [attribute] = valuesOf(scope, 'attr')
  if (attribute === 'email') {
    return { group: 'account', title: { key: isManaged ? 'permission.emailManage' : 'permission.emailRead' } }
  }
  if (!isManaged) return { group: 'account', title: { key: 'permission.accountRead' } }
  if (attribute === 'repo') {
    return {
      group: 'account',
      title: { key: 'permission.repoImport' },
      hint: { key: 'permission.repoImportHint' },
    }
  }
  return { group: 'account', title: { key: 'permission.status' } }
}

function identityWords(scope: Scope): ScopeWords {
  if (!valuesOf(scope, 'attr').includes('*')) return { group: 'handle', title: { key: 'permission.handle' } }
  return {
    group: 'handle',
    title: { key: 'permission.identityAll' },
    hint: { key: 'permission.identityAllHint' },
  }
}

function repoWords(scope: Scope): ScopeWords {
  const collections = valuesOf(scope, 'collection')
  const named = scope.query.getAll('action')
  const actions = ACTIONS.filter((action) => named.length === 0 || named.includes(action))
  const shared = { group: 'repo', hint: { key: 'permission.may' }, actions } as const
  if (collections.includes('*')) return { ...shared, title: { key: 'permission.everyCollection' } }
  return {
    ...shared,
    title: { key: 'permission.collection', values: { collection: collections.join(', ') } },
  }
}

function blobWords(scope: Scope): ScopeWords {
  const types = valuesOf(scope, 'accept')
  const key = types.length === 1 ? BLOBS[types[0]!] : undefined
  return {
    group: 'blob',
    title: key ? { key } : { key: 'permission.blobType', values: { type: types.join(', ') } },
  }
}

function rpcWords(scope: Scope): ScopeWords {
  const methods = valuesOf(scope, 'lxm')
  const audience = scope.query.get('aud') ?? '*'
  return {
    group: 'rpc',
    title: methods.includes('*')
      ? { key: 'permission.everyMethod' }
      : { key: 'permission.method', values: { method: methods.join(', ') } },
    hint:
      audience === '*'
        ? { key: 'permission.atAnyService' }
        : { key: 'permission.atService', values: { service: serviceName(audience) } },
  }
}

/** `did:web:api.example.com#feed` ⇒ `api.example.com`; other identifiers have no name. */
function serviceName(audience: string): string {
  const [did] = split(audience, '#')
  return did.startsWith('did:web:') ? decoded(did.slice('did:web:'.length)) : did
}
