/** Name of the queue. */
export const MAIL = 'mail'

/** What the queue keeps of a mail. */
export interface QueuedMail {
  readonly sealed: string
}
