import { OutboundError, type PeerCertificate, peerCertificate } from '../../outbound/index.js'
import type { Check } from '../check.js'
import { failed, type Finding, ok, skipped, warning } from '../finding.js'

const NAME = 'TLS'
const HTTPS_PORT = 443
const CONNECT_MS = 5_000
const DAY_MS = 24 * 60 * 60_000
const LEFT_ADVISED_DAYS = 14
const LEFT_MIN_DAYS = 3

const FIXES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'It has expired: look why it was not renewed, in the log of the proxy in front.',
  DEPTH_ZERO_SELF_SIGNED_CERT:
    'It is signed by nobody: let the proxy in front get one of an authority (ACME).',
  ERR_TLS_CERT_ALTNAME_INVALID: 'It is for other names: let the proxy in front get one for this name.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The proxy in front does not send the certificates in between: configure the full chain.',
}
const FIX_ELSE = 'Look at the certificate in the proxy in front.'

/** The certificate that browsers, applications and relays see. */
export const tlsCheck: Check = {
  name: NAME,
  look: async (patient) => {
    const { protocol, hostname, port } = new URL(patient.publicUrl)
    if (protocol !== 'https:') return [skipped(NAME, 'the service is not reached by https')]
    try {
      const found = await peerCertificate(hostname, Number(port) || HTTPS_PORT, CONNECT_MS)
      return [judgeCertificate(hostname, found, patient.clock.nowMs())]
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      const fix = `Let a proxy with a certificate listen there, and open the port in the firewall:\ncurl -v ${patient.publicUrl}`
      return [failed(NAME, `${patient.publicUrl}: ${error.message}`, fix)]
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
    const code = Object.keys(FIXES).find((known) => problem.includes(known))
    const detail = `the certificate of ${host} is not good (${problem}; for ${names})`
    return failed(NAME, detail, `${code ? FIXES[code] : FIX_ELSE}\n${show}`)
  }
  const days = Math.floor((validTo.getTime() - nowMs) / DAY_MS)
  const text = `the certificate of ${host}, by ${issuer}, is good for ${days} more days`
  const fix = `It should have been renewed by now: look at the log of the proxy in front.\n${show}`
  if (days < LEFT_MIN_DAYS) return failed(NAME, text, fix)
  return days < LEFT_ADVISED_DAYS ? warning(NAME, text, fix) : ok(NAME, text)
}
