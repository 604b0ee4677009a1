import type { PlcOperation } from '@guildhall/identity'
import { InvalidExportParameter } from './plc-directory.errors.js'
import { PlcExport } from './plc-export.js'
import type { PlcOperationStore } from './plc-operation.store.js'

const did = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const operation = { type: 'plc_operation' } as PlcOperation
const rows = [1, 2].map((seq) => ({
  seq,
  did,
  cid: `cid${seq}`,
  operation,
  nullified: seq === 1,
  createdAtMs: Date.UTC(2026, 0, 1, 0, 0, 0, seq),
}))

function setUp(found = rows) {
  const asked: unknown[][] = []
  const store = { after: async (...what: unknown[]) => (asked.push(what), found) }
  return { operations: new PlcExport(store as unknown as PlcOperationStore), asked }
}

describe('PlcExport', () => {
  test('a page is one entry a line, with times', async () => {
    const { operations, asked } = setUp()
    const lines = (await operations.page(undefined, undefined)).split('\n').map((line) => JSON.parse(line))
    expect(lines).toEqual([
      { did, operation, cid: 'cid1', nullified: true, createdAt: '2026-01-01T00:00:00.001Z' },
      { did, operation, cid: 'cid2', nullified: false, createdAt: '2026-01-01T00:00:00.002Z' },
    ])
    expect(asked).toEqual([[{ createdAtMs: 0 }, 1000]])
  })

  test('goes on behind a time', async () => {
    const { operations, asked } = setUp()
    await operations.page('2026-01-01T00:00:00.001Z', '1')
    await operations.page('2026-01-01', '5000')
    expect(asked).toEqual([
      [{ createdAtMs: Date.UTC(2026, 0, 1, 0, 0, 0, 1) }, 1],
      [{ createdAtMs: Date.UTC(2026, 0, 1) }, 1000],
    ])
  })

  test('goes on behind a number, and then says the numbers', async () => {
    const { operations, asked } = setUp(rows.slice(1))
    expect(JSON.parse(await operations.page('1', '10'))).toEqual({
      seq: 2,
      type: 'sequenced_op',
      did,
      operation,
      cid: 'cid2',
      createdAt: '2026-01-01T00:00:00.002Z',
    })
    expect(asked).toEqual([[{ seq: 1 }, 10]])
  })

  test('the last page is empty', async () => {
    await expect(setUp([]).operations.page('2', undefined)).resolves.toBe('')
  })

  test.each(['yesterday', '-1', '1.5', '2026-13-01', '99999999999999999999', '+010000-01-01'])(
    '%j is no place to go on',
    async (after) => {
      await expect(setUp().operations.page(after, undefined)).rejects.toThrow(
        new InvalidExportParameter('after'),
      )
    },
  )

  test.each(['0', '-1', '1e3', 'all', '1.5'])('%j is no count', async (count) => {
    await expect(setUp().operations.page(undefined, count)).rejects.toThrow(
      new InvalidExportParameter('count'),
    )
  })
})
