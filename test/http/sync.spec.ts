import { verifyProofs, verifyRepoCar } from '@atproto/repo'
import { com } from '@guildhall/lexicon'
import { CarReader } from '@ipld/car'
import { decodeFirst } from 'cborg'
import { CID as Cid } from 'multiformats/cid'
import { WebSocket } from 'ws'
import { refused } from '../support/refused.js'
import { admin, bearer, type Member, WholeServer } from '../support/whole-server.js'

const { getBlocks, getLatestCommit, getRecord, getRepo, getRepoStatus, listRepos, subscribeRepos } =
  com.atproto.sync
const OWN = 'com.example.note'
const CID = 'bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a'
const NOBODY = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const CAR = 'application/vnd.ipld.car'
const START_MAX_MS = 60_000

let server: WholeServer
let member: Member
beforeAll(async () => {
  server = await WholeServer.start()
}, START_MAX_MS)
beforeEach(async () => {
  member = await server.signUp()
})
afterAll(() => server?.close())

async function write(rkey: string, text: string, by = member) {
  const { json } = await server.post(
    com.atproto.repo.putRecord.nsid,
    { repo: by.did, collection: OWN, rkey, record: { $type: OWN, text } },
    bearer(by.accessJwt),
  )
  return json as { cid: string; commit: { cid: string; rev: string } }
}

/** The key that the directory names for an account. */
async function signingKey({ did }: Member): Promise<string> {
  const { json } = await server.request('GET', `/plc/${did}/data`)
  return (json.verificationMethods as { atproto: string }).atproto
}

async function readCar(bytes: Uint8Array) {
  const car = await CarReader.fromBytes(bytes)
  const cids: string[] = []
  for await (const { cid } of car.blocks()) cids.push(cid.toString())
  return { roots: (await car.getRoots()).map(String), cids }
}

describe('getRepo', () => {
  it('gives the whole repository, which the official library verifies', async () => {
    const records = await Promise.all(['a', 'b', 'c'].map((rkey) => write(rkey, `text of ${rkey}`)))
    const answer = await server.get(getRepo.nsid, { did: member.did })
    expect(answer).toMatchObject({ status: 200, headers: { 'content-type': CAR } })
    const verified = await verifyRepoCar(answer.bytes, member.did, await signingKey(member))
    expect(verified.creates.map(({ cid }) => cid.toString()).sort()).toEqual(
      records.map(({ cid }) => cid).sort(),
    )
    const latest = await server.get(getLatestCommit.nsid, { did: member.did })
    expect(verified.commit.cid.toString()).toBe(latest.json.cid)
    expect(verified.commit.rev).toBe(latest.json.rev)
  })

  it('gives the empty repository of a new account', async () => {
    const { bytes } = await server.get(getRepo.nsid, { did: member.did })
    const verified = await verifyRepoCar(bytes, member.did, await signingKey(member))
    expect(verified.creates).toEqual([])
  })

  it('gives what came after a revision, and sends equal records once', async () => {
    const { commit } = await write('a', 'old')
    const fresh = await write('b', 'same')
    await write('c', 'same')
    const old = await readCar((await server.get(getRepo.nsid, { did: member.did })).bytes)
    const since = await readCar(
      (await server.get(getRepo.nsid, { did: member.did, since: commit.rev })).bytes,
    )
    expect(since.roots).toEqual(old.roots)
    expect(old.cids.filter((cid) => cid === fresh.cid)).toHaveLength(1)
    expect(since.cids.filter((cid) => cid === fresh.cid)).toHaveLength(1)
    expect(since.cids.length).toBeLessThan(old.cids.length)
    expect(old.cids).toEqual(expect.arrayContaining(since.cids))
  })
})

describe('getRecord', () => {
  it.each(['a', 'absent'])('proves what is at a key: %s', async (rkey) => {
    const { cid } = await write('a', 'there')
    const { status, bytes } = await server.get(getRecord.nsid, { did: member.did, collection: OWN, rkey })
    expect(status).toBe(200)
    const claim = { collection: OWN, rkey, cid: rkey === 'a' ? Cid.parse(cid) : null }
    const { verified, unverified } = await verifyProofs(
      bytes,
      [claim as never],
      member.did,
      await signingKey(member),
    )
    expect([verified.length, unverified.length]).toEqual([1, 0])
  })
})

describe('getBlocks', () => {
  it('gives blocks in a CAR without a root', async () => {
    const { cid, commit } = await write('a', 'there')
    const { bytes } = await server.get(getBlocks.nsid, { did: member.did, cids: [cid, commit.cid, cid] })
    const { roots, cids } = await readCar(bytes)
    expect(roots).toEqual([])
    expect(cids.sort()).toEqual([cid, commit.cid].sort())
  })

  it('names those that are not there', async () => {
    const { cid } = await write('a', 'there')
    expect(await server.get(getBlocks.nsid, { did: member.did, cids: [cid, CID] })).toEqual(
      refused(400, 'BlockNotFound', `Could not find cids: ${CID}`),
    )
    expect(await server.get(getBlocks.nsid, { did: member.did, cids: ['nonsense'] })).toEqual(
      refused(400, 'InvalidRequest'),
    )
  })
})

