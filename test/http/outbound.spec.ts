import { com } from '@guildhall/lexicon'
import type { Did, Nsid } from '@guildhall/syntax'
import type { LookupAddress } from 'node:dns'
import { Pictures } from '../../src/branding/index.js'
import { configOf, ServiceConfig } from '../../src/config/index.js'
import { type DidDocuments, IdentityConfig } from '../../src/identity/index.js'
import { DidFetcher } from '../../src/identity/did-fetcher.js'
import { HandleResolver } from '../../src/identity/handle-resolver.js'
import { PlcClient } from '../../src/identity/plc-client.js'
import type { WebIdentities } from '../../src/identity/web-identities.js'
import { LexiconConfig } from '../../src/lexicon/lexicon.config.js'
import { LexiconFetcher } from '../../src/lexicon/lexicon-fetcher.js'
import { PdsClient } from '../../src/migration/pds-client.js'
import { PlcLookup } from '../../src/migration/plc-lookup.js'
import { MoveServers } from '../../src/moves/running/move-servers.js'
import { ClientDirectory } from '../../src/oauth/clients/client-directory.js'
import { OauthConfig } from '../../src/oauth/oauth.config.js'
import {
  HostLookup,
  Outbound,
  OutboundConfig,
  type OutboundOpenOptions,
  type OutboundOptions,
  type TxtResolver,
} from '../../src/outbound/index.js'
import { CrawlConfig } from '../../src/sync/crawl.config.js'
import { RelayClient } from '../../src/sync/relay-client.js'
import { type Clock, Log, Metrics } from '../../src/telemetry/index.js'
import type { WebhookSecrets } from '../../src/webhooks/webhook-secrets.js'
import { WebhookSender } from '../../src/webhooks/webhook-sender.js'
import type { ClaimedDelivery } from '../../src/webhooks/webhook.js'
import { HOSTILITIES, HostileServer, type Hostility } from '../support/hostile-server.js'

const TIMEOUT_MS = 500
/** What a purpose may read, with what the system sends before it is noticed that nobody reads. */
const SENT_MAX_BYTES = 24 * 1024 * 1024
/** Some purposes wait for longer than others. */
const CASE_MAX_MS = 30_000
const PLC_DID = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const LEXICON_DID = 'did:web:lexicons.example'
const MULTIKEY = 'zQ3shokFTS3brHcDQrn82RUDfCZESWL1ZdCEJwekUDPQiYBme'

let hostile: HostileServer
beforeEach(async () => {
  hostile = await HostileServer.start()
})
afterEach(() => hostile.close())

/** Names that a stranger's DNS gives private addresses. */
const NAMES: Record<string, string[]> = {
  'loopback.example.com': ['127.0.0.1'],
  'loopback6.example.com': ['::1'],
  'anywhere.example.com': ['0.0.0.0'],
  'private.example.com': ['10.0.0.1'],
  'private2.example.com': ['172.31.255.255'],
  'private3.example.com': ['192.168.0.1'],
  'carrier.example.com': ['100.64.0.1'],
  'metadata.example.com': ['169.254.169.254'],
  'link.example.com': ['fe80::1'],
  'local.example.com': ['fd00::1'],
  'mapped.example.com': ['::ffff:127.0.0.1'],
  'translated.example.com': ['64:ff9b::7f00:1'],
  'tunnel.example.com': ['2002:7f00:1::'],
  'multicast.example.com': ['224.0.0.1'],
  'mixed.example.com': ['198.41.0.4', '127.0.0.1'],
}

class FakeHosts extends HostLookup {
  override all(...[hostname, options, found]: Parameters<HostLookup['all']>): void {
    const addresses = NAMES[hostname]
    if (!addresses) return super.all(hostname, options, found)
    found(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    )
  }
}

const outboundConfig = (protectionDisabled = false) =>
  configOf(OutboundConfig, { protectionDisabled, timeoutMs: TIMEOUT_MS })

const makeOutbound = (protectionDisabled = false) =>
  new Outbound(
    outboundConfig(protectionDisabled),
    configOf(ServiceConfig, { hostname: 'pds.example.com' }),
    new Metrics(),
    new FakeHosts(),
  )

/** Says of every public host that it is the hostile server; in all else it is the real thing. */
class LedAstray extends Outbound {
  override request(url: string | URL, options: OutboundOptions = {}) {
    const { pathname, search } = new URL(url)
    return super.request(hostile.url + pathname + search, { ...options, toStranger: false })
  }

  override open(_origin: string, path: string, options: OutboundOpenOptions) {
    return super.open(new URL(hostile.url).origin, path, { ...options, toStranger: false })
  }
}

const documentOf = (pds: string) => ({
  id: LEXICON_DID,
  verificationMethod: [
    { id: '#atproto', type: 'Multikey', controller: LEXICON_DID, publicKeyMultibase: MULTIKEY },
  ],
  service: [{ id: '#atproto_pds', type: 'AtprotoPersonalDataServer', serviceEndpoint: pds }],
})
const noTxt = { resolveTxt: async () => [] as string[][] } as unknown as TxtResolver

