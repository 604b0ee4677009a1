import { describe, expect, it } from '@jest/globals'
import { GrantedScopes } from './granted-scopes.js'
import { isKnownScope } from './permission-set.js'

const NAMESPACE = 'com.example.reader.prefs'
const OTHER = 'com.example.writer.prefs'

describe('a scope of preferences', () => {
  it.each([
    [`preference:${NAMESPACE}`, ['read', 'write'], [NAMESPACE]],
    [`preference:${NAMESPACE}?action=read`, ['read'], [NAMESPACE]],
    [`preference:${NAMESPACE}?action=read&action=write`, ['read', 'write'], [NAMESPACE]],
    [`preference?namespace=${NAMESPACE}&namespace=${OTHER}&action=write`, ['write'], [NAMESPACE, OTHER]],
    ['preference:*?action=read', ['read'], [NAMESPACE, OTHER, '*']],
    ['transition:generic', ['read', 'write'], [NAMESPACE, OTHER, '*']],
    ['atproto transition:chat.bsky repo:*', [], []],
  ])('%s allows what it says', (scope, actions, namespaces) => {
    const granted = new GrantedScopes(`atproto ${scope}`)
    for (const action of ['read', 'write'] as const) {
      for (const namespace of [NAMESPACE, OTHER, '*']) {
        const isMeant = actions.includes(action) && namespaces.includes(namespace)
        expect([action, namespace, granted.allows({ kind: 'preference', action, namespace })]).toEqual([
          action,
          namespace,
          isMeant,
        ])
      }
    }
  })

  it.each([
    'preference',
    'preference:',
    'preference:*.example',
    'preference:not-an-nsid',
    `preference:${NAMESPACE}?action=delete`,
    `preference:${NAMESPACE}?namespace=${OTHER}`,
    `preference:${NAMESPACE}?more=1`,
    `preference?action=read`,
    `preferences:${NAMESPACE}`,
  ])('is not %s', (scope) => {
    expect(isKnownScope(scope)).toBe(false)
    const granted = new GrantedScopes(`atproto ${scope}`)
    expect(granted.allows({ kind: 'preference', action: 'read', namespace: NAMESPACE })).toBe(false)
  })

  it('is one that is known', () => {
    expect(isKnownScope(`preference:${NAMESPACE}?action=read`)).toBe(true)
  })
})
