import { describe, expect, it } from '@jest/globals'
import type { Did } from '@guildhall/syntax'
import { describeImports } from './imports-report.js'

const NOW = new Date('2026-01-02T03:04:05Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const sample = {
  ...{ importId: 7, did: 'did:plc:alice' as Did, createdAt: ago(100_000), seenAt: ago(3_000) },
  ...{ arrivedAt: undefined, nodes: 20, records: 100, waiting: 0 },
}

describe('the report of imports', () => {
  it('tells how far each has come', () => {
    const text = describeImports(
      [
        sample,
        { ...sample, importId: 8, seenAt: ago(61_000), waiting: 5 },
        { ...sample, importId: 9, seenAt: ago(61_000), arrivedAt: ago(60_000) },
      ],
      NOW.getTime(),
    )
    expect(text).toBe(
      [
        '7 did:plc:alice: arriving, since 2026-01-02T03:02:25.000Z: 100 records, 20 nodes',
        '8 did:plc:alice: interrupted, since 2026-01-02T03:02:25.000Z: 100 records, 20 nodes, 5 blocks that wait for the rest',
        '9 did:plc:alice: arrived, about to be finished, since 2026-01-02T03:02:25.000Z: 100 records, 20 nodes',
        '',
      ].join('\n'),
    )
    expect(describeImports([], NOW.getTime())).toBe('no import is under way\n')
  })
})