describe('the state of a repository', () => {
  it('is told for active accounts with their revision', async () => {
    const { commit } = await write('a', 'there')
    const status = await server.get(getRepoStatus.nsid, { did: member.did })
    expect(status.json).toEqual({ did: member.did, active: true, rev: commit.rev })
  })

  it.each([
    ['deactivated', 'RepoDeactivated'],
    ['takendown', 'RepoTakendown'],
    ['suspended', 'RepoSuspended'],
  ] as const)('%s: is told, and only its owner and administrators may read', async (state, error) => {
    const { cid } = await write('a', 'there')
    await server.setStatus(member.did, state)
    const status = await server.get(getRepoStatus.nsid, { did: member.did })
    expect(status.json).toEqual({ did: member.did, active: false, status: state })
    const queries: [string, Record<string, string>][] = [
      [getRepo.nsid, {}],
      [getLatestCommit.nsid, {}],
      [getRecord.nsid, { collection: OWN, rkey: 'a' }],
      [getBlocks.nsid, { cids: cid }],
    ]
    const stranger = bearer((await server.signUp()).accessJwt)
    for (const [nsid, query] of queries) {
      const ask = (headers = {}) => server.get(nsid, { did: member.did, ...query }, headers)
      expect(await ask()).toEqual(refused(400, error))
      expect(await ask(stranger)).toEqual(refused(400, error))
      expect((await ask(admin)).status).toBe(200)
      if (state === 'deactivated') expect((await ask(bearer(member.accessJwt))).status).toBe(200)
    }
  })

  it('of nobody is refused, by all of them', async () => {
    const queries: [string, Record<string, string>][] = [
      [getRepo.nsid, {}],
      [getLatestCommit.nsid, {}],
      [getRepoStatus.nsid, {}],
      [getRecord.nsid, { collection: OWN, rkey: 'a' }],
      [getBlocks.nsid, { cids: CID }],
    ]
    for (const [nsid, query] of queries) {
      expect(await server.get(nsid, { did: NOBODY, ...query })).toEqual(refused(400, 'RepoNotFound'))
      expect(await server.get(nsid, { did: 'nobody', ...query })).toEqual(refused(400, 'InvalidRequest'))
    }
  })
})

describe('listRepos', () => {
  it('lists all, in the order in which they were made, in pages that end', async () => {
    const others = [await server.signUp(), await server.signUp()]
    await server.setStatus(others[0]!.did, 'deactivated')
    const listed: { did: string; active: boolean; status?: string }[] = []
    let cursor: string | undefined
    do {
      const { json } = await server.get(listRepos.nsid, { limit: 2, cursor })
      listed.push(...(json.repos as typeof listed))
      cursor = json.cursor as string | undefined
    } while (cursor !== undefined)
    expect(listed.slice(-3).map(({ did }) => did)).toEqual([member, ...others].map(({ did }) => did))
    expect(listed.slice(-3).map(({ active, status }) => [active, status])).toEqual([
      [true, undefined],
      [false, 'deactivated'],
      [true, undefined],
    ])
    expect(new Set(listed.map(({ did }) => did)).size).toBe(listed.length)
  })

  it.each([{ cursor: 'nonsense' }, { cursor: '-1' }, { cursor: '1.5' }, { limit: 0 }, { limit: 1_001 }])(
    'is refused with %p',
    async (query) => {
      expect(await server.get(listRepos.nsid, query)).toEqual(refused(400, 'InvalidRequest'))
    },
  )
})

describe('subscribeRepos', () => {
  const address = (cursor?: string) => {
    const query = cursor === undefined ? '' : `?cursor=${cursor}`
    return `${server.url.replace('http', 'ws')}/xrpc/${subscribeRepos.nsid}${query}`
  }
  /** The kinds of the first so many messages. */
  const first = (count: number, cursor?: string) =>
    new Promise<string[]>((resolve, reject) => {
      const socket = new WebSocket(address(cursor))
      const kinds: string[] = []
      socket.on('error', reject)
      socket.on('message', (data: Buffer) => {
        const [header] = decodeFirst(data) as [{ t: string }, Uint8Array]
        kinds.push(header.t)
        if (kinds.length < count) return
        socket.close()
        resolve(kinds.slice(0, count))
      })
    })
  const closing = (cursor: string) =>
    new Promise<{ code: number; reason: string }>((resolve, reject) => {
      const socket = new WebSocket(address(cursor))
      socket.on('error', reject)
      socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }))
    })

  it('begins with everything that is kept, in order', async () => {
    const kinds = await first(4, '0')
    expect(kinds).toEqual(['#identity', '#account', '#commit', '#sync'])
  })

  it('is refused with a cursor of the future, or with none', async () => {
    expect(await closing('999999999')).toEqual({ code: 1008, reason: 'FutureCursor' })
    expect(await closing('nonsense')).toEqual({ code: 1008, reason: 'InvalidRequest' })
  })

  it('goes on where nothing was seen yet', async () => {
    const [{ last }] = (await server.sql('SELECT max(seq)::int AS last FROM event_seq')) as [{ last: number }]
    const live = first(2, String(last))
    await write('a', 'one')
    await write('a', 'two')
    expect(await live).toEqual(['#commit', '#commit'])
  })

  it('is a WebSocket: a plain request is told so', async () => {
    const answer = await server.get(subscribeRepos.nsid)
    expect([answer.status, answer.headers.upgrade]).toEqual([426, 'websocket'])
  })
})
