import type { Device } from '../../oauth/index.js'

/** A browser that comes back from a provider. */
export interface SsoVisit {
  readonly device: Device
  readonly ip: string
  /** as in the header `Accept-Language` */
  readonly locale: string
}
