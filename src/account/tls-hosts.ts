import { didWebOf } from '@guildhall/identity'
import { isHandle } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { ServiceConfig } from '../config/index.js'
import { HandleDomains, HandlePolicy, WebIdentities } from '../identity/index.js'
import { NoTlsDomain, NoTlsHandle } from './account.errors.js'
import { HandleLookup } from './handle-lookup.js'

/** For which hosts a proxy in front of the service gets certificates. */
@Injectable()
export class TlsHosts {
  constructor(
    private readonly config: ServiceConfig,
    private readonly policy: HandlePolicy,
    private readonly domains: HandleDomains,
    private readonly handles: HandleLookup,
    private readonly identities: WebIdentities,
  ) {}

  /**
   * Refuses a host at which nothing is served. The service has one, and so have active accounts, and did:web
   * identities under the name they began with; and domains are tried at a host of their own.
   * @throws {NoTlsDomain | NoTlsHandle}
   */
  async check(host: string): Promise<void> {
    const name = host.toLowerCase()
    if (name === this.config.hostname) return
    if (this.domains.isProbe(name)) return
    if (!isHandle(name) || !this.policy.serviceDomainOf(name)) throw new NoTlsDomain()
    if (await this.handles.hosted(name)) return
    const identity = await this.identities.find(didWebOf(name))
    if (!identity || identity.isEnded) throw new NoTlsHandle()
  }
}
