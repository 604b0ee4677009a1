import { encode } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import type { DatabaseConfig } from '../database/index.js'
import { RecentRecords } from './recent-records.js'
import { RepoHeads } from './repo-heads.js'
import type { RepoConfig } from './repo.config.js'
import type { RepoHead, RepoStore, RevisedRecord } from './repo.store.js'

const DID = 'did:plc:member' as Did
const CID = Buffer.from([1, 0x71, 0x12, 0x20, ...Buffer.alloc(32)])
const wanted = { collections: ['a.b.c'], always: ['d.e.f/self'], window: 10 }

/** A repository whose head is at `rev`, with one record for each of the revisions. */
function recentRecords({ rev, url }: { rev: string; url?: string }, ...revs: string[]) {
  const state = { rev, status: 'active', asked: [] as string[] }
  const head = () => ({ did: DID, rev: state.rev }) as RepoHead
  const store = {
    head: () => (state.asked.push('head'), Promise.resolve(head())),
    standing: () => (state.asked.push('standing'), Promise.resolve({ head: head(), status: state.status })),
    writtenAfter: (): Promise<RevisedRecord[]> => (
      state.asked.push('records'),
      Promise.resolve(revs.map((at) => ({ path: `a.b.c/${at}`, cid: CID, rev: at, content: encode({ at }) })))
    ),
  } as unknown as RepoStore
  const config = { headCacheEntries: 10 } as RepoConfig
  const heads = new RepoHeads(store, config)
  const recent = new RecentRecords(store, heads, { url } as DatabaseConfig, config)
  return { recent, state, heads, head }
}

describe('RecentRecords', () => {
  it('asks nothing when the repository is known to be at the revision', async () => {
    const { recent, state } = recentRecords({ rev: '5' })
    expect(await recent.since(DID, '5', wanted)).toEqual([])
    expect(await recent.since(DID, '6', wanted)).toEqual([])
    expect(state.asked).toEqual(['standing'])
  })

  it('asks for the head where other servers may have written', async () => {
    const { recent, state } = recentRecords({ rev: '5', url: 'postgres://elsewhere' })
    await recent.since(DID, '5', wanted)
    await recent.since(DID, '5', wanted)
    expect(state.asked).toEqual(['head', 'head'])
  })

  it('returns what was written since, and what is always wanted', async () => {
    const { recent } = recentRecords({ rev: '5' }, '5', '1')
    const found = await recent.since(DID, '4', wanted)
    expect(found).toEqual([
      { uri: `at://${DID}/a.b.c/5`, cid: expect.stringMatching(/^bafyrei/), rev: '5', value: { at: '5' } },
      expect.objectContaining({ rev: '1' }),
    ])
  })

  it('remembers that nothing of what is wanted was written, until something is', async () => {
    const { recent, state, heads, head } = recentRecords({ rev: '5' }, '1')
    expect(await recent.since(DID, '4', wanted)).toEqual([])
    expect(await recent.since(DID, '4', wanted)).toEqual([])
    expect(state.asked).toEqual(['standing', 'records'])
    await recent.since(DID, '3', wanted)
    await recent.since(DID, '3', { ...wanted })
    state.rev = '6'
    heads.remember(head())
    await recent.since(DID, '3', wanted)
    expect(state.asked.slice(2)).toEqual(['records', 'records', 'records'])
  })

  it('finds nothing of an account that cannot write', async () => {
    const { recent, state } = recentRecords({ rev: '5' }, '5')
    state.status = 'deactivated'
    expect(await recent.since(DID, '4', wanted)).toEqual([])
  })

  it('does not replace what a commit has told meanwhile', async () => {
    const { recent, heads, head } = recentRecords({ rev: '5' })
    const loading = recent.since(DID, '5', wanted)
    heads.remember({ ...head(), rev: '6' })
    await loading
    expect(heads.guess(DID)?.rev).toBe('6')
  })
})
