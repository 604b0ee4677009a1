import { describe, expect, it } from '@jest/globals'
import type { Did } from '@guildhall/syntax'
import { agreedDid, didOfHandleText, didsOfHandleTxt, isHandleTldAllowed } from '@guildhall/identity'

const alice = 'did:plc:ewvi7nxzyoun6zhxrhs64oiz' as Did
const bob = 'did:web:bob.test' as Did

describe('top-level domains', () => {
  it.each(['local', 'arpa', 'invalid', 'localhost', 'internal', 'example', 'alt', 'onion'])(
    'not %s',
    (tld) => {
      expect(isHandleTldAllowed(`alice.${tld}`)).toBe(false)
      expect(isHandleTldAllowed(`alice.${tld.toUpperCase()}`)).toBe(false)
      expect(isHandleTldAllowed(`${tld}.com`)).toBe(true)
    },
  )
  it.each(['alice.test', 'alice.com', 'alice.example.com', 'alice.locals'])('%s', (handle) => {
    expect(isHandleTldAllowed(handle)).toBe(true)
  })
})

describe('TXT entries', () => {
  it.each([
    [[[`did=${alice}`]], [alice]],
    [[['did=did:plc:ewvi', '7nxzyoun6zhxrhs64oiz']], [alice]],
    [[['v=spf1 -all'], [`did=${bob}`], ['other']], [bob]],
    [[[`did=${alice}`], [`did=${alice}`]], [alice]],
    [
      [[`did=${alice}`], [`did=${bob}`]],
      [alice, bob],
    ],
    [[['did=nonsense'], [`did=${bob}`]], [bob]],
    [[[alice]], []],
    [[[`DID=${alice}`]], []],
    [[[`did= ${alice}`]], []],
    [[['did=']], []],
    [[[]], []],
    [[], []],
  ])('%j', (entries, dids) => {
    expect(didsOfHandleTxt(entries)).toEqual(dids)
  })
})

describe('the answer of a web server', () => {
  it.each([
    [alice, alice],
    [`${alice}\n`, alice],
    [`  ${alice}\r\n`, alice],
    [`\n${bob}\nsomething else`, bob],
    [`did=${alice}`, undefined],
    ['<html>not found</html>', undefined],
    [`${alice} ${bob}`, undefined],
    ['', undefined],
    ['\n\n', undefined],
  ])('%j', (body, did) => {
    expect(didOfHandleText(body)).toBe(did)
  })
})

describe('agreement', () => {
  it.each([
    [[alice], alice],
    [[alice, alice], alice],
    [[alice, bob], undefined],
    [[], undefined],
  ])('%j', (dids, agreed) => {
    expect(agreedDid(dids)).toBe(agreed)
  })
})
