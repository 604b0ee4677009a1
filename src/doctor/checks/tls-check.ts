import { OutboundError, type PeerCertificate, peerCertificate } from '../../outbound/index.js'
import type { Check } from '../check.js'
import { advice, failed, type Finding, ok, skipped, warning } from '../finding.js'
import { unanswered } from '../unanswered.js'

const NAME = 'TLS'
const HTTPS_PORT = 443
const CONNECT_MS = 5_000
const DAY_MS = 24 * 60 * 60_000
const LEFT_ADVISED_DAYS = 14
const LEFT_MIN_DAYS = 3

const FIXES = {
  CERT_HAS_EXPIRED: 'certificate_expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate_unsigned',
  ERR_TLS_CERT_ALTNAME_INVALID: 'certificate_of_others',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate_chain',
} as const

/** The certificate that browsers, applications and relays see. */
export const tlsCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { protocol, hostname, port } = new URL(patient.publicUrl)
    if (protocol !== 'https:') return [skipped(NAME, 'tls_not_needed', {})]
    try {
      const found = await peerCertificate(hostname, Number(port) || HTTPS_PORT, CONNECT_MS)
      return [judgeCertificate(hostname, found, patient.clock.nowMs())]
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      const fix = advice('tls_listen', `curl -v ${patient.publicUrl}`)
      return [unanswered(NAME, patient.publicUrl, error, fix)]
    }
  },
}

/** What is to be said of a certificate. @param nowMs milliseconds since the epoch */
export function judgeCertificate(
  host: string,
  { problem, validTo, issuer, names }: PeerCertificate,
  nowMs: number,
): Finding {
  const show = `openssl s_client -connect ${host}:443 -servername ${host} </dev/null | openssl x509 -noout -dates -issuer`
  if (problem !== undefined) {
    const known = Object.entries(FIXES).find(([code]) => problem.includes(code))
    const fix = advice(known?.[1] ?? 'certificate_look', show)
    return failed(NAME, 'certificate_bad', { host, problem, names }, fix)
  }
  const days = Math.floor((validTo.getTime() - nowMs) / DAY_MS)
  const values = { host, issuer, days }
  const fix = advice('certificate_renew', show)
  if (days < LEFT_MIN_DAYS) return failed(NAME, 'certificate', values, fix)
  return days < LEFT_ADVISED_DAYS
    ? warning(NAME, 'certificate', values, fix)
    : ok(NAME, 'certificate', values)
}
