import type { Device } from '../devices/devices.js'

/** Where somebody signs in, and for what. */
export interface SignInPlace {
  readonly device: Device
  readonly ip: string
  /** whether to stay signed in after what it is for */
  readonly remembered: boolean
  /** what it is for, as long as it is not done: the id of a request, or the name of a page of this server */
  readonly purpose: string
  /** whether whoever is to leave, or is suspended, may come in as well: to where they take along what is theirs */
  readonly admitsLeaving?: boolean
}
