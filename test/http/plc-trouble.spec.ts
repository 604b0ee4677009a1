import { com } from '@guildhall/lexicon'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { UnfinishedHandleChanges } from '../../src/lifecycle/unfinished-handle-changes.js'
import { OldPlcRefusals } from '../../src/lifecycle/plc-operations/old-plc-refusals.js'
import { AdminApi, data } from '../support/admin-api.js'
import { refused } from '../support/refused.js'
import { admin, bearer, type Member, PASSWORD, WholeServer } from '../support/whole-server.js'

const { createAccount } = com.atproto.server
const START_MAX_MS = 60_000
const WAIT_MAX_MS = 15_000
const LEASE_MS = 1_000

type Operation = { type: string }

/** A directory that does what it is told: takes operations, refuses them, fails, takes them and fails, or waits. */
class TroubledDirectory {
  mode: 'take' | 'refuse' | 'fail' | 'takeAndFail' | 'failToTake' | 'hold' = 'take'
  /** lets the requests go on that came while it was to wait */
  readonly held: (() => void)[] = []
  /** with which it refuses */
  words = 'no such thing'
  readonly logs = new Map<string, Operation[]>()
  readonly #server: Server

  constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response))
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve))
    return `http://localhost:${(this.#server.address() as { port: number }).port}`
  }

  close(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, did = '', ...rest] = (request.url ?? '').split('/').map(decodeURIComponent)
    let body = ''
    for await (const chunk of request) body += String(chunk)
    if (this.mode === 'hold') await new Promise<void>((resolve) => this.held.push(resolve))
    const send = (status: number, json: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    if (this.mode === 'fail') return void send(500, { message: 'out of order' })
    const log = this.logs.get(did) ?? []
    if (request.method === 'GET') {
      const last = log.at(-1)
      return void (rest.join('/') === 'log/last' && last
        ? send(200, last)
        : send(404, { message: 'not found' }))
    }
    if (this.mode === 'failToTake') return void send(503, { message: 'busy' })
    if (this.mode === 'refuse') return void send(400, { message: this.words })
    this.logs.set(did, [...log, JSON.parse(body) as Operation])
    if (this.mode === 'takeAndFail') return void send(500, { message: 'out of order' })
    send(200, {})
  }
}

let directory: TroubledDirectory
let server: WholeServer
let count = 0
beforeAll(async () => {
  directory = new TroubledDirectory()
  server = await WholeServer.start({
    PDS_DID_PLC_URL: await directory.listen(),
    PDS_ACCOUNT_DRAFT_LEASE_MS: String(LEASE_MS),
    PDS_ACCOUNT_RECOVERY_INTERVAL_MS: '100',
  })
}, START_MAX_MS)
beforeEach(() => {
  directory.mode = 'take'
  directory.words = 'no such thing'
  directory.logs.clear()
})
afterAll(async () => {
  await server?.close()
  directory?.close()
})

const signUp = (handle: string) =>
  server.post(createAccount.nsid, { handle, email: `${handle}@example.com`, password: PASSWORD })
const newHandle = () => `unlucky${++count}.test`
const drafts = () => server.sql<{ did: string; step: string }>('SELECT did, step FROM account_draft')

async function until(is: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + WAIT_MAX_MS
  while (!(await is())) {
    if (performance.now() > deadline) throw new Error('waited in vain')
    await sleep(50)
  }
}

/** Time goes by, and nothing unfinished is left. */
async function recovered(): Promise<void> {
  server.clock.advance(2 * LEASE_MS)
  await until(async () => (await drafts()).length === 0)
}

describe('when the PLC directory refuses', () => {
  it('signing up is refused with its words, and may be tried again at once', async () => {
    const handle = newHandle()
    directory.mode = 'refuse'
    expect(await signUp(handle)).toEqual(refused(400, 'InvalidRequest', 'no such thing'))
    expect(await drafts()).toEqual([])
    directory.mode = 'take'
    expect((await signUp(handle)).status).toBe(200)
  })
})

