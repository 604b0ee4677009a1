import { AtpAgent } from '@atproto/api'
import { app } from '@guildhall/lexicon'
import { StubUpstream } from '../support/stub-upstream.js'
import { createAccount, type TestAccount } from './accounts.js'
import { NodeGroup } from './node-group.js'
import { ServerProcess } from './server-process.js'

const START_MAX_MS = 120_000
const STOP_MAX_MS = 60_000
const { getPostThread, getTimeline } = app.bsky.feed
const { getProfile } = app.bsky.actor

let appView: StubUpstream
beforeAll(async () => {
  appView = await StubUpstream.start('bsky_appview')
})
afterAll(() => appView?.close())

const settings = () => ({
  PDS_DISABLE_SSRF_PROTECTION: 'true',
  PDS_BSKY_APP_VIEW_URL: appView.url,
  PDS_BSKY_APP_VIEW_DID: appView.did,
})

async function revOf({ agent, did }: TestAccount): Promise<string> {
  return (await agent.com.atproto.sync.getLatestCommit({ did })).data.rev
}

/** The AppView knows the account up to now, and nothing of what follows. */
async function stopIndexing(account: TestAccount): Promise<void> {
  const rev = { 'atproto-repo-rev': await revOf(account) }
  const { did, handle } = account
  appView.json(getTimeline.nsid, { feed: [] }, 200, rev)
  appView.json(getProfile.nsid, { did, handle, displayName: 'Before' }, 200, rev)
  appView.json(getPostThread.nsid, { error: 'NotFound', message: 'Post not found' }, 400, rev)
}

const textsIn = async (agent: AtpAgent) => {
  const { data } = await agent.getTimeline()
  return data.feed.map(({ post }) => (post.record as { text: string }).text)
}

describe('a member of a server by itself', () => {
  let server: ServerProcess
  let account: TestAccount
  beforeAll(async () => {
    server = await ServerProcess.create(settings())
    await server.start()
    appView.plcUrl = `${server.url}/plc`
    account = await createAccount(server, 'alice')
    await account.agent.follow(account.did)
    await stopIndexing(account)
  }, START_MAX_MS)
  afterAll(() => server?.remove(), STOP_MAX_MS)

  it('sees with the official client what was just written, also after a restart', async () => {
    const { agent, did } = account
    expect(await textsIn(agent)).toEqual([])
    const { uri } = await agent.post({ text: 'one' })
    expect(await textsIn(agent)).toEqual(['one'])
    await agent.post({ text: 'two' })
    await agent.upsertProfile((existing) => ({ ...existing, displayName: 'After' }))
    await server.stop()
    await server.start()
    expect(await textsIn(agent)).toEqual(['two', 'one'])
    expect((await agent.getProfile({ actor: did })).data.displayName).toBe('After')
    const { thread } = (await agent.getPostThread({ uri })).data
    expect(thread).toMatchObject({ post: { uri, author: { displayName: 'After' } } })
    await agent.deletePost(uri)
    expect(await textsIn(agent)).toEqual(['two'])
    appView.json(getTimeline.nsid, { feed: [] }, 200, { 'atproto-repo-rev': await revOf(account) })
    expect(await textsIn(agent)).toEqual([])
  })
})

describe('a member of several nodes', () => {
  let group: NodeGroup
  beforeAll(async () => {
    group = await NodeGroup.start(2, settings())
    appView.plcUrl = `${group.nodes[0]!.url}/plc`
  }, START_MAX_MS)
  afterAll(() => group?.remove(), STOP_MAX_MS)

  it('sees on one what was just written on another', async () => {
    const [one, other] = group.nodes as [ServerProcess, ServerProcess]
    const account = await createAccount(one, 'bob')
    await account.agent.follow(account.did)
    const elsewhere = new AtpAgent({ service: other.url })
    elsewhere.sessionManager.session = account.agent.session
    await elsewhere.post({ text: 'zero' })
    await stopIndexing(account)
    for (let turn = 1; turn <= 4; turn++) {
      const [writer, reader] = turn % 2 ? [account.agent, elsewhere] : [elsewhere, account.agent]
      await writer.post({ text: `turn ${turn}` })
      expect((await textsIn(reader))[0]).toBe(`turn ${turn}`)
    }
  })
})
