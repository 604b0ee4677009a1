import { AppBskyFeedPost, type AtpAgent } from '@atproto/api'
import { verifyRepoCar } from '@atproto/repo'
import { type CommitEvt, type Event, Firehose, MemoryRunner } from '@atproto/sync'
import { createAccount, idResolverOf, signIn, signingKeyOf, type TestAccount } from './accounts.js'
import { checkChains, checkCommit } from './commit-checks.js'
import { FirehoseReader, isCommit } from './firehose-reader.js'
import { ServerProcess } from './server-process.js'

const POSTS = 'app.bsky.feed.post' as const

let server: ServerProcess
let alice: TestAccount
let bob: TestAccount

beforeAll(async () => {
  server = await ServerProcess.create()
  await server.start()
  alice = await createAccount(server, 'alice')
  bob = await createAccount(server, 'bob')
}, 90_000)

afterAll(() => server?.remove(), 30_000)

const post = (text: string) => ({ $type: POSTS, text, createdAt: '2026-01-02T03:04:05.678Z' })
const keyOf = (uri: string) => uri.split('/').at(-1)!

async function revOf(agent: AtpAgent, did: string): Promise<string> {
  const { data } = await agent.com.atproto.sync.getLatestCommit({ did })
  return data.rev
}

describe('the official client', () => {
  it('finds a service that takes new accounts', async () => {
    const { data } = await alice.agent.com.atproto.server.describeServer()
    expect(data.availableUserDomains).toEqual(['.test'])
    expect(data.did).toMatch(/^did:web:/)
  })

  it('has a session after signing up, and refreshes it', async () => {
    expect(alice.agent.session?.handle).toBe('alice.test')
    const before = alice.agent.session!.refreshJwt
    await alice.agent.sessionManager.refreshSession()
    expect(alice.agent.session!.refreshJwt).not.toBe(before)
    const { data } = await alice.agent.com.atproto.server.getSession()
    expect(data).toMatchObject({
      did: alice.did,
      handle: 'alice.test',
      email: 'alice@example.com',
      active: true,
    })
  })

  it('signs in by handle, by e-mail address and by DID, and not with a wrong password', async () => {
    for (const identifier of ['alice.test', 'alice@example.com', alice.did]) {
      const agent = await signIn(server, identifier)
      expect(agent.session?.did).toBe(alice.did)
    }
    await expect(signIn(server, 'alice.test', 'wrong')).rejects.toMatchObject({
      status: 401,
      error: 'AuthenticationRequired',
    })
  })

  it('resolves the handle, and the DID through the built-in directory', async () => {
    const { data } = await alice.agent.com.atproto.identity.resolveHandle({ handle: 'alice.test' })
    expect(data.did).toBe(alice.did)
    const resolved = await idResolverOf(server).did.resolveAtprotoData(alice.did)
    expect(resolved).toMatchObject({ did: alice.did, handle: 'alice.test', pds: server.url })
  })

  it('posts, reads, edits, lists and deletes', async () => {
    const { uri, cid } = await alice.agent.post(post('first'))
    const rkey = keyOf(uri)
    const address = { repo: alice.did, collection: POSTS, rkey }
    const { data: read } = await bob.agent.com.atproto.repo.getRecord(address)
    expect(read).toMatchObject({ uri, cid, value: { text: 'first' } })
    expect(AppBskyFeedPost.isRecord(read.value)).toBe(true)

    const edited = await alice.agent.com.atproto.repo.putRecord({
      ...address,
      record: post('second'),
      swapRecord: cid,
    })
    expect(edited.data.uri).toBe(uri)
    const stale = alice.agent.com.atproto.repo.putRecord({
      ...address,
      record: post('third'),
      swapRecord: cid,
    })
    await expect(stale).rejects.toMatchObject({ status: 400, error: 'InvalidSwap' })

    const { uri: other } = await alice.agent.post(post('another'))
    const listed = await bob.agent.com.atproto.repo.listRecords({
      repo: 'alice.test',
      collection: POSTS,
      limit: 1,
    })
    expect(listed.data.records.map((record) => record.uri)).toEqual([other])
    const rest = await bob.agent.com.atproto.repo.listRecords({
      repo: 'alice.test',
      collection: POSTS,
      cursor: listed.data.cursor,
    })
    expect(rest.data.records.map((record) => record.uri)).toEqual([uri])

    await alice.agent.deletePost(uri)
    const gone = bob.agent.com.atproto.repo.getRecord(address)
    await expect(gone).rejects.toMatchObject({ status: 400, error: 'RecordNotFound' })
    const { data: described } = await bob.agent.com.atproto.repo.describeRepo({ repo: alice.did })
    expect(described).toMatchObject({ handle: 'alice.test', collections: [POSTS], handleIsCorrect: true })
  })

  it('writes for its own account only', async () => {
    const foreign = bob.agent.com.atproto.repo.createRecord({
      repo: alice.did,
      collection: POSTS,
      record: post('x'),
    })
    await expect(foreign).rejects.toMatchObject({ status: expect.any(Number) })
    await expect(foreign).rejects.not.toMatchObject({ status: 500 })
    const { data } = await bob.agent.com.atproto.sync.listRepos()
    expect(data.repos.map(({ did }) => did).sort()).toEqual([alice.did, bob.did].sort())
  })

  it('works with an app password until that is revoked', async () => {
    const { data } = await alice.agent.com.atproto.server.createAppPassword({ name: 'reader' })
    const agent = await signIn(server, 'alice.test', data.password)
    await agent.post(post('by an app'))
    await alice.agent.com.atproto.server.revokeAppPassword({ name: 'reader' })
    await expect(agent.sessionManager.refreshSession()).rejects.toThrow()
    await expect(signIn(server, 'alice.test', data.password)).rejects.toMatchObject({ status: 401 })
  })
})

