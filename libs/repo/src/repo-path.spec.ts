import { createHash } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { isRepoPath, keyLayer } from '@guildhall/repo'

describe('a repository path', () => {
  it.each([
    'app.bsky.feed.post/3jui7kd54zh2y',
    'com.example.a/self',
    'a/b',
    'A0/374913',
    'com.example.a/~:_-.09AZaz',
    'com.example.a/..',
    `a/${'b'.repeat(1022)}`,
  ])('can be %s', (path) => {
    expect(isRepoPath(path)).toBe(true)
  })

  it.each(['', '/', 'a', 'a/', '/b', 'a/b/c', 'a//b', 'a b/c', 'a/é', 'a/b\n', 'a/\u0100', 'a/b#', 'a/%20'])(
    'cannot be %j',
    (path) => {
      expect(isRepoPath(path)).toBe(false)
    },
  )

  it('has at most 1,024 bytes', () => {
    expect(isRepoPath(`a/${'b'.repeat(1023)}`)).toBe(false)
  })
})

describe('the layer of a path', () => {
  it('is the count of leading zero pairs of bits of its sha-256', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (path) => {
        const bits = [...createHash('sha256').update(path).digest()]
          .map((byte) => byte.toString(2).padStart(8, '0'))
          .join('')
        expect(keyLayer(path)).toBe(Math.floor(bits.indexOf('1') / 2))
      }),
    )
  })
})
