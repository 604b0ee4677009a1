import type { AdminApi } from '../support/admin-api.js'

/** What a request that succeeds needs: the rest of its path, and its body. */
export interface Prepared {
  readonly path: string
  /** a text is CSV */
  readonly body?: object | string
  /** a member who asks, instead of the holder of the password */
  readonly as?: AdminApi
}
export type Preparation = () => Promise<Prepared>
