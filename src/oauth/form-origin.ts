import type { IncomingHttpHeaders } from 'node:http'

/** Whether a form comes from a page of this server, as far as browsers say where it comes from. */
export function isOwnOrigin(
  { origin, 'sec-fetch-site': site }: IncomingHttpHeaders,
  publicUrl: string,
): boolean {
  return (origin === undefined || origin === publicUrl) && (site === undefined || site === 'same-origin')
}
