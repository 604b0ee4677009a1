import { EmailNotSupported } from './account.errors.js'
import { isDisposableDomain } from './disposable-domains.js'

const LENGTH_MAX = 254
const LOCAL_LENGTH_MAX = 64

// A dot-separated local part of the characters that mail systems agree on; letters of any script are among them.
const LOCAL = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u
// At least two labels, the last one not numeric.
const DOMAIN =
  /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+(?!\d+$)[\p{L}\p{N}\p{M}-]{2,63}$/u

/**
 * An e-mail address in the form in which it is stored and compared: lower case.
 * @throws {EmailNotSupported} unless it is well formed and not of a throw-away service
 */
export function parseEmail(text: string): string {
  const email = text.toLowerCase()
  const at = email.lastIndexOf('@')
  const [local, domain] = [email.slice(0, at), email.slice(at + 1)]
  const wellFormed =
    at > 0 &&
    email.length <= LENGTH_MAX &&
    local.length <= LOCAL_LENGTH_MAX &&
    LOCAL.test(local) &&
    DOMAIN.test(domain)
  if (!wellFormed || isDisposableDomain(domain)) throw new EmailNotSupported()
  return email
}
