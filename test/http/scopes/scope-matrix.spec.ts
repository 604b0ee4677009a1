import { bundledLexicons, com } from '@guildhall/lexicon'
import { routeTable } from '../../../src/xrpc/index.js'
import { DnsServer } from '../../support/dns-server.js'
import { type AppSession, OAuthApp, type Reply } from '../../support/oauth-app.js'
import { StubUpstream } from '../../support/stub-upstream.js'
import { bearer, type Member, PASSWORD, WholeServer } from '../../support/whole-server.js'
import { type MethodSample, methodSamples } from './method-samples.js'
import { type ScopeColumn, scopeColumns, SET, SET_PERMISSIONS } from './scope-columns.js'

const START_MAX_MS = 120_000
const MATRIX_MAX_MS = 300_000
/** What is said of input that is not well formed, which is looked at before scopes are. */
const MALFORMED = /^(?:Invalid \S+ (?:params|input)|Wrong request encoding|(?:A|The) request body)/

/** What an application is told whose scopes do not suffice, and one that calls what applications never may. */
const REFUSALS = ['ScopeMissingError', 'Forbidden']

/** A name without a port: permission sets cannot pass on one with. */
const APP_VIEW_DID = 'did:web:appview.example'

let dns: DnsServer
let publisher: WholeServer
let upstream: StubUpstream
let server: WholeServer
let member: Member & { password: string }
let columns: ScopeColumn[]
let samples: MethodSample[]
beforeAll(async () => {
  dns = await DnsServer.start()
  publisher = await WholeServer.start()
  upstream = await StubUpstream.start('bsky_appview', 'bsky_chat', 'bsky_notif', 'atproto_labeler')
  server = await WholeServer.start({
    PDS_DID_PLC_URL: `${publisher.url}/plc`,
    PDS_HANDLE_BACKUP_NAMESERVERS: dns.address,
    PDS_DNS_TIMEOUT_MS: '250',
    PDS_BSKY_APP_VIEW_URL: upstream.url,
    PDS_BSKY_APP_VIEW_DID: APP_VIEW_DID,
    PDS_MOD_SERVICE_URL: upstream.url,
    PDS_MOD_SERVICE_DID: upstream.did,
    PDS_RATE_LIMITS_ENABLED: 'false',
  })
  upstream.plcUrl = `${publisher.url}/plc`
  await publishSet()
  member = { ...(await server.signUp()), password: PASSWORD }
  const service = (id: string) => `${upstream.did}#${id}`
  const appView = `${APP_VIEW_DID}#bsky_appview`
  columns = scopeColumns(appView)
  samples = methodSamples(member.did, {
    appView,
    labeler: service('atproto_labeler'),
    chat: service('bsky_chat'),
    notifier: service('bsky_notif'),
  })
}, START_MAX_MS)
afterAll(async () => {
  await server?.close()
  await upstream?.close()
  await publisher?.close()
  await dns?.close()
})

async function publishSet(): Promise<void> {
  const author = await publisher.signUp()
  dns.set('_lexicon.sets.test', `did=${author.did}`)
  const { schema } = com.atproto.lexicon
  const main = { type: 'permission-set', title: 'Notes', permissions: SET_PERMISSIONS }
  const record = { $type: schema.nsid, lexicon: 1, id: SET, defs: { main } }
  const place = { repo: author.did, collection: schema.nsid, rkey: SET }
  const nsid = com.atproto.repo.putRecord.nsid
  const { status } = await publisher.post(nsid, { ...place, record }, bearer(author.accessJwt))
  expect(status).toBe(200)
}

/** Methods that are served here, with who may call them. */
const served = () =>
  routeTable(server.app).flatMap(({ path, kind, access }) => {
    return kind === 'query' || kind === 'procedure'
      ? [{ nsid: path.replace('/xrpc/', ''), kind, access }]
      : []
  })

