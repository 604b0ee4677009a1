import { AtpAgent } from '@atproto/api'
import { eventually } from '../support/eventually.js'
import { SmtpSink } from '../support/smtp-sink.js'
import { PASSWORD, signIn, type TestAccount } from './accounts.js'
import { ADMIN, NodeGroup } from './node-group.js'
import { revocationOnNodes } from './revocation.js'
import type { ServerProcess } from './server-process.js'

const COLLECTION = 'com.example.note'
const ACCOUNT_CHANGED = 'account_changed'

let mail: SmtpSink
let group: NodeGroup
let one: ServerProcess
let other: ServerProcess
let count = 0

beforeAll(async () => {
  mail = await SmtpSink.start()
  group = await NodeGroup.start(2, {
    PDS_INVITE_REQUIRED: 'true',
    PDS_EMAIL_SMTP_URL: mail.url,
    PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
  })
  ;[one, other] = group.nodes as [ServerProcess, ServerProcess]
}, 120_000)

afterAll(async () => {
  await group?.remove()
  await mail?.close()
}, 60_000)

async function newInvite(at: ServerProcess): Promise<string> {
  const { json } = await call(at, 'com.atproto.server.createInviteCode', ADMIN, { useCount: 1 })
  return json.code as string
}

/** An account with a code that came from the other node. */
async function newAccount(at: ServerProcess): Promise<TestAccount> {
  const inviteCode = await newInvite(group.nodes.find((node) => node !== at)!)
  const agent = new AtpAgent({ service: at.url })
  const name = `member${++count}`
  await agent.createAccount({
    handle: `${name}.test`,
    email: `${name}@example.com`,
    password: PASSWORD,
    inviteCode,
  })
  return { did: agent.assertDid, handle: `${name}.test`, agent }
}

/** The same session on another node. */
function agentAt({ url }: ServerProcess, { agent }: TestAccount): AtpAgent {
  const moved = new AtpAgent({ service: url })
  moved.sessionManager.session = agent.session
  return moved
}

async function call(at: ServerProcess, path: string, authorization: string, body?: object) {
  const answer = await fetch(`${at.url}/xrpc/${path}`, {
    method: 'POST',
    headers: { authorization, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, json: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown> }
}

describe('what is written on one node', () => {
  it('is read on the other at once, by turns', async () => {
    const account = await newAccount(one)
    const repo = account.did
    const agents = group.nodes.map((node) => agentAt(node, account))
    for (let turn = 0; turn < 20; turn++) {
      const [writer, reader] = turn % 2 === 0 ? agents : [...agents].reverse()
      const record = { $type: COLLECTION, text: `turn ${turn}` }
      const { data } = await writer!.com.atproto.repo.putRecord({
        repo,
        collection: COLLECTION,
        rkey: 'same',
        record,
      })
      const read = await reader!.com.atproto.repo.getRecord({ repo, collection: COLLECTION, rkey: 'same' })
      expect(read.data.cid).toBe(data.cid)
      const latest = await reader!.com.atproto.sync.getLatestCommit({ did: repo })
      expect(latest.data).toEqual(data.commit)
    }
    await agents[0]!.com.atproto.repo.deleteRecord({ repo, collection: COLLECTION, rkey: 'same' })
    const { data } = await agents[1]!.com.atproto.repo.listRecords({ repo, collection: COLLECTION })
    expect(data.records).toEqual([])
  })

  it('is what the other swaps against', async () => {
    const account = await newAccount(one)
    const [here, there] = group.nodes.map((node) => agentAt(node, account)) as [AtpAgent, AtpAgent]
    const put = (agent: AtpAgent, text: string, swapCommit: string) =>
      agent.com.atproto.repo.putRecord({
        repo: account.did,
        collection: COLLECTION,
        rkey: 'same',
        record: { $type: COLLECTION, text },
        swapCommit,
      })
    const start = await here.com.atproto.sync.getLatestCommit({ did: account.did })
    const first = await put(here, 'first', start.data.cid)
    await expect(put(there, 'stale', start.data.cid)).rejects.toMatchObject({ error: 'InvalidSwap' })
    const second = await put(there, 'second', first.data.commit!.cid)
    await expect(put(here, 'stale', first.data.commit!.cid)).rejects.toMatchObject({ error: 'InvalidSwap' })
    await expect(put(here, 'third', second.data.commit!.cid)).resolves.toMatchObject({ success: true })
  })

  it('is made by both at the same time, without losing any of it', async () => {
    const account = await newAccount(one)
    const agents = group.nodes.map((node) => agentAt(node, account))
    const written = await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        agents[index % 2]!.com.atproto.repo.createRecord({
          repo: account.did,
          collection: COLLECTION,
          record: { $type: COLLECTION, text: `record ${index}` },
        }),
      ),
    )
    expect(new Set(written.map(({ data }) => data.commit!.rev)).size).toBe(60)
    for (const agent of agents) {
      const { data } = await agent.com.atproto.repo.listRecords({
        repo: account.did,
        collection: COLLECTION,
        limit: 100,
      })
      expect(data.records.map(({ uri }) => uri).sort()).toEqual(
        written.map(({ data: { uri } }) => uri).sort(),
      )
    }
  })
})

