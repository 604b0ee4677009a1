import { BoundedCache } from './bounded-cache.js'

describe('BoundedCache', () => {
  test('forgets the least recently used entry', () => {
    const cache = new BoundedCache<string, number>(2)
    cache.set('a', 1)
    cache.set('b', 2)
    expect(cache.get('a')).toBe(1)
    expect(cache.set('c', 3)).toBe(2)
    expect(cache.get('b')).toBeUndefined()
    expect(cache.get('a')).toBe(1)
    expect(cache.size).toBe(2)
  })

  test('replacing an entry does not push another one out', () => {
    const cache = new BoundedCache<string, number>(2)
    cache.set('a', 1)
    cache.set('b', 2)
    expect(cache.set('b', 3)).toBeUndefined()
    expect(cache.get('a')).toBe(1)
  })

  test('forgets more of them if they are large, and keeps none that is too large for it', () => {
    const cache = new BoundedCache<string, string>(10, { max: 6, of: ({ length }) => length })
    cache.set('a', 'xx')
    cache.set('b', 'xx')
    cache.set('c', 'xx')
    expect(cache.set('d', 'xxxx')).toBe('xx')
    expect([...'abcd'].map((key) => cache.get(key))).toEqual([undefined, undefined, 'xx', 'xxxx'])
    cache.set('d', 'x')
    cache.delete('c')
    cache.set('e', 'xxxxx')
    expect([...'cde'].map((key) => cache.get(key))).toEqual([undefined, 'x', 'xxxxx'])
    cache.set('f', 'xxxxxxx')
    expect(cache.size).toBe(0)
    cache.set('g', 'xxxxxx')
    cache.clear()
    cache.set('h', 'xxxxxx')
    expect(cache.get('h')).toBe('xxxxxx')
  })
})
