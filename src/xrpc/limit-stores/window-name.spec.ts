import { windowName } from './window-name.js'

const nameOf = (key: string) => windowName({ bucket: 'calls', windowMs: 1_000, key, points: 1, cost: 1 })

it('is short, and of plain characters, whatever callers have typed', () => {
  for (const key of ['x'.repeat(100_000), 'nul\0', 'two words', '\ud800', 'a'.repeat(65)])
    expect(nameOf(key)).toMatch(/^calls 1000 #[\w-]{43}$/)
})

it('leaves addresses and DIDs readable', () => {
  for (const key of [
    '192.0.2.7',
    '2001:db8::1',
    'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa',
    'did:web:localhost%3A2583',
  ])
    expect(nameOf(key)).toBe(`calls 1000 ${key}`)
})
