import { understoodCodings } from './accepted-codings.js'

describe('codings that client and server both understand', () => {
  it.each([
    [undefined, 'identity'],
    ['', 'identity'],
    ['gzip', 'gzip;q=1'],
    ['GZIP, Br', 'gzip;q=1, br;q=1'],
    ['gzip, deflate, br, zstd', 'gzip;q=1, br;q=1, deflate;q=1'],
    ['br;q=0.5, gzip; q=0.8, identity;q=0.1', 'gzip;q=0.8, br;q=0.5, identity;q=0.1'],
    ['*', 'gzip;q=1, br;q=1, deflate;q=1, identity;q=1'],
    ['*;q=0.3, gzip;q=0', 'br;q=0.3, deflate;q=0.3, identity;q=0.3'],
    ['gzip, identity;q=0', 'gzip;q=1, identity;q=0'],
    ['gzip, *;q=0', 'gzip;q=1, identity;q=0'],
    ['zstd', 'identity;q=1'],
  ])('of %j are %j', (header, expected) => {
    expect(understoodCodings(header)).toBe(expected)
  })

  it.each([
    ['', 'identity'],
    ['identity, gzip;q=0.5, br;q=0', 'gzip;q=1, identity;q=0.1'],
    ['*', 'gzip;q=1, br;q=1, deflate;q=1, identity;q=0.1'],
    ['gzip;q=0.1, identity;q=0', 'gzip;q=1, identity;q=0'],
    ['zstd', 'identity;q=0.1'],
  ])('of %j are %j where compression is preferred', (header, expected) => {
    expect(understoodCodings(header, true)).toBe(expected)
  })

  it.each(['zstd, identity;q=0', 'zstd, *;q=0', '*;q=0', 'identity;q=0'])('of %j are none', (header) => {
    expect(() => understoodCodings(header)).toThrow(expect.objectContaining({ code: 'NotAcceptable' }))
  })

  it.each(['gzip;q=2', 'gzip;q=', 'gzip;x=1', 'gz ip', 'gzip,,br', ';q=1'])(
    'of %j nobody can tell',
    (header) => {
      expect(() => understoodCodings(header)).toThrow(expect.objectContaining({ code: 'InvalidRequest' }))
    },
  )
})