describe('when the PLC directory fails', () => {
  it('signing up fails, and the handle is free at once', async () => {
    const handle = newHandle()
    directory.mode = 'fail'
    expect(await signUp(handle)).toEqual(refused(502, 'UpstreamFailure', 'Unable to perform PLC operation'))
    directory.mode = 'take'
    expect((await signUp(handle)).status).toBe(200)
    expect(directory.logs.size).toBe(1)
  })

  it('an operation that it has taken all the same is a success', async () => {
    directory.mode = 'takeAndFail'
    const { status, json } = await signUp(newHandle())
    expect(status).toBe(200)
    expect(directory.logs.get(json.did as string)).toHaveLength(1)
  })

  it('what it may have taken is taken back later', async () => {
    await recovered()
    directory.mode = 'fail'
    await signUp(newHandle())
    const [left] = await drafts()
    expect(left).toMatchObject({ step: 'givenUp' })
    // It turns out that the operation had reached the directory.
    directory.logs.set(left!.did, [await operationOf(left!.did)])
    directory.mode = 'take'
    await recovered()
    expect(directory.logs.get(left!.did)!.map(({ type }) => type)).toEqual(['plc_operation', 'plc_tombstone'])
  })
})

describe('what the PLC directory says to an operation', () => {
  const { updateHandle } = com.atproto.identity
  const rename = async ({ accessJwt }: Member) =>
    (await server.post(updateHandle.nsid, { handle: newHandle() }, bearer(accessJwt))).status
  const told = async ({ did }: Member, state = '') => {
    const operations = await new AdminApi(server).get(
      `plc/operations?filter[did]=${did}${state && `&filter[state]=${state}`}`,
    )
    return data(operations).map(({ kind, state: is, refusal }) => [kind, is, refusal])
  }
  const newMember = async () => (await signUp(newHandle())).json as unknown as Member

  it('is kept when it refuses it, until it takes one', async () => {
    const member = await newMember()
    directory.mode = 'refuse'
    expect(await rename(member)).toBe(400)
    const refusal = { status: 400, message: 'no such thing' }
    expect(await told(member)).toEqual([['change', 'refused', refusal]])
    expect(await told(member, 'refused')).toHaveLength(1)
    expect(await told(member, 'failed')).toEqual([])
    directory.mode = 'take'
    expect(await rename(member)).toBe(200)
    expect(await told(member)).toEqual([])
  })

  it('stands beside the operation while that is under way', async () => {
    const member = await newMember()
    directory.mode = 'failToTake'
    expect(await rename(member)).toBe(502)
    expect(await told(member)).toEqual([['handle', 'pending', { status: 503, message: 'busy' }]])
    directory.mode = 'take'
    server.clock.advance(2 * 60_000)
    await server.app.get(UnfinishedHandleChanges, { strict: false }).run()
    expect(await told(member)).toEqual([['change', 'refused', { status: 503, message: 'busy' }]])
  })

  it('is kept without credentials, and not for longer than a month', async () => {
    const member = await newMember()
    directory.mode = 'refuse'
    directory.words = `Bearer abcdefghijklmnop ${'x'.repeat(1_000)}`
    await rename(member)
    const [[, , refusal]] = (await told(member)) as [[string, string, { message: string }]]
    expect(refusal.message.length).toBeLessThanOrEqual(300)
    expect(refusal.message).toMatch(/^Bearer \[redacted\] x/)
    await server.sql(`UPDATE plc_refusal SET at = at - interval '29 days' WHERE did = $1`, [member.did])
    const housekeeping = server.app.get(OldPlcRefusals, { strict: false })
    expect(await housekeeping.run()).toBe(0)
    await server.sql(`UPDATE plc_refusal SET at = at - interval '2 days' WHERE did = $1`, [member.did])
    expect(await housekeeping.run()).toBe(1)
    expect(await told(member)).toEqual([])
  })
})

describe('when this server dies half-way', () => {
  it('the account in the making is taken back, and its identity ends', async () => {
    const handle = newHandle()
    const { json } = await signUp(handle)
    const did = json.did as string
    // As if the process had been killed between publishing the identity and making the account.
    const [operation] = directory.logs.get(did)!
    await server.sql('DELETE FROM account WHERE did = $1', [did])
    await server.sql(
      `INSERT INTO account_draft (did, handle, email, input, signing_key_did, signing_key_wrapped,
                                  signing_key_kek_id, plc_operation, step)
       VALUES ($1, $2, 'x@example.com', '{}', 'did:key:z', '', 'kek', $3, 'reserved')`,
      [did, `crashed${count}.test`, JSON.stringify(operation)],
    )
    await recovered()
    expect(directory.logs.get(did)!.map(({ type }) => type)).toEqual(['plc_operation', 'plc_tombstone'])
    expect((await signUp(`crashed${count}.test`)).status).toBe(200)
  })
})

