import type { NewSsoTransaction, SsoTransaction } from './sso-transaction.js'

/** Where sign-ins are kept that are under way at identity providers, for all nodes. */
export abstract class SsoTransactionStore {
  /** @param stateHash SHA-256 of the secret that comes back */
  abstract add(transaction: NewSsoTransaction, stateHash: Uint8Array): Promise<void>

  /** Notes under which id the departure is known to the provider. */
  abstract depart(id: string, requestId: string): Promise<void>

  /** The transaction of a state, used or not, as long as it is kept. */
  abstract findByState(stateHash: Uint8Array): Promise<SsoTransaction | undefined>

  abstract find(id: string): Promise<SsoTransaction | undefined>

  /** Marks a transaction as used, once: of several callbacks at a time one does. */
  abstract use(id: string, now: Date): Promise<boolean>

  /** Keeps what the provider has said, until {@link finish}. */
  abstract prove(id: string, said: Pick<SsoTransaction, 'claims' | 'idToken'>, expiresAt: Date): Promise<void>

  /** Ends a transaction, once; what the provider has said is forgotten. */
  abstract finish(id: string, now: Date): Promise<boolean>

  /** Removes up to `limit` that have expired; returns how many went. */
  abstract removeExpired(now: Date, limit: number): Promise<number>
}
