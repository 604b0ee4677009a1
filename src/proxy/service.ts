import type { Did } from '@guildhall/syntax'

/** A service that calls are passed on to. */
export interface Service {
  readonly did: Did
  /** name of its entry in the DID document, without `#`: `bsky_appview` */
  readonly id: string
  /** its origin: `https://api.example.com` */
  readonly url: string
  /** whether the operator named it; all others are strangers, of whom a DID document has told */
  readonly isConfigured: boolean
}

/** A service as tokens and scopes name it: `did#service`. */
export function nameOf({ did, id }: Pick<Service, 'did' | 'id'>): string {
  return `${did}#${id}`
}