/** Asks at a URL, through the class that does so in the server; undefined, or a failure, when nothing came of it. */
type Ask = (outbound: Outbound, url: string, protectionDisabled?: boolean) => Promise<unknown>

const didWeb: Ask = (outbound, url, protectionDisabled) => {
  const config = configOf(IdentityConfig, {
    plcUrl: 'https://plc.example.com',
    resolverTimeoutMs: TIMEOUT_MS,
  })
  const web = { find: async () => undefined } as unknown as WebIdentities
  const plc = new PlcClient(outbound, config)
  const fetcher = new DidFetcher(plc, outbound, config, outboundConfig(protectionDisabled), web)
  return fetcher.fetch(`did:web:${authorityOf(url).replaceAll(':', '%3A')}` as Did)
}

const handle: Ask = (outbound, url) => {
  const config = configOf(IdentityConfig, {
    plcUrl: 'https://plc.example.com',
    resolverTimeoutMs: TIMEOUT_MS,
  })
  return new HandleResolver(noTxt, outbound, config).resolve(authorityOf(url))
}

const lexicon: Ask = (outbound, url) => {
  const config = configOf(LexiconConfig, { authorityDid: LEXICON_DID, timeoutMs: TIMEOUT_MS })
  const dids = { resolve: async () => documentOf(url) } as unknown as DidDocuments
  return new LexiconFetcher(noTxt, dids, outbound, config).fetch('com.example.lab.fooBar' as Nsid)
}

const oldServer: Ask = async (outbound, url) => {
  const limits = { timeoutMs: TIMEOUT_MS, responseMaxBytes: 8 * 1024 * 1024 }
  const response = await new PdsClient(outbound, url).open(com.atproto.server.describeServer, {}, limits)
  return response.json()
}

const guidedMove: Ask = async (outbound, url) => {
  const identity = configOf(IdentityConfig, { plcUrl: 'https://plc.example.com' })
  const service = configOf(ServiceConfig, { hostname: 'pds.example.com' })
  const limits = { timeoutMs: TIMEOUT_MS, responseMaxBytes: 8 * 1024 * 1024 }
  const server = new MoveServers(outbound, identity, service).old(url)
  return (await server.open(com.atproto.server.describeServer, {}, limits)).json()
}

const oauthClient: Ask = (outbound, url) => {
  const clock = { nowMs: () => Date.now() } as Clock
  return new ClientDirectory(outbound, configOf(OauthConfig), clock, Log.silent()).find(`${url}/client.json`)
}

/** Answers are passed on as they come, redirects too: those lead the client, not this server. */
const calledService: Ask = async (outbound, url) => {
  const limits = { timeoutMs: TIMEOUT_MS, responseMaxBytes: 8 * 1024 * 1024, toStranger: true }
  const answer = await outbound.open(new URL(url).origin, '/xrpc/com.example.method', limits)
  const body = answer.status === 200 ? await answer.peek(limits.responseMaxBytes) : undefined
  if (!body) answer.discard()
  return body
}

const plcDirectory: Ask = (outbound, url) => {
  const config = configOf(IdentityConfig, { plcUrl: url, resolverTimeoutMs: TIMEOUT_MS })
  return new PlcClient(outbound, config).document(PLC_DID)
}

const plcSubmission: Ask = async (outbound, url) => {
  const config = configOf(IdentityConfig, { plcUrl: url, resolverTimeoutMs: TIMEOUT_MS })
  const client = new PlcClient(outbound, config)
  const answer = await client.send(PLC_DID, { type: 'plc_tombstone', prev: 'bafy', sig: 'x' })
  return answer.taken || undefined
}

const relay: Ask = async (outbound, url) => {
  await new RelayClient(outbound, configOf(CrawlConfig, { relays: [url] })).requestCrawl(
    url,
    AbortSignal.timeout(60_000),
  )
  return 'asked'
}

const picture: Ask = (outbound, url) => {
  const clock = { nowMs: () => Date.now() } as Clock
  return new Pictures(outbound, clock, Log.silent()).get('logo', { url, toStranger: true })
}

const webhook: Ask = async (outbound, url) => {
  const secrets = { of: async () => [] } as unknown as WebhookSecrets
  const sender = new WebhookSender(secrets, outbound, { nowMs: () => Date.now() } as Clock)
  const end = await sender.send({ id: 'an id', url, body: '{}' } as ClaimedDelivery)
  return end.error === undefined || undefined
}

/** Where the target is named by others. */
const OF_STRANGERS: [string, Ask][] = [
  ['a did:web', didWeb],
  ['a handle', handle],
  ['the repository of a lexicon', lexicon],
  ['the server that an account comes from', oldServer],
  ['the server that somebody is invited from', guidedMove],
  ['a client of OAuth', oauthClient],
  ['the picture of a client of OAuth', picture],
  ['a service that is called for a member', calledService],
  ['a webhook', webhook],
]
/** Where it is configured; it may be anywhere, but need not be trusted with more. */
const OF_OPERATORS: [string, Ask][] = [
  ['the PLC directory', plcDirectory],
  ['operations for the PLC directory', plcSubmission],
  ['relays', relay],
]
/** Those who are told something and do not care for the answer, as long as it is a good one. */
const DO_NOT_READ = new Set<Ask>([relay, plcSubmission, webhook])