describe('an account that was made on one node', () => {
  it('is known on the other at once, with its handle, its identity and its key', async () => {
    const account = await newAccount(one)
    const there = agentAt(other, account)
    expect((await there.com.atproto.identity.resolveHandle({ handle: account.handle })).data.did).toBe(
      account.did,
    )
    const { data } = await there.com.atproto.repo.describeRepo({ repo: account.handle })
    expect(data).toMatchObject({ did: account.did, handleIsCorrect: true })
    // Its signing key is opened there: the key that wraps it is the same on all nodes.
    const record = { $type: COLLECTION, text: 'from elsewhere' }
    await there.com.atproto.repo.createRecord({ repo: account.did, collection: COLLECTION, record })
  })

  it('has its sessions everywhere, until they end anywhere', async () => {
    const account = await newAccount(one)
    const { accessJwt, refreshJwt } = (await signIn(one, account.handle)).session!
    const there = await fetch(`${other.url}/xrpc/com.atproto.server.getSession`, {
      headers: { authorization: `Bearer ${accessJwt}` },
    })
    expect(await there.json()).toMatchObject({ did: account.did })
    expect(await call(other, 'com.atproto.server.deleteSession', `Bearer ${refreshJwt}`)).toMatchObject({
      status: 200,
    })
    const refreshed = await call(one, 'com.atproto.server.refreshSession', `Bearer ${refreshJwt}`)
    expect(refreshed.status).toBe(400)
  })

  it('loses an app password everywhere', async () => {
    const account = await newAccount(one)
    const { data } = await account.agent.com.atproto.server.createAppPassword({ name: 'phone' })
    const phone = await signIn(other, account.handle, data.password)
    await account.agent.com.atproto.server.revokeAppPassword({ name: 'phone' })
    await expect(signIn(other, account.handle, data.password)).rejects.toMatchObject({ status: 401 })
    const refreshed = await call(
      other,
      'com.atproto.server.refreshSession',
      `Bearer ${phone.session!.refreshJwt}`,
    )
    expect(refreshed.status).toBe(400)
  })

  it('changes for all nodes, whatever they had in memory', async () => {
    const account = await newAccount(one)
    const status = async ({ url }: ServerProcess) => {
      const answer = await fetch(`${url}/xrpc/com.atproto.sync.getRepoStatus?did=${account.did}`)
      return (await answer.json()) as { active: boolean }
    }
    for (const node of group.nodes) expect(await status(node)).toMatchObject({ active: true })
    await group.postgres.rows(
      `WITH changed AS (UPDATE account SET status = 'deactivated' WHERE did = $1 RETURNING did)
       SELECT pg_notify('${ACCOUNT_CHANGED}', did) FROM changed`,
      [account.did],
    )
    for (const node of group.nodes) await eventually(async () => !(await status(node)).active)
  })
})

describe('an invite code', () => {
  it('is used once, though both nodes are asked at the same time', async () => {
    const inviteCode = await newInvite(one)
    const names = group.nodes.flatMap(() => [`guest${++count}`, `guest${++count}`])
    const answers = await Promise.all(
      names.map((name, index) =>
        call(group.nodes[index % 2]!, 'com.atproto.server.createAccount', '', {
          handle: `${name}.test`,
          email: `${name}@example.com`,
          password: PASSWORD,
          inviteCode,
        }),
      ),
    )
    const refusals = answers.filter(({ status }) => status !== 200)
    expect(answers).toHaveLength(refusals.length + 1)
    for (const { json } of refusals) expect(json.error).toBe('InvalidInviteCode')
  })
})

// It starts a node anew.
revocationOnNodes(() => ({ group, mail, newAccount: () => newAccount(one) }))
