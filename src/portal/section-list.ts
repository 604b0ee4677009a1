import { Injectable } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'
import { PortalSection } from './portal-section.js'

/** All parts of the portal. */
@Injectable()
export class SectionList {
  #byName: ReadonlyMap<string, PortalSection> | undefined

  constructor(private readonly discovery: DiscoveryService) {}

  /** A part by its name; the overview has an empty one. */
  find(name: string): PortalSection | undefined {
    this.#byName ??= new Map(
      this.discovery
        .getProviders()
        .flatMap(({ instance }) => (instance instanceof PortalSection ? [[instance.name, instance]] : [])),
    )
    return this.#byName.get(name)
  }
}
