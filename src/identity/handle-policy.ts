import { Injectable } from '@nestjs/common'
import { isHandleTldAllowed } from '@guildhall/identity'
import { type Did, type Handle, isHandle, normalizeHandle } from '@guildhall/syntax'
import { HandleDomains } from './domains/handle-domains.js'
import { FormerHandles } from './former-handles/former-handles.js'
import { frontProblem } from './handle-front.js'
import { HandleResolver } from './handle-resolver.js'
import {
  HandleNotAvailable,
  HandleNotResolving,
  HandleNotYours,
  InvalidHandle,
  UnsupportedDomain,
} from './identity.errors.js'
import { isOffensiveName } from './offensive-names.js'
import { WebIdentities } from './web-identities.js'

/** Why somebody does not get a handle that another account had not long ago. */
const KEPT = 'Somebody else has given this handle up not long ago, so that nobody else can have it yet'

/** Circumstances under which a handle is judged. */
export interface HandleClaim {
  /** The DID that wants the handle, when it exists already; required for handles of other domains. */
  did?: Did
  /** Set for administrators: reserved and offensive names are allowed, and bare domains. */
  allowAnyValid?: boolean
  /** Set for administrators who go by the rules for names, but choose for members. */
  isAdministrator?: boolean | undefined
  /** Whether it is to take the place of a handle. */
  isChange?: boolean
}

/** Which handles accounts of this service may have. */
@Injectable()
export class HandlePolicy {
  constructor(
    private readonly domains: HandleDomains,
    private readonly resolver: HandleResolver,
    private readonly web: WebIdentities,
    private readonly former: FormerHandles,
  ) {}

  /**
   * Normalizes a wanted handle and checks it against every rule except that it is free.
   * Handles of other domains are looked up in the network.
   * @throws {InvalidHandle | HandleNotAvailable | HandleNotYours | UnsupportedDomain | HandleNotResolving}
   */
  async accept(wanted: string, claim: HandleClaim = {}): Promise<Handle> {
    const handle = this.normalize(wanted)
    if (!claim.allowAnyValid && isOffensiveName(handle)) {
      throw new InvalidHandle('Inappropriate language in handle')
    }
    const domain = this.serviceDomainOf(handle)
    if (!domain) {
      await this.#checkForeign(handle, claim)
      return handle
    }
    this.#checkChooser(domain, claim)
    const rules = this.domains.rules.get(domain)!
    const problem = frontProblem(handle.slice(0, -domain.length), rules, claim.allowAnyValid)
    if (problem) throw problem
    // At the host itself it would be told that the service is a member.
    if (this.domains.isOwnHost(handle) && !claim.allowAnyValid)
      throw new HandleNotAvailable('Reserved handle')
    // Not even an administrator makes one name stand for two people.
    if (await this.web.isKept(handle, claim.did)) throw new HandleNotAvailable('Reserved handle')
    if (await this.former.isKeptFrom(handle, claim.did)) throw new HandleNotAvailable(KEPT)
    return handle
  }

  /**
   * The handle in lower case.
   * @throws {InvalidHandle} unless it is well formed and of an allowed top-level domain
   */
  normalize(wanted: string): Handle {
    const handle = normalizeHandle(wanted)
    if (!isHandle(handle)) throw new InvalidHandle('Input/handle must be a valid handle')
    if (!isHandleTldAllowed(handle)) throw new InvalidHandle('Handle TLD is invalid or disallowed')
    return handle
  }

  /** The service domain (with its leading dot) of a handle, if any; the longest one wins. */
  serviceDomainOf(handle: string): string | undefined {
    const found = this.domains.servedOf(handle)
    return found && `.${found.domain}`
  }

  /** On some domains members do not choose. */
  #checkChooser(domain: string, { allowAnyValid, isAdministrator, isChange = false }: HandleClaim): void {
    if (allowAnyValid || isAdministrator) return
    const chooser = this.domains.chooserOf(domain)
    if (chooser === 'administrators' || (chooser === 'new-members' && isChange)) throw new HandleNotYours()
  }

  async #checkForeign(handle: Handle, claim: HandleClaim): Promise<void> {
    if (!claim.did) throw new UnsupportedDomain()
    if ((await this.resolver.resolve(handle)) !== claim.did) throw new HandleNotResolving()
  }
}
