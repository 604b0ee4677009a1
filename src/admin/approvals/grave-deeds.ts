import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { GraveDeed } from './grave-deed.js'

/** All that takes two people, by name. */
@Injectable()
export class GraveDeeds {
  constructor(private readonly discovery: DiscoveryService) {}

  named(action: string): GraveDeed | undefined {
    return this.discovery
      .getProviders()
      .map(({ instance }) => instance as unknown)
      .find((instance): instance is GraveDeed => instance instanceof GraveDeed && instance.action === action)
  }
}
