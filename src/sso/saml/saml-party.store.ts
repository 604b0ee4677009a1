import type { Queryable } from '../../database/index.js'
import type { ProviderParty } from './wire/saml-messages.js'

/** What is known of a provider. */
export interface KnownProvider {
  readonly party: ProviderParty
  /** where its metadata came from */
  readonly source: 'upload' | 'url'
  /** when they were read last, and when that was tried last */
  readonly readAt: Date
  readonly triedAt: Date
  /** why the last try did not succeed */
  readonly problem: string | undefined
}

/**
 * `next`: published, so that the provider learns of it; `current`: signs; `former`: opens what is still encrypted for it.
 * There is one of each at most.
 */
export type ServiceKeyState = 'next' | 'current' | 'former'

/** A key of this server for a provider; the private part is among the secrets of connections. */
export interface ServiceKey {
  readonly id: string
  readonly connectionId: string
  readonly state: ServiceKeyState
  /** DER */
  readonly certificate: Uint8Array
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Where it is kept what providers say of themselves, and with which certificates they know this server. */
export abstract class SamlPartyStore {
  abstract findProvider(connectionId: string): Promise<KnownProvider | undefined>

  abstract putProvider(
    on: Queryable | undefined,
    connectionId: string,
    provider: KnownProvider,
  ): Promise<void>

  /** Notes that metadata could not be read; what was known stays. */
  abstract noteProblem(connectionId: string, problem: string, now: Date): Promise<void>

  abstract listKeys(connectionId: string, on?: Queryable): Promise<ServiceKey[]>

  /** Adds a key; `false` if there is one of its state. */
  abstract addKey(tx: Queryable, key: ServiceKey): Promise<boolean>

  /** Makes the next key the current one; that becomes the former, whose predecessor goes. `false`: there is no next. */
  abstract advanceKeys(tx: Queryable, connectionId: string): Promise<boolean>
}
