import { lookup, type LookupAddress } from 'node:dns'
import { Injectable } from '@nestjs/common'

type Found = (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void

/** Finds the addresses of hosts, as the system does it. */
@Injectable()
export class HostLookup {
  /** All addresses of a name. @param options what the connection wants to know: `family`, `hints` */
  all(
    hostname: string,
    options: { family?: number | undefined; hints?: number | undefined },
    found: Found,
  ): void {
    lookup(hostname, { ...options, all: true }, found)
  }
}
