import { beforeEach, describe, expect, it } from '@jest/globals'
import { DpopNonces, NONCE_LIFETIME_MAX_MS } from './dpop-nonces.js'

const SECRET = Buffer.alloc(32, 7)
const MINUTE_MS = 60_000
const NOW_MS = Date.UTC(2026, 0, 1)

let nowMs: number
let one: DpopNonces
let other: DpopNonces
const nodeOf = (byte: number, secret: Uint8Array = SECRET) =>
  new DpopNonces(secret, Buffer.alloc(8, byte), () => nowMs)
beforeEach(() => {
  nowMs = NOW_MS
  one = nodeOf(1)
  other = nodeOf(2)
})

describe('a nonce', () => {
  it('says who has handed it out, to whoever has the secret', () => {
    expect(one.ownName).toBe('01'.repeat(8))
    for (const node of [one, other, nodeOf(3)]) {
      expect(node.ownerOf(one.next())).toBe(one.ownName)
      expect(node.ownerOf(other.next())).toBe(other.ownName)
    }
  })

  it('is the same for a minute, and good for some more', () => {
    const first = one.next()
    nowMs += MINUTE_MS - 1
    expect(one.next()).toBe(first)
    nowMs += 1
    expect(one.next()).not.toBe(first)
    nowMs = NOW_MS + 4 * MINUTE_MS - 1
    expect(other.ownerOf(first)).toBe(one.ownName)
    nowMs += 1
    expect(other.ownerOf(first)).toBeUndefined()
    expect(one.ownerOf(first)).toBeUndefined()
  })

  it('is taken by a node whose clock is behind, and never lives for longer than five minutes', () => {
    const nonce = one.next()
    nowMs -= MINUTE_MS
    expect(other.ownerOf(nonce)).toBe(one.ownName)
    nowMs -= 1
    expect(nodeOf(3).ownerOf(nonce)).toBeUndefined()
    expect(NONCE_LIFETIME_MAX_MS).toBeLessThanOrEqual(5 * MINUTE_MS)
  })

  it.each([
    ['of another secret', () => nodeOf(1, Buffer.alloc(32, 8)).next()],
    ['with another owner', () => bend(one.next(), 4)],
    ['with another time', () => bend(one.next(), 3)],
    ['with another signature', () => bend(one.next(), 31)],
    ['written in another way', () => `${one.next().slice(0, -1)}${lastTwin(one.next())}`],
    ['too short', () => one.next().slice(1)],
    ['too long', () => `${one.next()}A`],
    ['empty', () => ''],
    ['a number', () => 7],
    ['missing', () => undefined],
  ])('is not one %s', (_what, make) => {
    one.ownerOf(one.next())
    expect(one.ownerOf(make())).toBeUndefined()
  })

  it('needs a secret and a name of the right length', () => {
    expect(() => new DpopNonces(Buffer.alloc(31), Buffer.alloc(8), () => 0)).toThrow(TypeError)
    expect(() => new DpopNonces(SECRET, Buffer.alloc(7), () => 0)).toThrow(TypeError)
  })
})

function bend(nonce: string, index: number): string {
  const bytes = Buffer.from(nonce, 'base64url')
  bytes[index]! ^= 1
  return bytes.toString('base64url')
}

/** The other letter that the last byte could be written with. */
function lastTwin(nonce: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return alphabet[alphabet.indexOf(nonce.at(-1)!) ^ 1]!
}
