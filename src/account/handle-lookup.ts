import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { HandleNotFound, HandlePolicy, KnownHandles } from '../identity/index.js'
import { Accounts } from './accounts.js'
import { UnresolvableHandle } from './account.errors.js'

/** Finds the DID behind a handle: of an account here, or of anybody. */
@Injectable()
export class HandleLookup {
  constructor(
    private readonly accounts: Accounts,
    private readonly policy: HandlePolicy,
    private readonly known: KnownHandles,
  ) {}

  /** The DID of the active account here that has a handle. */
  async hosted(handle: string): Promise<Did | undefined> {
    const account = await this.accounts.byHandle(handle)
    return account?.status === 'active' ? account.did : undefined
  }

  /**
   * The DID behind any handle.
   * @param options `refresh` asks the network, whatever is kept
   * @throws {HandleNotFound} for a handle of this service that no active account has
   * @throws {UnresolvableHandle} for one of another domain that leads nowhere
   */
  async resolve(handle: string, options: { refresh?: boolean } = {}): Promise<Did> {
    const wanted = handle.toLowerCase()
    const hosted = await this.hosted(wanted)
    if (hosted) return hosted
    if (this.policy.serviceDomainOf(wanted)) throw new HandleNotFound()
    const found = await this.known.resolve(wanted, options)
    if (!found) throw new UnresolvableHandle()
    return found
  }
}
