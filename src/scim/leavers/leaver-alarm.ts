/** That the people of a connection may not leave any more, until an administrator says so. */
export interface LeaversAlarm {
  readonly connectionId: string
  readonly connectionName: string
  /** how many have left within the window */
  readonly left: number
  readonly at: Date
}

/** Tells those who answer for the service. Every provider of this class is found by itself. */
export abstract class LeaverAlarm {
  abstract raise(alarm: LeaversAlarm): Promise<void>
}
