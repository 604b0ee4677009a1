import { BadAcceptEncoding, NothingAcceptable } from './proxy.errors.js'

/** Content codings that are understood here, where an answer may have to be looked into. */
const UNDERSTOOD = ['gzip', 'br', 'deflate'] as const
const PLAIN = 'identity'

/** One coding with its weight (RFC 9110, section 12.5.3). */
const FORM = /^([!#$%&'*+.^_`|~0-9a-z-]+)(?:\s*;\s*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?$/i

/** The weight of what is not compressed, where what is compressed is preferred. */
const PLAIN_WEIGHT = '0.1'

/**
 * What of a header `accept-encoding` is understood here as well: an answer in one of these codings can be looked into,
 * and passed on as it came.
 * @param preferCompressed whether whatever compresses is preferred, if the header leaves a choice
 * @throws {BadAcceptEncoding | NothingAcceptable}
 */
export function understoodCodings(header: string | undefined, preferCompressed = false): string {
  if (!header?.trim()) return PLAIN
  const weights = new Map(header.split(',').map(parse))
  const weightOf = (coding: string): string | undefined => weights.get(coding) ?? weights.get('*')
  const taken = UNDERSTOOD.filter((coding) => Number(weightOf(coding) ?? 0) > 0)
  // Unless it is refused, an answer without any coding is always welcome.
  const plain = weightOf(PLAIN)
  if (taken.length === 0 && plain !== undefined && Number(plain) === 0) throw new NothingAcceptable()
  const all = plain === undefined && taken.length > 0 ? taken : [...taken, PLAIN]
  const weight = (coding: string): string => weightOf(coding) ?? '1'
  const asked = preferCompressed ? preferred(weight) : weight
  return all.map((coding) => `${coding};q=${asked(coding)}`).join(', ')
}

function preferred(weight: (coding: string) => string): (coding: string) => string {
  return (coding) => (coding !== PLAIN ? '1' : Number(weight(coding)) === 0 ? '0' : PLAIN_WEIGHT)
}

function parse(part: string): [coding: string, weight: string] {
  const [, coding, weight = '1'] = FORM.exec(part.trim()) ?? []
  if (coding === undefined) throw new BadAcceptEncoding(part.trim())
  return [coding.toLowerCase(), weight]
}
