import { isIP } from 'node:net'

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i
const GROUPS = 8
/** Front of IPv6 addresses that stand for IPv4 ones (RFC 6052), each of which may be somebody else's. */
const TRANSLATED = /^64:ff9b:0:0:0:0:/
/** One subscriber has a /64 at least, and may take any address in it. */
const NETWORK_GROUPS = 4

/**
 * The network that stands for an address where what comes from it is counted: an IPv4 address itself, the /64 of an
 * IPv6 address. What is no address stands for itself.
 */
export function networkOf(address: string): string {
  const plain = MAPPED.exec(address)?.[1] ?? address
  if (isIP(plain) !== 6) return plain
  const [front = '', back] = plain.split('%', 1)[0]!.split('::')
  const left = groupsOf(front)
  const right = groupsOf(back ?? '')
  const zeros = Array.from({ length: Math.max(0, GROUPS - left.length - right.length) }, () => '0')
  const groups = [...left, ...zeros, ...right].map((group) => Number.parseInt(group, 16).toString(16))
  if (TRANSLATED.test(groups.join(':'))) return plain
  return `${groups.slice(0, NETWORK_GROUPS).join(':')}::/64`
}

/** An IPv4 address at the end takes the place of two groups, neither of which matters. */
function groupsOf(text: string): string[] {
  if (text === '') return []
  return text.split(':').flatMap((group) => (group.includes('.') ? ['0', '0'] : [group]))
}