describe('the export of a repository', () => {
  it('imports into the official library with the same records', async () => {
    const { data: car } = await bob.agent.com.atproto.sync.getRepo({ did: alice.did })
    const verified = await verifyRepoCar(car, alice.did, await signingKeyOf(server, alice.did))
    const { data: latest } = await bob.agent.com.atproto.sync.getLatestCommit({ did: alice.did })
    expect(String(verified.commit.cid)).toBe(latest.cid)
    const exported = verified.creates.map(({ collection, rkey, cid }) => [
      `${collection}/${rkey}`,
      String(cid),
    ])
    const { data } = await bob.agent.com.atproto.repo.listRecords({ repo: alice.did, collection: POSTS })
    expect(exported.sort()).toEqual(
      data.records.map(({ uri, cid }) => [`${POSTS}/${keyOf(uri)}`, cid]).sort(),
    )
    expect(exported.length).toBeGreaterThan(1)
  })
})

describe('the event stream', () => {
  it('is accepted by the official consumer, which authenticates every commit', async () => {
    const wanted = await alice.agent.post(post('seen by the consumer'))
    const events: Event[] = []
    await new Promise<void>((resolve, reject) => {
      const firehose = new Firehose({
        service: server.webSocketUrl,
        idResolver: idResolverOf(server),
        // Its option getCursor is not called by this release; a runner's cursor is.
        runner: new MemoryRunner({ startCursor: 0 }),
        unauthenticatedHandles: true,
        onError: reject,
        handleEvent: async (event) => {
          events.push(event)
          if ('uri' in event && event.uri.toString() === wanted.uri) {
            resolve()
            void firehose.destroy()
          }
        },
      })
      void firehose.start()
    })
    const commits = events.filter((event): event is CommitEvt => 'uri' in event)
    expect(commits.map(({ event }) => event)).toEqual(expect.arrayContaining(['create', 'update', 'delete']))
    const reader = await FirehoseReader.open(server, 0)
    await reader.until((frames) => frames.some(({ seq }) => seq === commits.at(-1)!.seq), 'the same events')
    reader.close()
    const operations = reader.frames.filter(isCommit).reduce((sum, { ops }) => sum + ops.length, 0)
    // It leaves out operations that the proofs do not bear out.
    expect(commits.length).toBe(operations)
    for (const { did, handle } of [alice, bob]) {
      const own = events.filter((event) => event.did === did)
      expect(own.map(({ event }) => event)).toEqual(expect.arrayContaining(['identity', 'account']))
      expect(own.find(({ event }) => event === 'account')).toMatchObject({ active: true })
      expect(own.find(({ event }) => event === 'identity')).toMatchObject({
        didDocument: { alsoKnownAs: [`at://${handle}`] },
      })
    }
  })

  it('chains and inverts strictly from the very first event', async () => {
    const reader = await FirehoseReader.open(server, 0)
    await reader.untilRevs(
      new Map([
        [alice.did, await revOf(alice.agent, alice.did)],
        [bob.did, await revOf(bob.agent, bob.did)],
      ]),
    )
    reader.close()
    const chains = await checkChains(reader.frames)
    expect([...chains.keys()].sort()).toEqual([alice.did, bob.did].sort())
    for (const frame of reader.frames.filter(isCommit)) {
      await checkCommit(frame, await signingKeyOf(server, frame.repo))
    }
  })

  it('goes on live after the backfill, without a gap or a repetition', async () => {
    const reader = await FirehoseReader.open(server, 0)
    const { data } = await alice.agent.com.atproto.repo.createRecord({
      repo: alice.did,
      collection: POSTS,
      record: post('live'),
    })
    await reader.untilRevs(new Map([[alice.did, data.commit!.rev]]))
    reader.close()
    await checkChains(reader.frames)
    expect(String(reader.frames.filter(isCommit).at(-1)!.commit)).toBe(data.commit!.cid)
  })
})
