import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import { SessionHolder } from './session-holder.js'

/** Ends the sessions of an account, of whatever kind: with a password, an app password, by OAuth. */
@Injectable()
export class SignOut {
  constructor(private readonly discovery: DiscoveryService) {}

  /** Inside the caller's transaction, so that what made it necessary and its effect are one. */
  async everywhere(tx: Queryable, did: Did): Promise<void> {
    for (const { instance } of this.discovery.getProviders()) {
      if (instance instanceof SessionHolder) await instance.endAll(tx, did)
    }
  }
}