/** Of a method that is not served here, the lexicon decides; of one that nobody knows, its name. */
function verbOf(nsid: string): 'GET' | 'POST' {
  const kind = bundledLexicons().method(nsid)?.kind ?? (/\.get[A-Z]/.test(nsid) ? 'query' : 'procedure')
  return kind === 'query' ? 'GET' : 'POST'
}

async function isAllowed(app: OAuthApp, session: AppSession, sample: MethodSample): Promise<boolean> {
  const { nsid, query, input, body, headers } = sample
  const reply: Reply = await app.method(verbOf(nsid), nsid, session, {
    ...(query && { query: `?${new URLSearchParams(query).toString()}` }),
    ...(input && { input }),
    ...(body && { body }),
    ...(headers && { headers }),
  })
  const { status, json } = reply
  if (status === 403 && REFUSALS.includes(String(json.error))) return false
  // Whatever else was wrong with it was found after it was known that the call is allowed.
  if (status === 401 || MALFORMED.test(String(json.message)))
    throw new Error(`${nameOf(sample)} is no good as a sample: ${status} ${JSON.stringify(json)}`)
  return sample.isAllowed?.(json) ?? true
}

const nameOf = ({ nsid, what }: MethodSample) => (what === undefined ? nsid : `${nsid} (${what})`)

/** One line per call, one letter per scope. */
function textOf(rows: readonly { name: string; cells: readonly boolean[] }[]): string[] {
  const letterOf = (index: number) => String.fromCharCode('A'.charCodeAt(0) + index)
  const legend = columns.map(
    ({ name }, index) => `${letterOf(index)} = ${index > 0 ? 'atproto ' : ''}${name}`,
  )
  const lines = rows.map(({ name, cells }) => {
    const letters = cells.map((allowed, index) => (allowed ? letterOf(index) : '·')).join('')
    return `${letters}  ${name}`
  })
  return [...legend, '', ...lines]
}

describe('scopes and methods', () => {
  it('are all in the matrix: no method that a member may call is forgotten', () => {
    const sampled = new Set(samples.map(({ nsid }) => nsid))
    const callable = served().filter(({ access }) => access.startsWith('signed in'))
    expect(callable.map(({ nsid }) => nsid).filter((nsid) => !sampled.has(nsid))).toEqual([])
    const never = samples.filter(({ needs }) => needs === 'never').map(({ nsid }) => nsid)
    const unscoped = callable.filter(({ access }) => !access.includes('scoped')).map(({ nsid }) => nsid)
    expect(never.sort()).toEqual(unscoped.sort())
  })

  it(
    'go together as the specification says',
    async () => {
      const rows = samples.map((sample) => ({ name: nameOf(sample), sample, cells: [] as boolean[] }))
      for (const { scope } of columns) {
        const app = OAuthApp.loopback(server.url, scope)
        const session = await app.signIn(member, scope)
        for (const { sample, cells } of rows) cells.push(await isAllowed(app, session, sample))
      }
      const expected = samples.map((sample) => {
        const { needs } = sample
        const cells = columns.map((column) => needs !== 'never' && needs.every((need) => column.grants(need)))
        return { name: nameOf(sample), cells }
      })
      expect(textOf(rows)).toEqual(textOf(expected))
      expect(textOf(rows).join('\n')).toMatchSnapshot()
    },
    MATRIX_MAX_MS,
  )

  it('mean nothing to methods for which others present other credentials', async () => {
    const app = OAuthApp.loopback(server.url)
    const session = await app.signIn(member)
    const others = served().filter(({ access }) => /^(?:admin|refresh|service auth)/.test(access))
    expect(others.length).toBeGreaterThan(0)
    for (const { nsid, kind } of others) {
      const query = `?${new URLSearchParams({ did: member.did, dids: member.did }).toString()}`
      const reply = await app.method(kind === 'query' ? 'GET' : 'POST', nsid, session, { query })
      expect([nsid, reply.status >= 400 && reply.status < 404, reply.json.error]).toEqual([
        nsid,
        true,
        expect.not.stringMatching(/^InvalidRequest$/),
      ])
    }
  })
})
