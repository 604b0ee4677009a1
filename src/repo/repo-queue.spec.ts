import { MERGE_MAX, RepoQueue } from './repo-queue.js'

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('RepoQueue', () => {
  it('gathers what arrives while a batch runs into the next batch', async () => {
    const batches: number[][] = []
    const queue = new RepoQueue<number>(async (_did, jobs) => {
      batches.push(jobs)
      await turn()
    })
    for (let i = 0; i < 5; i++) queue.add('did:plc:a', i)
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
    queue.add('did:plc:a', 1)
    queue.add('did:plc:b', 1)
    expect(started).toEqual(['did:plc:a', 'did:plc:b'])
  })

  it('bounds a batch', async () => {
    const sizes: number[] = []
    const queue = new RepoQueue<number>(async (_did, jobs) => {
      sizes.push(jobs.length)
      await turn()
    })
    for (let i = 0; i < MERGE_MAX + 5; i++) queue.add('did:plc:a', i)
    for (let i = 0; i < 6; i++) await turn()
    expect(sizes).toEqual([1, MERGE_MAX, 4])
  })
})
