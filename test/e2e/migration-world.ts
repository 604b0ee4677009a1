import { AtpAgent } from '@atproto/api'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { MemoryPlc } from '../support/memory-plc.js'
import { codeIn, SmtpSink } from '../support/smtp-sink.js'
import { PASSWORD } from './accounts.js'
import { CommandsHost } from './commands-host.js'
import type { HostedProcess } from './hosted-process.js'
import { MigrateCommand } from './migrate-command.js'
import { createFullAccount } from './moved-account.js'
import { ServerProcess } from './server-process.js'

/** A server, and the domain of its handles. */
export interface Host<S extends HostedProcess = HostedProcess> {
  domain: string
  server: S
}

/** What an identity says. */
export interface Identity {
  rotationKeys: string[]
  alsoKnownAs: string[]
  verificationMethods: { atproto: string }
  services: { atproto_pds: { endpoint: string } }
}

/** What servers have around them between which accounts move: a PLC directory and a mail server. */
export class MigrationWorld {
  readonly #servers: HostedProcess[] = []
  readonly #commands = new CommandsHost()

  private constructor(
    readonly mail: SmtpSink,
    readonly plc: MemoryPlc,
  ) {}

  static async open(): Promise<MigrationWorld> {
    return new MigrationWorld(await SmtpSink.start(), await MemoryPlc.open())
  }

  /** Settings that all servers have. */
  settings(domain: string): Record<string, string> {
    return {
      PDS_SERVICE_HANDLE_DOMAINS: domain,
      PDS_DID_PLC_URL: this.plc.url,
      PDS_DEV_MODE: 'true',
      PDS_EMAIL_SMTP_URL: this.mail.url,
      PDS_EMAIL_FROM_ADDRESS: 'pds@example.com',
    }
  }

  /** Starts one of our servers. @param prepare is told its port before it starts */
  async host(
    domain: string,
    env: Record<string, string> = {},
    prepare: (port: number) => Promise<void> = async () => undefined,
  ): Promise<Host<ServerProcess>> {
    const server = await ServerProcess.create({ ...this.settings(domain), ...env })
    await prepare(server.port)
    return this.add({ domain, server })
  }

  /** Starts a server, and ends it with the world. */
  async add<H extends Host>(host: H): Promise<H> {
    this.#servers.push(host.server)
    await host.server.start()
    return host
  }

  /** Somebody with an account of that size. */
  async member(name: string, { domain, server }: Host, size: { records: number; blobs: number }) {
    const email = `${name}@example.com`
    const agent = await createFullAccount(server.url, `${name}${domain}`, email, size)
    return { name, email, did: agent.assertDid, agent }
  }

  /** The command that moves somebody. */
  command(
    { did, name, email }: { did: string; name: string; email: string },
    from: Host,
    to: Host,
  ): Promise<MigrateCommand> {
    const servers = ['--from', from.server.url, '--to', to.server.url, '--plc', this.plc.url]
    const args = [did, ...servers, '--handle', `${name}${to.domain}`]
    return MigrateCommand.create(this.#commands, this.mail, email, args)
  }

  async identityOf(did: string): Promise<Identity> {
    const answer = await fetch(`${this.plc.url}/${did}/data`)
    return (await answer.json()) as Identity
  }

  /** Deletes what an account has left behind at a server, as its owner would: by a code that is mailed. */
  async forget({ server }: Host, { did, email }: { did: string; email: string }): Promise<void> {
    const agent = await signInAt(server, did)
    const seen = this.mail.to(email).length
    await agent.com.atproto.server.requestAccountDelete()
    const token = codeIn(await this.mail.next(email, seen))
    await agent.com.atproto.server.deleteAccount({ did, password: PASSWORD, token })
  }

  async close(): Promise<void> {
    this.#commands.close()
    for (const server of this.#servers) await server.remove()
    await this.plc.close()
    await this.mail.close()
  }
}

/** An agent with a session of its own. */
export async function signInAt(server: HostedProcess, did: string): Promise<AtpAgent> {
  const agent = new AtpAgent({ service: server.url })
  await agent.login({ identifier: did, password: PASSWORD })
  return agent
}

/** What a server tells everybody of an account; the word of the refusal when it knows none. */
export async function statusAt(server: HostedProcess, did: string): Promise<string> {
  const answer = await fetch(
    `${server.url}/xrpc/com.atproto.sync.getRepoStatus?did=${encodeURIComponent(did)}`,
  )
  const { active, status, error } = (await answer.json()) as {
    active?: boolean
    status?: string
    error?: string
  }
  return error ?? (active ? 'active' : (status ?? 'inactive'))
}

/** File with the administrator's password of one of our servers. */
export async function adminPasswordFile(server: ServerProcess): Promise<string> {
  const file = join(server.dataDirectory, 'secrets', 'admin-password')
  await readFile(file)
  return file
}
