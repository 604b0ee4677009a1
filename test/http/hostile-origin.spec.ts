import { com } from '@guildhall/lexicon'
import type { RequestListener } from 'node:http'
import { PassThrough } from 'node:stream'
import { configOf, ServiceConfig } from '../../src/config/index.js'
import { missingBlobs } from '../../src/migration/blob-transfer.js'
import { describe as describeServer } from '../../src/migration/hosts.js'
import { bringUpToDate } from '../../src/migration/identity-transfer.js'
import type { Move } from '../../src/migration/move.js'
import { MoveProblem } from '../../src/migration/move-problem.js'
import { PdsClient } from '../../src/migration/pds-client.js'
import { PdsFailure } from '../../src/migration/pds-failure.js'
import { Terminal } from '../../src/migration/terminal.js'
import type { GuidedMove } from '../../src/moves/keeping/guided-move.js'
import { OldSignInFailed } from '../../src/moves/moves.errors.js'
import { OldSignIn } from '../../src/moves/old-sign-in.js'
import type { MoveServers, ServerVisit } from '../../src/moves/running/move-servers.js'
import { Outbound, OutboundConfig, OutboundError } from '../../src/outbound/index.js'
import { Metrics } from '../../src/telemetry/index.js'
import { AnsweringServer } from '../support/answering-server.js'

const DID = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa'
const CID = 'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy'

const outbound = new Outbound(
  configOf(OutboundConfig, { protectionDisabled: true }),
  configOf(ServiceConfig, { hostname: 'pds.example.com' }),
  new Metrics(),
)
afterAll(() => outbound.onApplicationShutdown())

let server: AnsweringServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** A server from which somebody moves, as it may be. */
async function origin(answer: RequestListener): Promise<PdsClient> {
  server = await AnsweringServer.start(answer)
  return new PdsClient(outbound, server.url)
}

const json = (body: unknown): RequestListener => {
  return (_request, response) =>
    void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

const website: RequestListener = (_request, response) =>
  void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Hello</title>')

const SESSION = { did: DID, handle: 'alice.example.com', accessJwt: 'a.b.c', refreshJwt: 'd.e.f' }

const ANSWERS: [string, RequestListener][] = [
  ['a page', website],
  ['nothing', (_request, response) => void response.writeHead(200).end()],
  ['null', json(null)],
  ['a list', json([SESSION])],
  ['no tokens', json({ ...SESSION, accessJwt: undefined })],
  ['a handle that is no text', json({ ...SESSION, handle: { toString: 1 } })],
  ['an address that is no text', json({ ...SESSION, email: ['alice@example.com'] })],
  ['a handle that clears the screen', json({ ...SESSION, handle: '\u001b[2J' })],
  ['a handle without end', json({ ...SESSION, handle: 'a'.repeat(100_000) })],
]

describe('signing in where somebody comes from', () => {
  it.each(ANSWERS)('takes no session from a server that answers with %s', async (_what, answer) => {
    const old = await origin(answer)
    await expect(old.signIn(DID, 'the password')).rejects.toThrow(OutboundError)
  })

  it.each(ANSWERS)('tells whoever is on the page, when it answers with %s', async (_what, answer) => {
    const { url } = await origin(answer)
    const servers = { old: (_origin: string, visit?: ServerVisit) => new PdsClient(outbound, url, visit) }
    const signIn = new OldSignIn(servers as unknown as MoveServers)
    const move = { did: DID, origin: url } as GuidedMove
    await expect(signIn.enter(move, 'the password', undefined)).rejects.toThrow(OldSignInFailed)
  })
})

describe('what a server says', () => {
  it('gives no orders to a terminal, and is not repeated without end', async () => {
    const message = `no\u001b[2J\nNothing is in the way.${'x'.repeat(10_000)}`
    const old = await origin(
      (_request, response) =>
        void response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify({ message })),
    )
    const refusal = await old.get(com.atproto.server.describeServer).catch((error: Error) => error)
    expect(refusal).toBeInstanceOf(PdsFailure)
    expect((refusal as Error).message).not.toMatch(/\p{Cc}/u)
    expect((refusal as Error).message.length).toBeLessThan(5_000)
    const output = new PassThrough()
    new Terminal(new PassThrough(), output).say('one\u001b[2J\ntwo')
    expect(String(output.read())).toBe('one\\u001b[2J\ntwo\n')
  })
})

describe('asking where somebody comes from', () => {
  it.each([
    ['a page', website],
    ['a list', json([])],
    ['null', json(null)],
  ])('does not go on with %s', async (_what, answer) => {
    const old = await origin(answer)
    await expect(old.get(com.atproto.sync.getLatestCommit, { did: DID })).rejects.toThrow(OutboundError)
  })

  it('does without what a server leaves out of its description', async () => {
    expect(await describeServer(await origin(json({ did: 'did:web:old.example' })))).toMatchObject({
      availableUserDomains: [],
    })
  })
})

describe('a list of missing blobs', () => {
  const page = (cursor: string | undefined) => ({
    blobs: [{ cid: CID, recordUri: `at://${DID}/a.b.c/d` }],
    cursor,
  })

  it('is read to its end', async () => {
    let pages = 0
    const old = await origin((request, response) =>
      json(page(++pages < 3 ? `c${pages}` : undefined))(request, response),
    )
    expect(await missingBlobs(old)).toEqual([CID])
    expect(pages).toBe(3)
  })

  it('that leads in a circle is given up', async () => {
    let pages = 0
    const old = await origin((request, response) => json(page(`c${++pages % 2}`))(request, response))
    await expect(missingBlobs(old)).rejects.toThrow(MoveProblem)
    expect(pages).toBeLessThan(5)
  })

  it('without an end is given up', async () => {
    let pages = 0
    const old = await origin((request, response) => json(page(`c${++pages}`))(request, response))
    await expect(missingBlobs(old, 20)).rejects.toThrow(MoveProblem)
    expect(pages).toBe(20)
  })

  it('that is none is no list', async () => {
    await expect(missingBlobs(await origin(json({ blobs: null })))).rejects.toThrow(MoveProblem)
    await server?.close()
    await expect(missingBlobs(await origin(json({ blobs: [null, 7] })))).rejects.toThrow(MoveProblem)
  })
})

describe('a repository that is always another one', () => {
  it('is not fetched for ever', async () => {
    let looks = 0
    const old = await origin((request, response) => json({ cid: `c${++looks}`, rev: 'r' })(request, response))
    const here = { get: async () => ({ validDid: false }) }
    const state = { did: DID, repo: { commit: 'c' } }
    const move = { old, here, state } as unknown as Move
    let fetched = 0
    const fetchAgain = async () => void fetched++
    await expect(bringUpToDate(move, fetchAgain)).rejects.toThrow(MoveProblem)
    expect(fetched).toBeGreaterThan(1)
    expect(fetched).toBeLessThan(20)
  })
})

describe('a file that somebody comes with', () => {
  it('may take long, but not for ever', async () => {
    const limits: (number | undefined)[] = []
    const patient = {
      request: async (_url: string, { timeoutMs }: { timeoutMs?: number }) => {
        limits.push(timeoutMs)
        return { status: 200 }
      },
    } as unknown as Outbound
    await new PdsClient(patient, 'https://old.example').open(com.atproto.sync.getRepo, { did: DID })
    expect(limits).toEqual([expect.any(Number)])
    expect(limits[0]).toBeGreaterThan(0)
  })
})
