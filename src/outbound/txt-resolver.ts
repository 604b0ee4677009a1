import { Resolver } from 'node:dns/promises'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { Injectable } from '@nestjs/common'
import { OutboundConfig } from './outbound.config.js'
import { OutboundError } from './outbound-error.js'

/** The name exists not at all, or has no such entries. */
const NOTHING_THERE = new Set(['ENOTFOUND', 'ENODATA'])

const TRIES = 2

/** TXT entries of the DNS. */
@Injectable()
export class TxtResolver {
  readonly #usual: Resolver
  #backup: Promise<Resolver> | undefined

  constructor(private readonly config: OutboundConfig) {
    this.#usual = this.#resolver()
  }

  /**
   * The TXT entries of a name, each in its pieces; [] when there are none. When the usual name servers know
   * nothing or fail, the configured backup servers are asked.
   * @throws {OutboundError} with `dns` when no server could tell
   */
  async resolveTxt(name: string): Promise<string[][]> {
    if (this.config.backupNameservers.length === 0) return query(this.#usual, name)
    const found = await query(this.#usual, name).catch((): string[][] => [])
    return found.length > 0 ? found : query(await this.#backupResolver(), name)
  }

  #resolver(): Resolver {
    return new Resolver({ timeout: this.config.dnsTimeoutMs, tries: TRIES })
  }

  #backupResolver(): Promise<Resolver> {
    this.#backup ??= this.#makeBackup().catch((error: unknown) => {
      this.#backup = undefined
      throw error
    })
    return this.#backup
  }

  async #makeBackup(): Promise<Resolver> {
    const addresses = await Promise.all(this.config.backupNameservers.map(addressOf))
    const resolver = this.#resolver()
    resolver.setServers(addresses)
    return resolver
  }
}

async function query(resolver: Resolver, name: string): Promise<string[][]> {
  try {
    return await resolver.resolveTxt(name)
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException
    if (NOTHING_THERE.has(code)) return []
    throw new OutboundError('dns', `no answer for ${name} (${code})`, undefined, { cause })
  }
}

/** Name servers are configured by name or by address, the latter maybe with a port. */
async function addressOf(server: string): Promise<string> {
  if (isIP(server) || isIP(server.replace(/^\[(.*)\]:\d+$|:\d+$/, '$1'))) return server
  try {
    return (await lookup(server)).address
  } catch (cause) {
    throw new OutboundError('dns', `the backup name server ${server} has no address`, undefined, { cause })
  }
}
