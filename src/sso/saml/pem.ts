import { X509Certificate } from 'node:crypto'

/** How a certificate is recognized, and when it ends. */
export interface CertificateFacts {
  readonly subject: string
  /** SHA-256, in hexadecimal with colons */
  readonly fingerprint: string
  readonly expiresAt: Date
}

/** A certificate (DER) as text. */
export function pemOf(certificate: Uint8Array): string {
  return new X509Certificate(certificate).toString()
}

/** What a certificate (DER) says; undefined if it is none. */
export function certificateFacts(certificate: Uint8Array): CertificateFacts | undefined {
  try {
    const { subject, fingerprint256: fingerprint, validTo } = new X509Certificate(certificate)
    return { subject, fingerprint, expiresAt: new Date(validTo) }
  } catch {
    return undefined
  }
}