function authorityOf(url: string): string {
  return url.replace(/^\w+:\/*/, '').replace(/\/.*$/, '')
}

const outcome = (asked: Promise<unknown>) =>
  asked.then(
    (found) => (found === undefined ? 'nothing' : 'something'),
    () => 'refused',
  )

/** Private places, as they can be written. */
const WRITTEN = (port: number): string[] =>
  [
    ...[
      '127.0.0.1',
      '127.1',
      '127.0.0.1.',
      '2130706433',
      '0x7f000001',
      '017700000001',
      '0177.0.0.1',
      '0x7f.1',
      '0',
    ],
    ...[
      '[::1]',
      '[::]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[0:0:0:0:0:ffff:127.0.0.1]',
      '[64:ff9b::7f00:1]',
    ],
    ...['localhost', 'localhost.', 'LOCALHOST', '①②⑦.0.0.1', '127。0。0。1'],
    ...[
      '10.0.0.1',
      '172.16.0.1',
      '192.168.0.1',
      '169.254.169.254',
      '100.64.0.1',
      '0.0.0.0',
      '[fe80::1]',
      '[fd00::1]',
    ],
    ...Object.keys(NAMES),
  ]
    .flatMap((host) => [`https://${host}:${port}`, `http://${host}:${port}`])
    .concat([
      `https://user:password@127.0.0.1:${port}`,
      `ftp://127.0.0.1:${port}`,
      'file:///etc/passwd',
      'gopher://127.0.0.1',
    ])

describe.each(OF_STRANGERS)('asking for %s', (_purpose, ask) => {
  it('connects to no private place, however it is written, and whatever its name is', async () => {
    const outbound = makeOutbound()
    const found: Record<string, string> = {}
    for (const url of WRITTEN(hostile.trapPort)) found[url] = await outcome(ask(outbound, url))
    expect(Object.entries(found).filter(([, what]) => what === 'something')).toEqual([])
    expect(hostile.trapped).toBe(0)
    await outbound.onApplicationShutdown()
  })

  it('connects to no place that the operator trusts for something else', async () => {
    const outbound = makeOutbound()
    for (const url of [hostile.url, hostile.url.replace('http:', 'https:')]) {
      // The server that an account comes from is named by whoever runs the command.
      if (ask !== oldServer) outbound.trusted(url)
      expect(await outcome(ask(outbound, url))).not.toBe('something')
    }
    expect(hostile.asked).toBe(0)
    await outbound.onApplicationShutdown()
  })
})

it('would connect to them without the protection', async () => {
  const outbound = makeOutbound(true)
  hostile.hostility = 'breaks off'
  for (const [, ask] of OF_STRANGERS) {
    const url = ask === didWeb ? hostile.url.replace('127.0.0.1', 'localhost') : hostile.url
    await outcome(ask(outbound, url, true))
  }
  // Handles and clients are asked for by https only.
  expect(hostile.asked).toBe(OF_STRANGERS.length - 2)
  await outbound.onApplicationShutdown()
})

const CASES = [...OF_STRANGERS, ...OF_OPERATORS].flatMap(([purpose, ask]) =>
  (Object.keys(HOSTILITIES) as Hostility[]).map((hostility) => [purpose, hostility, ask] as const),
)

it.each(CASES)(
  'asking for %s, of a server that %s, comes to nothing',
  async (_purpose, hostility, ask) => {
    hostile.hostility = hostility
    const outbound = new LedAstray(
      outboundConfig(),
      configOf(ServiceConfig, { hostname: 'pds.example.com' }),
      new Metrics(),
    )
    outbound.trusted(hostile.url)
    const isDropped = DO_NOT_READ.has(ask) && !/leads|never/.test(hostility)
    const came = await outcome(ask(outbound, 'https://host.example.com'))
    expect(came === 'something').toBe(isDropped)
    expect(hostile.asked).toBeGreaterThan(0)
    expect(hostile.trapped).toBe(0)
    await outbound.onApplicationShutdown()
    expect(hostile.sentBytes).toBeLessThan(SENT_MAX_BYTES)
  },
  CASE_MAX_MS,
)

it('the command that moves accounts asks the PLC directory as the server does', async () => {
  const outbound = new LedAstray(
    outboundConfig(),
    configOf(ServiceConfig, { hostname: 'pds.example.com' }),
    new Metrics(),
  )
  outbound.trusted(hostile.url)
  for (const hostility of [
    'leads to a private address',
    'announces a gigabyte',
    'answers without an end',
  ] as const) {
    hostile.hostility = hostility
    expect(await outcome(new PlcLookup(outbound, 'https://plc.example.com').state(PLC_DID))).toBe('refused')
  }
  expect(hostile.trapped).toBe(0)
  await outbound.onApplicationShutdown()
})
