import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { K256Key } from '@guildhall/crypto'
import {
  CID,
  cborCidBytes,
  cidBytesToString,
  encode,
  rawCidBytes,
  type CidBytes,
  type LexMap,
} from '@guildhall/data'
import { buildTree, type CarBlock, encodeCar, InvalidCar, signCommit } from '@guildhall/repo'
import { MoveProblem } from './move-problem.js'
import { compareRepos } from './repo-comparison.js'
import { readRecords } from './repo-export.js'
import { RepoFile } from './repo-file.js'

const DID = 'did:plc:mmmmmmmmmmmmmmmmmmmmmmmm'
const SIGNER = K256Key.fromHex('07'.repeat(32))
const NOTE = 'com.example.note'

let folder: string
const opened: RepoFile[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'guildhall-repos-'))
})
afterEach(async () => {
  for (const repo of opened.splice(0)) await repo.close()
  await rm(folder, { recursive: true })
})

const notes = (count: number, more: Record<string, LexMap> = {}): Record<string, LexMap> => ({
  ...Object.fromEntries(
    Array.from({ length: count }, (_, n) => [`${NOTE}/k${n}`, { $type: NOTE, n } as LexMap]),
  ),
  ...more,
})

interface Export {
  commit: CarBlock
  nodes: CarBlock[]
  records: CarBlock[]
}

function exportOf(did: string, records: Record<string, LexMap>): Export {
  const blocks = Object.entries(records).map(([path, value]) => {
    const bytes = encode(value)
    return { path, bytes, cid: cborCidBytes(bytes) }
  })
  const sorted = [...blocks].sort((a, b) => (a.path < b.path ? -1 : 1))
  const { root, nodes } = buildTree(sorted.map(({ path, cid }) => [path, cid] as [string, CidBytes]))
  const commit = signCommit({ did, rev: '3jzfcijpj2z2a', data: root }, SIGNER)
  return { commit, nodes: [...nodes], records: blocks }
}

async function fileOf({ commit, nodes, records }: Export): Promise<RepoFile> {
  const path = join(folder, `${opened.length}.car`)
  await writeFile(path, encodeCar([commit.cid], [commit, ...nodes, ...records]))
  const repo = await RepoFile.open(path, DID)
  opened.push(repo)
  return repo
}

describe('repositories in files', () => {
  it('are the same when all their records are', async () => {
    const [a, b] = [await fileOf(exportOf(DID, notes(500))), await fileOf(exportOf(DID, notes(500)))]
    const same = { records: 500, missing: 0, surplus: 0, changed: 0, examples: [] }
    expect(await compareRepos(a, b)).toEqual(same)
    expect(a.data).toBe(b.data)
    expect(a.isSignedWith(SIGNER.didKey)).toBe(true)
    expect(a.isSignedWith(K256Key.fromHex('08'.repeat(32)).didKey)).toBe(false)
  })

  it('show what differs', async () => {
    const changed = { [`${NOTE}/k7`]: { $type: NOTE, n: -1 }, [`${NOTE}/zz`]: { $type: NOTE } }
    const copied = notes(10, changed)
    delete copied[`${NOTE}/k3`]
    const [a, b] = [await fileOf(exportOf(DID, notes(10))), await fileOf(exportOf(DID, copied))]
    expect(await compareRepos(a, b)).toEqual({
      ...{ records: 9, missing: 1, surplus: 1, changed: 1 },
      examples: [`${NOTE}/k3`, `${NOTE}/k7`, `${NOTE}/zz`],
    })
  })

  it('name the blobs of their records', async () => {
    const cid = 'bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku'
    const image = { $type: 'blob', ref: CID.parse(cid), mimeType: 'text/plain', size: 7 } as unknown as LexMap
    const repo = await fileOf(exportOf(DID, notes(3, { [`${NOTE}/blob`]: { $type: NOTE, image } })))
    expect(await readRecords(repo)).toEqual({ records: 4, blobs: new Map([[cid, 7]]) })
  })

  it('are refused when a record or a node is missing, or when they are of somebody else', async () => {
    const whole = exportOf(DID, notes(200))
    const lacksRecord = await fileOf({ ...whole, records: whole.records.slice(1) })
    await expect(readRecords(lacksRecord)).rejects.toThrow(MoveProblem)
    const lacksNode = await fileOf({ ...whole, nodes: whole.nodes.slice(0, -1) })
    await expect(readRecords(lacksNode)).rejects.toThrow()
    const others = exportOf('did:plc:nnnnnnnnnnnnnnnnnnnnnnnn', notes(2))
    await expect(fileOf(others)).rejects.toThrow(MoveProblem)
  })
})

describe('repositories without measure', () => {
  it('are given up: blocks and blobs are kept in memory', async () => {
    const picture = (n: number): LexMap => ({
      $type: NOTE,
      picture: {
        $type: 'blob',
        ref: CID.parse(cidBytesToString(rawCidBytes(Buffer.alloc(32, n)))),
        mimeType: 'image/png',
        size: n,
      },
    })
    const repo = await fileOf(exportOf(DID, { [`${NOTE}/a`]: picture(1), [`${NOTE}/b`]: picture(2) }))
    expect((await readRecords(repo, 2)).blobs.size).toBe(2)
    await expect(readRecords(repo, 1)).rejects.toThrow(MoveProblem)
    const path = join(folder, '0.car')
    await expect(RepoFile.open(path, DID, 2)).rejects.toThrow(InvalidCar)
  })
})
