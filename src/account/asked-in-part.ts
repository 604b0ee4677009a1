import { maskedEmail } from './masked-email.js'

/** What people look for by a text of which they may know no more than a part. */
const SEARCHED = new Set(['q', 'email', 'search'])
/** Places in lists say what is there, in another form. */
const PLACE = /^(?:page\[(?:after|before)\]|after)$/

/**
 * What was asked, as much of it as may be kept: of what was looked for, and of addresses, what others are shown of an
 * address. DIDs are whole.
 * @param query names and what they were given
 */
export function askedInPart(query: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, inPart(name, value)]))
}

function inPart(name: string, value: unknown): unknown {
  if (typeof value !== 'string' || value.startsWith('did:')) return value
  if (PLACE.test(name)) return '…'
  return SEARCHED.has(name) || value.includes('@') ? maskedEmail(value) : value
}
