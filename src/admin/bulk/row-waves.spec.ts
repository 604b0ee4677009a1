import type { BulkRow } from './bulk-job.js'
import { rowWaves } from './row-waves.js'

/** Numbers of the rows of each group. */
function waves(inputs: readonly BulkRow['input'][], most: number): number[][] {
  const rows = inputs.map((input, i): BulkRow => {
    return {
      number: i + 1,
      input,
      state: 'waiting',
      outcome: undefined,
      did: undefined,
      detail: undefined,
      handle: undefined,
    }
  })
  return rowWaves(rows, most).map((wave) => wave.map(({ number }) => number))
}

describe('rowWaves', () => {
  test('takes so many at a time, in their order', () => {
    const people = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ email: `${name}@x.example` }))
    expect(waves(people, 2)).toEqual([[1, 2], [3, 4], [5]])
    expect(waves([], 2)).toEqual([])
  })

  test.each([
    ['address', { email: 'a@x.example' }, { email: 'A@x.example ', handle: 'b.x.example' }],
    ['handle', { handle: 'a.x.example', externalId: '1' }, { handle: 'A.x.example', externalId: '2' }],
    ['id of the directory', { externalId: '1' }, { externalId: '1', email: 'a@x.example' }],
    ['DID', { did: 'did:plc:a' }, { did: 'did:plc:a' }],
  ])('two rows with the same %s are done one after the other', (_what, first, second) => {
    expect(waves([first, second, { email: 'z@x.example' }], 4)).toEqual([[1], [2, 3]])
  })

  test('a name of one kind is no name of another', () => {
    expect(waves([{ externalId: 'a' }, { handle: 'a' }, { email: 'a' }], 4)).toEqual([[1, 2, 3]])
  })
})
