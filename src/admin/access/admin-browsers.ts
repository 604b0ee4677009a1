import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { IncomingHttpHeaders } from 'node:http'
import { AdminEntranceConfig } from '../../config/index.js'
import { Devices, HandedSessions } from '../../oauth/index.js'

/** A browser in which members are signed in. */
export interface AdminBrowser {
  /** as the host of members' pages knows it */
  readonly id: Buffer
  /** the only one who may administer in it; undefined: whoever is signed in */
  readonly did?: Did | undefined
}

/** Knows the browsers of those who administer: by the cookie of members' pages, or where no such comes here, by one of its own. */
@Injectable()
export class AdminBrowsers {
  constructor(
    private readonly devices: Devices,
    private readonly handed: HandedSessions,
    private readonly entrance: AdminEntranceConfig,
  ) {}

  /** The browser of a request; undefined if nobody has signed in in it. */
  async find({ cookie }: IncomingHttpHeaders): Promise<AdminBrowser | undefined> {
    if (cookie === undefined) return undefined
    if (!this.entrance.isOtherHost) return this.devices.find({ cookie })
    const session = await this.handed.find(cookie)
    return session && { id: session.deviceId, did: session.did }
  }

  /**
   * Signs a member in by the link of the first Owner, which stands for a passkey until there is one.
   * @returns the cookie that the browser is to have, unless it has it already
   */
  async enter(did: Did, headers: IncomingHttpHeaders, ip: string): Promise<string | undefined> {
    const known = this.entrance.isOtherHost ? await this.find(headers) : undefined
    const isKnown = known?.did === did
    // On another host, the browser gets no cookie of members' pages: there it is one that nobody can come with.
    const own = this.entrance.isOtherHost ? { 'user-agent': headers['user-agent'] } : headers
    const device = isKnown ? { ...known, setCookie: undefined } : await this.devices.meet(own, ip)
    await this.devices.signIn(device, did, true, ip, { by: 'owner-link' })
    if (!this.entrance.isOtherHost) return device.setCookie
    return isKnown ? undefined : this.handed.open({ deviceId: device.id, did })
  }
}