describe('a change of a handle', () => {
  const { resolveHandle, updateHandle } = com.atproto.identity
  const MORE_THAN_CONNECTIONS = 12
  const newMember = async () => (await signUp(newHandle())).json as unknown as Member
  const rename = ({ accessJwt }: Member, handle: string) =>
    server.post(updateHandle.nsid, { handle }, bearer(accessJwt))
  const holderOf = async (handle: string) => (await server.get(resolveHandle.nsid, { handle })).json.did
  const claims = () => server.sql('SELECT did, handle FROM handle_claim')
  const settle = async () => {
    server.clock.advance(2 * 60_000)
    await server.app.get(UnfinishedHandleChanges, { strict: false }).run()
    expect(await claims()).toEqual([])
  }

  it('holds no connection of the database while the directory is asked', async () => {
    const members: Member[] = []
    while (members.length < MORE_THAN_CONNECTIONS) members.push(await newMember())
    directory.mode = 'hold'
    const renamed = members.map(async (member) => (await rename(member, newHandle())).status)
    await until(async () => directory.held.length === MORE_THAN_CONNECTIONS)
    directory.mode = 'take'
    for (const goOn of directory.held.splice(0)) goOn()
    expect(await Promise.all(renamed)).toEqual(members.map(() => 200))
    expect(await claims()).toEqual([])
  })

  it('that the directory refuses leaves everything as it was', async () => {
    const [member, wanted] = [await newMember(), newHandle()]
    directory.mode = 'refuse'
    expect(await rename(member, wanted)).toEqual(refused(400, 'InvalidRequest', 'no such thing'))
    expect(await claims()).toEqual([])
    directory.mode = 'take'
    expect(await holderOf(member.handle)).toBe(member.did)
    expect((await signUp(wanted)).status).toBe(200)
  })

  it('that never reached the directory is given up, and the handle is nobody else’s until then', async () => {
    const [member, other, wanted] = [await newMember(), await newMember(), newHandle()]
    directory.mode = 'fail'
    expect(await rename(member, wanted)).toEqual(refused(502, 'UpstreamFailure'))
    directory.mode = 'take'
    expect(await rename(other, wanted)).toEqual(refused(400, 'HandleNotAvailable'))
    expect(await signUp(wanted)).toEqual(
      refused(400, 'HandleNotAvailable', `Handle already taken: ${wanted}`),
    )
    expect(await rename(member, newHandle())).toEqual(
      refused(400, 'InvalidRequest', expect.stringContaining('under way')),
    )
    await settle()
    expect(await holderOf(member.handle)).toBe(member.did)
    expect((await rename(other, wanted)).status).toBe(200)
  })

  it('may be asked for again after the directory failed', async () => {
    const [member, wanted] = [await newMember(), newHandle()]
    directory.mode = 'fail'
    await rename(member, wanted)
    directory.mode = 'take'
    expect((await rename(member, wanted)).status).toBe(200)
    expect(await holderOf(wanted)).toBe(member.did)
    expect(await claims()).toEqual([])
  })

  it('that a crash left half-way is finished when the directory has it', async () => {
    const [member, wanted] = [await newMember(), newHandle()]
    await rename(member, wanted)
    // As if the process had been killed between the directory and the account.
    await server.sql('UPDATE account SET handle = $2 WHERE did = $1', [member.did, member.handle])
    await server.sql(`SELECT pg_notify('account_changed', $1)`, [member.did])
    await server.sql('INSERT INTO handle_claim (did, handle, claimed_at) VALUES ($1, $2, now())', [
      member.did,
      wanted,
    ])
    const events = () =>
      server.sql('SELECT FROM repo_event WHERE did = $1 AND kind = 3 ORDER BY id', [member.did])
    const before = (await events()).length
    await settle()
    expect(await holderOf(wanted)).toBe(member.did)
    expect(await events()).toHaveLength(before + 1)
  })

  it('goes with the account', async () => {
    const [member, wanted] = [await newMember(), newHandle()]
    directory.mode = 'fail'
    await rename(member, wanted)
    directory.mode = 'take'
    await server.post(com.atproto.admin.deleteAccount.nsid, { did: member.did }, admin)
    expect(await claims()).toEqual([])
  })
})

async function operationOf(did: string): Promise<Operation> {
  const [row] = await server.sql<{ plc_operation: Operation }>(
    'SELECT plc_operation FROM account_draft WHERE did = $1',
    [did],
  )
  return row!.plc_operation
}
