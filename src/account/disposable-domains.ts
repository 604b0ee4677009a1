import { disposableEmailBlocklistSet } from 'disposable-email-domains-js'

const DISPOSABLE = disposableEmailBlocklistSet()

/** Whether mail to a domain (lower case), or to a domain above it, goes to a throw-away mailbox. */
export function isDisposableDomain(domain: string): boolean {
  for (let rest = domain; rest.includes('.'); rest = rest.slice(rest.indexOf('.') + 1)) {
    if (DISPOSABLE.has(rest)) return true
  }
  return false
}
