import { describe, expect, it } from '@jest/globals'
import { GrantedScopes, type Permission } from './granted-scopes.js'
import { expandScope, includedSet, isKnownScope } from './permission-set.js'

const NOTE = 'com.example.note'
const AUD = 'did:web:api.example.com#view'
const repo = (action: 'create' | 'update' | 'delete', collection = NOTE): Permission => ({
  kind: 'repo',
  action,
  collection,
})
const rpc = (lxm: string, aud = AUD): Permission => ({ kind: 'rpc', lxm, aud })
const blob = (mimeType?: string): Permission => ({ kind: 'blob', mimeType })
const account = (attr: 'email' | 'repo', action: 'read' | 'manage'): Permission => ({
  kind: 'account',
  attr,
  action,
})

describe('granted scopes', () => {
  it.each<[string, Permission[], Permission[]]>([
    ['', [], [repo('create'), rpc('com.example.get'), blob('image/png'), account('email', 'read')]],
    [`repo:${NOTE}?action=create`, [repo('create')], [repo('delete'), repo('create', 'com.example.other')]],
    [
      `repo?collection=${NOTE}&collection=com.example.other`,
      [repo('delete'), repo('create', 'com.example.other')],
      [repo('create', 'com.example.third')],
    ],
    ['repo:*', [repo('delete')], [blob('image/png')]],
    ['repo:com.example.*', [], [repo('create')]],
    [
      `rpc:com.example.get?aud=${encodeURIComponent(AUD)}`,
      [rpc('com.example.get')],
      [rpc('com.example.put'), rpc('com.example.get', 'did:web:api.example.com#other')],
    ],
    ['rpc:com.example.get?aud=*', [rpc('com.example.get', 'did:web:a.example#b')], [rpc('*')]],
    ['rpc:*?aud=*', [], [rpc('com.example.get')]],
    ['blob:image/*', [blob('image/png'), blob()], [blob('text/plain')]],
    ['blob?accept=text/html', [blob('text/html'), blob()], [blob('text/plain')]],
    ['account:email', [account('email', 'read')], [account('email', 'manage'), account('repo', 'read')]],
    ['account:email?action=manage', [account('email', 'read'), account('email', 'manage')], []],
    ['identity:handle', [{ kind: 'identity', attr: 'handle' }], [{ kind: 'identity', attr: '*' }]],
    [
      'identity:*',
      [
        { kind: 'identity', attr: 'handle' },
        { kind: 'identity', attr: '*' },
      ],
      [],
    ],
    [
      'transition:generic',
      [repo('delete'), rpc('com.example.get'), blob('a/b'), blob()],
      [rpc('chat.bsky.convo.getLog'), account('email', 'read')],
    ],
    ['transition:chat.bsky', [rpc('chat.bsky.convo.getLog')], [rpc('com.example.get')]],
    ['transition:email', [account('email', 'read')], [account('email', 'manage')]],
    ['unknown:everything repo', [], [repo('create')]],
  ])('%s', (scope, allowed, refused) => {
    const granted = new GrantedScopes(`atproto ${scope}`)
    expect(allowed.filter((one) => !granted.allows(one))).toEqual([])
    expect(refused.filter((one) => granted.allows(one))).toEqual([])
  })

  it('begin with atproto', () => {
    expect(new GrantedScopes('atproto repo:*').isAtproto).toBe(true)
    expect(new GrantedScopes('repo:*').isAtproto).toBe(false)
  })
})

describe('a permission set', () => {
  const set = (...permissions: object[]) => ({
    type: 'permission-set' as const,
    permissions: permissions as never[],
  })
  const permission = (resource: string, more: object) => ({ type: 'permission', resource, ...more })

  it('is named by a scope', () => {
    expect(includedSet('include:com.example.auth?aud=did:web:a.example%23b')).toBe('com.example.auth')
    for (const scope of ['atproto', 'include:', 'include:not-an-nsid', 'repo:com.example.auth'])
      expect(includedSet(scope)).toBeUndefined()
  })

  it('stands for what it says within its own namespace', () => {
    const said = set(
      permission('repo', { collection: [NOTE], action: ['create'] }),
      permission('rpc', { lxm: ['com.example.get'], inheritAud: true }),
      permission('rpc', { lxm: ['com.example.deep.get'], aud: '*' }),
    )
    expect(expandScope(`include:com.example.auth?aud=${encodeURIComponent(AUD)}`, said)).toEqual([
      `repo:${NOTE}?action=create`,
      'rpc:com.example.get?aud=did:web:api.example.com%23view',
      'rpc:com.example.deep.get?aud=*',
    ])
  })

  it.each([
    ['of another namespace', permission('repo', { collection: ['org.example.note'] })],
    ['of which a part is of another one', permission('repo', { collection: [NOTE, 'org.example.note'] })],
    ['of a namespace that begins alike', permission('repo', { collection: ['com.examples.note'] })],
    ['for everything', permission('repo', { collection: ['*'] })],
    ['for a service that it names', permission('rpc', { lxm: ['com.example.get'], aud: AUD })],
    ['for a service that nobody names', permission('rpc', { lxm: ['com.example.get'], inheritAud: true })],
    ['for blobs', permission('blob', { accept: ['*/*'] })],
    ['for the account', permission('account', { attr: 'email' })],
    ['with something that nobody knows', permission('repo', { collection: [NOTE], more: 1 })],
  ])('grants nothing %s', (_what, one) => {
    expect(expandScope('include:com.example.auth', set(one))).toEqual([])
  })

  it('grants nothing if it cannot be had, and other scopes are themselves', () => {
    expect(expandScope('include:com.example.auth', undefined)).toEqual([])
    expect(expandScope('repo:*', undefined)).toEqual(['repo:*'])
  })
})

it.each([
  ['atproto', true],
  ['transition:generic', true],
  ['include:com.example.auth', true],
  ['repo:com.example.note', true],
  ['rpc:*?aud=*', false],
  ['openid', false],
  ['repo:com.example.*', false],
  ['repo:com.example.note?action=read', false],
  ['', false],
])('"%s" is a scope that means something: %s', (scope, isKnown) => {
  expect(isKnownScope(scope)).toBe(isKnown)
})
