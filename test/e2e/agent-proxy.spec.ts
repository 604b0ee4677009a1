import { app, chat } from '@guildhall/lexicon'
import { StubUpstream } from '../support/stub-upstream.js'
import { createAccount, PASSWORD, signIn, type TestAccount } from './accounts.js'
import { ServerProcess } from './server-process.js'

const START_MAX_MS = 90_000
const LABELER = 'did:web:labels.example'

let appView: StubUpstream
let messages: StubUpstream
let server: ServerProcess
let account: TestAccount
beforeAll(async () => {
  appView = await StubUpstream.start('bsky_appview')
  messages = await StubUpstream.start('bsky_chat')
  server = await ServerProcess.create({
    PDS_DISABLE_SSRF_PROTECTION: 'true',
    PDS_BSKY_APP_VIEW_URL: appView.url,
    PDS_BSKY_APP_VIEW_DID: appView.did,
  })
  await server.start()
  appView.plcUrl = messages.plcUrl = `${server.url}/plc`
  account = await createAccount(server, 'alice')
}, START_MAX_MS)
afterAll(async () => {
  await server?.remove()
  await Promise.all([appView?.close(), messages?.close()])
})

describe('the official client', () => {
  it('reads from the AppView, with the labelers it subscribes to', async () => {
    const { getFollows } = app.bsky.graph
    const { did, agent } = account
    appView.json(getFollows.nsid, { subject: { did, handle: 'alice.test' }, follows: [] }, 200, {
      'atproto-content-labelers': LABELER,
    })
    agent.configureLabelers([LABELER])
    const { data, headers } = await agent.getFollows({ actor: did })
    expect(data.follows).toEqual([])
    expect(headers['atproto-content-labelers']).toBe(LABELER)
    const seen = appView.last(getFollows.nsid)
    expect(seen.headers['atproto-accept-labelers']).toContain(LABELER)
    expect(seen.claims).toMatchObject({ iss: did, aud: `${appView.did}#bsky_appview` })
  })

  it('writes to the AppView', async () => {
    const { muteActor } = app.bsky.graph
    await account.agent.mute(account.did)
    expect(JSON.parse(appView.last(muteActor.nsid).body.toString())).toEqual({ actor: account.did })
  })

  it('sends private messages to the service that it names', async () => {
    const { sendMessage } = chat.bsky.convo
    const message = {
      id: 'm',
      rev: 'r',
      text: 'hello',
      sender: { did: account.did },
      sentAt: '2026-01-01T00:00:00Z',
    }
    messages.json(sendMessage.nsid, message)
    const proxied = account.agent.withProxy('bsky_chat', messages.did as `did:${string}`)
    const { data } = await proxied.chat.bsky.convo.sendMessage({ convoId: 'c', message: { text: 'hello' } })
    expect(data.text).toBe('hello')
    expect(messages.last(sendMessage.nsid)).toMatchObject({
      body: Buffer.from('{"convoId":"c","message":{"text":"hello"}}'),
      claims: { iss: account.did, aud: `${messages.did}#bsky_chat`, lxm: sendMessage.nsid },
    })
  })

  it('understands the errors of a service, and that its session is over', async () => {
    const { getProfile } = app.bsky.actor
    const { getLikes } = app.bsky.feed
    appView.json(getLikes.nsid, { error: 'NotFound', message: 'no such post' }, 404)
    await expect(account.agent.getLikes({ uri: 'at://a/b/c' })).rejects.toMatchObject({
      status: 404,
      error: 'NotFound',
      message: 'no such post',
    })
    const other = await signIn(server, 'alice.test', PASSWORD)
    await other.logout()
    await expect(other.getProfile({ actor: account.did })).rejects.toThrow()
    expect(appView.of(getProfile.nsid)).toEqual([])
  })
})
