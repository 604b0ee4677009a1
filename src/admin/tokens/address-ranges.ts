import { BlockList, isIP } from 'node:net'

const BITS = { 4: 32, 6: 128 } as const

/** Whether a text is an address or a network (CIDR). */
export function isAddressRange(text: string): boolean {
  return partsOf(text) !== undefined
}

/** Whether an address is in one of these ranges. Addresses of version 4 that are written as ones of 6 are the same. */
export function isWithinRanges(address: string, ranges: readonly string[]): boolean {
  const list = new BlockList()
  for (const range of ranges) {
    const parts = partsOf(range)
    if (parts) list.addSubnet(parts.address, parts.prefix, parts.family)
  }
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
  const version = isIP(plain)
  return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6')
}

function partsOf(text: string): { address: string; prefix: number; family: 'ipv4' | 'ipv6' } | undefined {
  const [address = '', length, ...rest] = text.split('/')
  const version = isIP(address)
  if ((version !== 4 && version !== 6) || rest.length > 0) return undefined
  const prefix = length === undefined ? BITS[version] : /^\d{1,3}$/.test(length) ? Number(length) : Infinity
  return prefix <= BITS[version] ? { address, prefix, family: version === 4 ? 'ipv4' : 'ipv6' } : undefined
}
