import { BlockList, isIP, isIPv4 } from 'node:net'

const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i

/** Addresses and networks, to ask whether one is among them. */
export class AddressList {
  readonly #list = new BlockList()

  /** @param entries addresses, or networks in CIDR notation */
  constructor(entries: readonly string[]) {
    for (const entry of entries) {
      const [address = '', prefix] = entry.split('/')
      const family = isIPv4(address) ? 'ipv4' : 'ipv6'
      if (prefix === undefined) this.#list.addAddress(address, family)
      else this.#list.addSubnet(address, Number(prefix), family)
    }
  }

  /** Whether an address is in the list. IPv4 in the clothes of IPv6 (`::ffff:192.0.2.1`) counts as IPv4. */
  has(address: string): boolean {
    const plain = MAPPED.exec(address)?.[1] ?? address
    const family = isIP(plain)
    return family !== 0 && this.#list.check(plain, family === 4 ? 'ipv4' : 'ipv6')
  }
}
