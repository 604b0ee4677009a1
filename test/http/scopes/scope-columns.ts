/** What a call needs, in the words of the specification (atproto.com/specs/permission). */
export type Need =
  | { readonly repo: string; readonly action: 'create' | 'update' | 'delete' }
  | { readonly rpc: string; readonly aud: string }
  | { readonly blob: string }
  | { readonly account: 'email' | 'repo' | 'status'; readonly action: 'read' | 'manage' }
  | { readonly identity: 'handle' | '*' }
  | { readonly preference: string; readonly action: 'read' | 'write' }

/** A kind of scope, and what it is meant to grant. */
export interface ScopeColumn {
  /** as it is shown */
  readonly name: string
  readonly scope: string
  grants(need: Need): boolean
}

/** A collection and a method that the permission set may speak of, as they are of its own namespace. */
export const NOTE = 'test.sets.note'
export const SET_METHOD = 'test.sets.getNotes'
export const SET = 'test.sets.auth'
export const TIMELINE = 'app.bsky.feed.getTimeline'

/** What the permission set says: of the last two, it may not speak. */
export const SET_PERMISSIONS = [
  { type: 'permission', resource: 'repo', collection: [NOTE], action: ['create', 'update'] },
  { type: 'permission', resource: 'rpc', lxm: [SET_METHOD], inheritAud: true },
  { type: 'permission', resource: 'rpc', lxm: [TIMELINE], inheritAud: true },
  { type: 'permission', resource: 'blob', accept: ['*/*'] },
]

/** @param appView the service, as `did#service` */
export function scopeColumns(appView: string): ScopeColumn[] {
  const aud = encodeURIComponent(appView)
  const column = (scope: string, grants: (need: Need) => boolean, name = scope): ScopeColumn => ({
    name,
    scope: scope === 'atproto' ? scope : `atproto ${scope}`,
    grants,
  })
  return [
    column('atproto', () => false),
    column('transition:generic', (need) => {
      if ('rpc' in need) return !need.rpc.startsWith('chat.bsky.')
      return 'repo' in need || 'blob' in need || 'preference' in need
    }),
    column('transition:email', isAccount('email', 'read')),
    column('transition:chat.bsky', (need) => 'rpc' in need && need.rpc.startsWith('chat.bsky.')),
    column('repo:*', (need) => 'repo' in need),
    column('repo:*?action=delete', (need) => 'repo' in need && need.action === 'delete'),
    column(`repo:${NOTE}`, (need) => 'repo' in need && need.repo === NOTE),
    column(`repo:${NOTE}?action=create`, (need) => {
      return 'repo' in need && need.repo === NOTE && need.action === 'create'
    }),
    column(`rpc:${TIMELINE}?aud=*`, (need) => 'rpc' in need && need.rpc === TIMELINE),
    column(`rpc:*?aud=${aud}`, (need) => 'rpc' in need && need.aud === appView, 'rpc:*?aud=the app view'),
    column(`rpc:${TIMELINE}?aud=${encodeURIComponent('did:web:other.example#bsky_appview')}`, () => false),
    column('blob:*/*', (need) => 'blob' in need),
    column('blob:image/*', (need) => 'blob' in need && need.blob.startsWith('image/')),
    column('account:email', isAccount('email', 'read')),
    column('account:email?action=manage', isAccount('email', 'read', 'manage')),
    column('account:repo', isAccount('repo', 'read')),
    column('account:repo?action=manage', isAccount('repo', 'read', 'manage')),
    column('account:status?action=manage', isAccount('status', 'read', 'manage')),
    column('identity:handle', (need) => 'identity' in need && need.identity === 'handle'),
    column('identity:*', (need) => 'identity' in need),
    column('preference:*', (need) => 'preference' in need),
    column(
      `include:${SET}?aud=${aud}`,
      (need) => {
        if ('repo' in need) return need.repo === NOTE && need.action !== 'delete'
        return 'rpc' in need && need.rpc === SET_METHOD && need.aud === appView
      },
      `include:${SET}?aud=the app view`,
    ),
  ]
}

function isAccount(part: string, ...actions: string[]) {
  return (need: Need) => 'account' in need && need.account === part && actions.includes(need.action)
}
