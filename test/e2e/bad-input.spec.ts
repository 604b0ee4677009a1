import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createAccount, type TestAccount } from './accounts.js'
import { type BadRequest, badRequestsFor, type Method } from './bad-requests.js'
import { FirehoseReader } from './firehose-reader.js'
import { methods } from './methods.js'
import { ServerProcess } from './server-process.js'

/** Names of the methods; their input needs the account, which is made later. */
const NAMES = methods('did:plc:aaaaaaaaaaaaaaaaaaaaaaaa').map(({ nsid }) => nsid)

let server: ServerProcess
let account: TestAccount
let credentials: Record<Method['auth'], Record<string, string>>
let stateBefore: object

beforeAll(async () => {
  server = await ServerProcess.create()
  await server.start()
  account = await createAccount(server, 'target')
  await account.agent.post({ text: 'the last event' })
  const adminPassword = (await readFile(join(server.dataDirectory, 'secrets/admin-password'), 'utf8')).trim()
  const { accessJwt, refreshJwt } = account.agent.session!
  credentials = {
    none: {},
    account: { authorization: `Bearer ${accessJwt}` },
    refresh: { authorization: `Bearer ${refreshJwt}` },
    admin: { authorization: `Basic ${Buffer.from(`admin:${adminPassword}`).toString('base64')}` },
  }
  stateBefore = await state()
}, 90_000)

afterAll(() => server?.remove(), 30_000)

/** What a write, or half of one, would change. */
async function state(): Promise<object> {
  const { agent, did } = account
  const [latest, repos, passwords] = await Promise.all([
    agent.com.atproto.sync.getLatestCommit({ did }),
    agent.com.atproto.sync.listRepos(),
    agent.com.atproto.server.listAppPasswords(),
  ])
  const reader = await FirehoseReader.open(server, 0)
  await reader.untilRevs(new Map([[did, latest.data.rev]]))
  reader.close()
  return { latest: latest.data, repos: repos.data, passwords: passwords.data, seq: reader.frames.at(-1)!.seq }
}

/** What is wrong with the answer to a wrong request, or undefined. */
async function problemWith(request: BadRequest, auth: Record<string, string>): Promise<string | undefined> {
  const answer = await fetch(server.url + request.path, {
    method: request.verb,
    headers: { ...auth, ...request.headers },
    ...(request.body !== undefined && { body: request.body }),
  }).catch((error: unknown) => error as Error)
  if (answer instanceof Error) return `${request.why}: ${String(answer.cause ?? answer)}`
  const text = await answer.text()
  const said = `${request.why}: ${answer.status} ${text.slice(0, 200)}`
  if (!request.statuses.includes(answer.status)) return said
  const { error, message } = parsed(text)
  return request.errors.includes(error as string) && typeof message === 'string' ? undefined : said
}

function parsed(text: string): { error?: unknown; message?: unknown } {
  try {
    return JSON.parse(text) as object
  } catch {
    return {}
  }
}

describe('bad input is refused by name', () => {
  it.each(NAMES)(
    'to %s',
    async (nsid) => {
      const method = methods(account.did).find((one) => one.nsid === nsid)!
      const problems: string[] = []
      for (const request of badRequestsFor(method)) {
        const problem = await problemWith(request, credentials[method.auth])
        if (problem) problems.push(problem)
      }
      expect(problems).toEqual([])
    },
    60_000,
  )

  it.each(NAMES)('to %s without the credential it needs', async (nsid) => {
    const { verb, auth, valid } = methods(account.did).find((one) => one.nsid === nsid)!
    if (auth === 'none') return
    const request: BadRequest = {
      why: 'no credential',
      verb,
      path: `/xrpc/${nsid}`,
      ...(verb === 'POST' &&
        valid && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(valid) }),
      statuses: [401],
      errors: ['AuthMissing', 'AuthenticationRequired'],
    }
    expect(await problemWith(request, {})).toBeUndefined()
    const refused = {
      statuses: [400, 401],
      errors: ['InvalidToken', 'AuthMissing', 'AuthenticationRequired'],
    }
    for (const authorization of [
      'Bearer',
      'Bearer x',
      'Bearer a.b.c',
      'Basic !',
      'Basic eDp5',
      'Nonsense y',
      'ü',
    ]) {
      const headers = { authorization: Buffer.from(authorization).toString('latin1') }
      const why = `the credential ${authorization}`
      expect(await problemWith({ ...request, ...refused, why }, headers)).toBeUndefined()
    }
  })

  it('to paths that name no method', async () => {
    for (const path of [
      '/xrpc/',
      '/xrpc/nonsense',
      '/xrpc/com..atproto',
      '/xrpc/com.atproto.repo.getRecord/x',
    ]) {
      const answer = await fetch(server.url + path)
      expect([path, answer.status >= 400 && answer.status < 500]).toEqual([path, true])
    }
    const unknown = await fetch(`${server.url}/xrpc/com.example.unknown`)
    expect(unknown.status).not.toBe(500)
    expect(unknown.status).toBeGreaterThanOrEqual(400)
  })

  it('to a subscription with a cursor that is none', async () => {
    for (const cursor of ['abc', '-1', '1.5']) {
      const url = `${server.url}/xrpc/com.atproto.sync.subscribeRepos?cursor=${cursor}`
      const answer = await fetch(url)
      expect(answer.status).toBeGreaterThanOrEqual(400)
      expect(answer.status).toBeLessThan(500)
    }
  })
})

describe('after all of it', () => {
  it('nothing was written, not even half', async () => {
    expect(await state()).toEqual(stateBefore)
  })

  it('the server is well and saw no fault', async () => {
    const answer = await fetch(`${server.url}/xrpc/_health`)
    expect(answer.status).toBe(200)
    expect(server.log.split('\n').filter((line) => line.includes('"level":50'))).toEqual([])
  })
})
