import { isCertain, isNewlyCertain, type RelaySuspicion, suspected, troubleIn } from './relay-finding.js'

const NOW = new Date('2026-01-01T00:00:00Z')
const LATER = new Date('2026-01-01T00:01:00Z')
const host = (status: string | undefined) => ({ status, seq: 1, accountCount: 1 })

describe('troubleIn', () => {
  test.each([
    ['active', 10, undefined],
    ['idle', undefined, undefined],
    [undefined, 100, undefined],
    ['active', 101, 'behind'],
    ['throttled', 0, 'throttled'],
    ['banned', 0, 'banned'],
    ['banned', 1_000, 'banned'],
  ] as const)('status %s, %s behind: %s', (status, lag, trouble) => {
    expect(troubleIn({ host: host(status), isReached: true }, lag, 100)).toBe(trouble)
  })

  test.each([
    [{ host: undefined, isReached: false, error: 'timeout' }, 'unreachable'],
    [{ host: undefined, isReached: true, error: '400 HostNotFound' }, undefined],
    [{ host: undefined, isReached: true, error: '403 HostBanned' }, 'banned'],
  ] as const)('%j: %s', (answer, trouble) => {
    expect(troubleIn(answer, undefined, 100)).toBe(trouble)
  })
})

describe('a suspicion', () => {
  test('is counted while it stays the same, and begins anew with another', () => {
    const first = suspected(undefined, 'behind', NOW)
    expect(first).toEqual({ trouble: 'behind', checks: 1, since: NOW })
    const second = suspected(first, 'behind', LATER)
    expect(second).toEqual({ trouble: 'behind', checks: 2, since: NOW })
    expect(suspected(second, 'banned', LATER)).toEqual({ trouble: 'banned', checks: 1, since: LATER })
    expect(suspected(second, undefined, LATER)).toBeUndefined()
  })

  test.each([
    ['banned', 1],
    ['throttled', 1],
    ['behind', 2],
    ['unreachable', 3],
  ] as const)('of being %s counts after %i checks, and is told once', (trouble, enough) => {
    const after = (checks: number): RelaySuspicion => ({ trouble, checks, since: NOW })
    const certain = [1, 2, 3, 4].map((checks) => isCertain(after(checks)))
    expect(certain).toEqual([1, 2, 3, 4].map((checks) => checks >= enough))
    expect([1, 2, 3, 4].filter((checks) => isNewlyCertain(after(checks)))).toEqual([enough])
  })
})
