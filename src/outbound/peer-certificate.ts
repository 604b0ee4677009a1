import { connect } from 'node:tls'
import { OutboundError } from './outbound-error.js'

/** The certificate that a server shows, whether or not it is good. */
export interface PeerCertificate {
  /** why it is not good, as TLS calls it: `CERT_HAS_EXPIRED`; undefined when it is */
  readonly problem: string | undefined
  readonly validTo: Date
  readonly issuer: string
  /** names it is for */
  readonly names: string
}

/**
 * Looks at the certificate behind a name; nothing is sent.
 * @throws {OutboundError} when there is no connection, or no TLS
 */
export function peerCertificate(hostname: string, port: number, timeoutMs: number): Promise<PeerCertificate> {
  return new Promise((resolve, reject) => {
    // What is wrong with the certificate is what was asked for.
    const options = { host: hostname, port, servername: hostname, rejectUnauthorized: false }
    const socket = connect(options, () => {
      const { valid_to, issuer, subject, subjectaltname } = socket.getPeerCertificate()
      // Node.js gives the code, as text, where the types have an error.
      const problem = socket.authorized ? undefined : String(socket.authorizationError)
      socket.destroy()
      resolve({
        problem,
        validTo: new Date(valid_to),
        issuer: [issuer?.O ?? issuer?.CN].flat().join(', '),
        names: subjectaltname ?? [subject?.CN].flat().join(', '),
      })
    })
    const fail = (failure: 'timeout' | 'network', message: string, cause?: unknown) => {
      socket.destroy()
      reject(new OutboundError(failure, message, undefined, { cause }))
    }
    socket.setTimeout(timeoutMs, () => fail('timeout', 'no answer in time'))
    socket.once('error', (error) => fail('network', error.message, error))
  })
}
