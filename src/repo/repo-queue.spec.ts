import { parseDid } from '@guildhall/syntax'
import { MERGE_MAX, RepoQueue } from './repo-queue.js'

const A = parseDid('did:plc:a')
const B = parseDid('did:plc:b')
const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('RepoQueue', () => {
  it('gathers what arrives while a batch runs into the next batch', async () => {
    const batches: number[][] = []
    const queue = new RepoQueue<number>(async (_did, jobs) => {
      batches.push(jobs)
      await turn()
    })
    for (let i = 0; i < 5; i++) queue.add(A, i)
    await turn()
    await turn()
    await turn()
    expect(batches).toEqual([[0], [1, 2, 3, 4]])
  })

  it('does not make repositories wait for each other', async () => {
    const started: string[] = []
    const queue = new RepoQueue<number>(async (did) => {
      started.push(did)
      await turn()
    })
    queue.add(A, 1)
    queue.add(B, 1)
    expect(started).toEqual([A, B])
  })

  it('bounds a batch', async () => {
    const sizes: number[] = []
    const queue = new RepoQueue<number>(async (_did, jobs) => {
      sizes.push(jobs.length)
      await turn()
    })
    for (let i = 0; i < MERGE_MAX + 5; i++) queue.add(A, i)
    for (let i = 0; i < 6; i++) await turn()
    expect(sizes).toEqual([1, MERGE_MAX, 4])
  })
})
