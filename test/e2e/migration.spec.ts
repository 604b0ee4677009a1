import { AtpAgent } from '@atproto/api'
import { findReference } from '../support/reference-pds.mjs'
import { codeIn, SmtpSink } from '../support/smtp-sink.js'
import { PASSWORD } from './accounts.js'
import type { HostedProcess } from './hosted-process.js'
import { MigrateCommand } from './migrate-command.js'
import { contentsOf, createFullAccount, type Contents } from './moved-account.js'
import { PlcAtRoot } from './plc-at-root.js'
import { ReferenceProcess } from './reference-process.js'
import { ServerProcess } from './server-process.js'

const SIZE = {
  records: Number(process.env.MIGRATION_RECORDS ?? 400),
  blobs: Number(process.env.MIGRATION_BLOBS ?? 20),
}
const MOVE_MAX_MS = 300_000
const EMAIL = 'alice@example.com'

/** A server, and the domain of its handles. */
interface Host {
  domain: string
  server: HostedProcess
}

const reference = await findReference()
if (!reference) {
  console.warn(
    'the reference PDS is not installed (npm run test:migration does that): moves only between our servers',
  )
}

let mail: SmtpSink
let directory: ServerProcess
let plc: PlcAtRoot
const hosts: Host[] = []

beforeAll(async () => {
  mail = await SmtpSink.start()
  directory = await ServerProcess.create()
  await directory.start()
  plc = await PlcAtRoot.open(`${directory.url}/plc`)
  if (reference) {
    const server = await ReferenceProcess.create(reference, settings('.ref.test'))
    hosts.push({ domain: '.ref.test', server })
  }
  for (const domain of ['.one.test', '.two.test']) {
    hosts.push({ domain, server: await ServerProcess.create(settings(domain)) })
  }
  for (const { server } of hosts) await server.start()
}, 180_000)

afterAll(async () => {
  for (const { server } of hosts) await server.remove()
  await plc?.close()
  await directory?.remove()
  await mail?.close()
}, 60_000)

const settings = (domain: string) => ({
  PDS_SERVICE_HANDLE_DOMAINS: domain,
  PDS_DID_PLC_URL: plc.url,
  PDS_DEV_MODE: 'true',
  PDS_EMAIL_SMTP_URL: mail.url,
  PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
})

/** Moves an account with the command; gives its owner's agent at the new server. */
async function move(did: string, from: Host, to: Host, ...more: string[]): Promise<AtpAgent> {
  const handle = `alice${to.domain}`
  const command = await MigrateCommand.create(mail, EMAIL, [
    ...[did, '--from', from.server.url, '--to', to.server.url, '--plc', plc.url, '--handle', handle],
  ])
  try {
    await command.runToEnd(...more)
    const agent = new AtpAgent({ service: to.server.url })
    await agent.login({ identifier: did, password: PASSWORD })
    return agent
  } finally {
    await command.remove()
  }
}

async function identityOf(did: string) {
  const answer = await fetch(`${plc.url}/${did}/data`)
  return (await answer.json()) as {
    alsoKnownAs: string[]
    verificationMethods: { atproto: string }
    services: { atproto_pds: { endpoint: string } }
  }
}

describe('an account that moves from server to server', () => {
  let did: string
  let before: Contents

  beforeAll(async () => {
    const [first] = hosts
    const agent = await createFullAccount(first!.server.url, `alice${first!.domain}`, EMAIL, SIZE)
    did = agent.assertDid
    before = await contentsOf(agent)
    expect(Object.keys(before.records)).toHaveLength(SIZE.records)
    expect(Object.keys(before.blobs)).toHaveLength(SIZE.blobs)
  }, MOVE_MAX_MS)

  it(
    'arrives everywhere with the same bytes, and comes back',
    async () => {
      const [first, ...others] = hosts
      for (const [n, to] of [...others, first!].entries()) {
        const from = hosts[n]!
        if (to === first) await forget(to, did)
        const agent = await move(did, from, to, '--read-back')
        const identity = await identityOf(did)
        expect(identity.services.atproto_pds.endpoint).toBe(to.server.url)
        expect(identity.alsoKnownAs).toEqual([`at://alice${to.domain}`])
        const { data } = await agent.com.atproto.server.checkAccountStatus()
        expect(data).toMatchObject({ activated: true, validDid: true, indexedRecords: SIZE.records })
        expect(await contentsOf(agent)).toEqual(before)
        const resolved = await agent.com.atproto.identity.resolveHandle({ handle: `alice${to.domain}` })
        expect(resolved.data.did).toBe(did)
        const old = new AtpAgent({ service: from.server.url })
        const status = await old.com.atproto.sync.getRepoStatus({ did })
        expect(status.data).toMatchObject({ active: false, status: 'deactivated' })
      }
    },
    4 * MOVE_MAX_MS,
  )

  it(
    'can be written to where it is now',
    async () => {
      const agent = new AtpAgent({ service: hosts[0]!.server.url })
      await agent.login({ identifier: did, password: PASSWORD })
      await agent.post({ text: 'back again' })
      const { verificationMethods } = await identityOf(did)
      const after = await contentsOf(agent, verificationMethods.atproto)
      expect(Object.keys(after.records)).toHaveLength(SIZE.records + 1)
    },
    MOVE_MAX_MS,
  )
})

/** Deletes what the account has left behind at a server, as its owner would: by a code that is mailed. */
async function forget({ server }: Host, did: string): Promise<void> {
  const agent = new AtpAgent({ service: server.url })
  await agent.login({ identifier: did, password: PASSWORD })
  const seen = mail.to(EMAIL).length
  await agent.com.atproto.server.requestAccountDelete()
  const token = codeIn(await mail.next(EMAIL, seen))
  await agent.com.atproto.server.deleteAccount({ did, password: PASSWORD, token })
}
