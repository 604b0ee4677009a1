/** A mail that can never be delivered, such as one to an address that does not exist. */
export class MailRefused extends Error {
  /** @param responseCode of SMTP */
  constructor(readonly responseCode: number) {
    super(`the SMTP server refused the mail for good (${responseCode})`)
    this.name = 'MailRefused'
  }
}
