/** Who speaks: the service, or its moderators. Each may have an SMTP server and a sender of its own. */
export type Sender = 'service' | 'moderation'

/** A mail as it is sent. */
export interface Mail {
  readonly sender: Sender
  /** one address */
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** who it comes from, besides the address that the sender has */
  readonly fromName?: string | undefined
  readonly replyTo?: string | undefined
}
