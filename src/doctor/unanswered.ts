import type { OutboundError } from '../outbound/index.js'
import { type Advice, failed, type Finding, type PlainFixCode } from './finding.js'

/** That an address was asked and did not answer well: in words of ours where it is known why. */
export function unanswered(
  check: string,
  url: string,
  { failure, status, message }: OutboundError,
  what: Advice<PlainFixCode>,
): Finding {
  if (failure === 'status' && status !== undefined) return failed(check, 'url_status', { url, status }, what)
  if (failure === 'timeout') return failed(check, 'url_silent', { url }, what)
  return failed(check, 'url_fails', { url, message }, what)
}
