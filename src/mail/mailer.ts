import type { Mail } from './mail.js'

/** Delivers mail, or says why it cannot. */
export abstract class Mailer {
  /**
   * Hands a mail over to whoever delivers it.
   * @throws {MailRefused} if it can never be delivered; anything else that is thrown may pass
   */
  abstract deliver(mail: Mail): Promise<void>
}
