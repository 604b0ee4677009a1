import { cborCidBytes } from '@guildhall/data'
import type { RecordPage, RepoSnapshot } from './export.store.js'
import { SharedSnapshots } from './shared-snapshots.js'

const PAGE: RecordPage = { blocks: new Uint8Array(0), sizes: [], last: 'a/1' }
const LIMITS = { records: 1, bytes: 1 }

/** A snapshot of a tree that counts what is read of it. */
function snapshotOf(tree: string, records: () => Promise<RecordPage> = async () => PAGE) {
  const reads: string[] = []
  const cid = cborCidBytes(Buffer.from(tree))
  const snapshot: RepoSnapshot = {
    commit: { cid, bytes: cid },
    data: cid,
    allNodes: async () => undefined,
    nodes: async () => [],
    records: (after) => {
      reads.push(after)
      return records()
    },
    nodesSince: async () => [],
    recordsSince: async () => [],
  }
  return { snapshot, reads }
}

describe('SharedSnapshots', () => {
  const shared = new SharedSnapshots()

  it('reads once for all who export the same tree at the same time', async () => {
    const [one, two] = [snapshotOf('tree'), snapshotOf('tree')]
    const pages = await shared.use(one.snapshot, (a) =>
      shared.use(two.snapshot, (b) =>
        Promise.all([a.records('', LIMITS), b.records('', LIMITS), a.records('a/1', LIMITS)]),
      ),
    )
    expect(pages).toEqual([PAGE, PAGE, PAGE])
    expect([one.reads, two.reads]).toEqual([['', 'a/1'], []])
  })

  it('keeps trees apart, and nothing once nobody exports', async () => {
    const [one, two] = [snapshotOf('tree'), snapshotOf('another tree')]
    await shared.use(one.snapshot, (a) =>
      shared.use(two.snapshot, (b) => Promise.all([a.records('', LIMITS), b.records('', LIMITS)])),
    )
    await shared.use(one.snapshot, (a) => a.records('', LIMITS))
    expect([one.reads, two.reads]).toEqual([['', ''], ['']])
  })

  it('lets whoever falls behind, or whose companion fails, read for itself', async () => {
    const failing = snapshotOf('tree', () => Promise.reject(new Error('the client left')))
    const own = snapshotOf('tree')
    await shared.use(failing.snapshot, (a) =>
      shared.use(own.snapshot, async (b) => {
        const left = a.records('', LIMITS)
        const page = b.records('', LIMITS)
        await expect(left).rejects.toThrow('left')
        expect(await page).toBe(PAGE)
        for (let i = 0; i < 20; i++) await b.records(`${i}`, LIMITS)
        await b.records('0', LIMITS)
      }),
    )
    expect(own.reads.filter((after) => after === '0')).toHaveLength(2)
  })
})
