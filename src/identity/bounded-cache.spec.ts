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
})
