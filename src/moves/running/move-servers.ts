import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../../config/index.js'
import { IdentityConfig } from '../../identity/index.js'
import { PdsClient, type PdsTokens, PlcLookup, withoutSlash } from '../../migration/index.js'
import { Outbound } from '../../outbound/index.js'

/** How a server is called in the course of a move. */
export interface ServerVisit {
  readonly tokens?: PdsTokens | undefined
  readonly keep?: (tokens: PdsTokens) => Promise<void>
  readonly signal?: AbortSignal
}

/** The servers between which accounts move: this one is called as others call it, by its public address. */
@Injectable()
export class MoveServers {
  readonly #hereUrl: string

  constructor(
    private readonly outbound: Outbound,
    private readonly identity: IdentityConfig,
    { publicUrl }: ServiceConfig,
  ) {
    this.#hereUrl = withoutSlash(publicUrl)
    outbound.trusted(publicUrl)
  }

  /** @param url as an identity names it: it must be a public server */
  old(url: string, visit: ServerVisit = {}): PdsClient {
    return new PdsClient(this.outbound, withoutSlash(url), { ...visit, isStranger: true })
  }

  here(visit: ServerVisit = {}): PdsClient {
    return new PdsClient(this.outbound, this.#hereUrl, visit)
  }

  get plc(): PlcLookup {
    return new PlcLookup(this.outbound, this.identity.plcUrl)
  }

  /** Whether a URL is that of this server. */
  isHere(url: string): boolean {
    return withoutSlash(url) === this.#hereUrl
  }
}
