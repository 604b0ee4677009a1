import { X509Certificate } from 'node:crypto'

/** A certificate (DER) as text. */
export function pemOf(certificate: Uint8Array): string {
  return new X509Certificate(certificate).toString()
}

/** When a certificate ends, and how it is recognized; undefined if it is none. */
export function certificateFacts(
  certificate: Uint8Array,
): { readonly subject: string; readonly fingerprint: string; readonly expiresAt: Date } | undefined {
  try {
    const { subject, fingerprint256: fingerprint, validTo } = new X509Certificate(certificate)
    return { subject, fingerprint, expiresAt: new Date(validTo) }
  } catch {
    return undefined
  }
}
