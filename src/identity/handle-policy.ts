import { Injectable } from '@nestjs/common'
import { isHandleTldAllowed } from '@guildhall/identity'
import { type Did, type Handle, isHandle, normalizeHandle } from '@guildhall/syntax'
import { ServiceConfig } from '../config/index.js'
import { HandleResolver } from './handle-resolver.js'
import {
  HandleNotAvailable,
  HandleNotResolving,
  InvalidHandle,
  UnsupportedDomain,
} from './identity.errors.js'
import { isOffensiveName } from './offensive-names.js'
import { isReservedName } from './reserved-handles.js'

/** Lengths of the label in front of a service domain. */
const LABEL_MIN = 3
const LABEL_MAX = 18

/** Circumstances under which a handle is judged. */
export interface HandleClaim {
  /** The DID that wants the handle, when it exists already; required for handles of other domains. */
  did?: Did
  /** Set for administrators: reserved and offensive names are allowed. */
  allowAnyValid?: boolean
}

/** Which handles accounts of this service may have. */
@Injectable()
export class HandlePolicy {
  constructor(
    private readonly config: ServiceConfig,
    private readonly resolver: HandleResolver,
  ) {}

  /**
   * Normalizes a wanted handle and checks it against every rule except that it is free.
   * Handles of other domains are looked up in the network.
   * @throws {InvalidHandle | HandleNotAvailable | UnsupportedDomain | HandleNotResolving}
   */
  async accept(wanted: string, claim: HandleClaim = {}): Promise<Handle> {
    const handle = this.normalize(wanted)
    if (!claim.allowAnyValid && isOffensiveName(handle)) {
      throw new InvalidHandle('Inappropriate language in handle')
    }
    const domain = this.serviceDomainOf(handle)
    if (domain) this.#checkLabel(handle.slice(0, -domain.length), claim)
    else await this.#checkForeign(handle, claim)
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

  /** The service domain (with its leading dot) a handle lies under, if any; the longest one wins. */
  serviceDomainOf(handle: string): string | undefined {
    let found: string | undefined
    for (const domain of this.config.handleDomains) {
      if (handle.endsWith(domain) && domain.length > (found?.length ?? 0)) found = domain
    }
    return found
  }

  #checkLabel(label: string, claim: HandleClaim): void {
    if (label.includes('.')) throw new InvalidHandle('Invalid characters in handle')
    if (label.length < LABEL_MIN) throw new InvalidHandle('Handle too short')
    if (label.length > LABEL_MAX) throw new InvalidHandle('Handle too long')
    if (!claim.allowAnyValid && isReservedName(label)) throw new HandleNotAvailable('Reserved handle')
  }

  async #checkForeign(handle: Handle, claim: HandleClaim): Promise<void> {
    if (!claim.did) throw new UnsupportedDomain()
    if ((await this.resolver.resolve(handle)) !== claim.did) throw new HandleNotResolving()
  }
}
