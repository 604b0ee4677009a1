import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { PortalSection } from './portal-section.js'

/** All parts of the portal. */
@Injectable()
export class SectionList {
  #byName: ReadonlyMap<string, PortalSection> | undefined

  constructor(private readonly contributions: Contributions) {}

  /** A part by its name; the overview has an empty one. */
  find(name: string): PortalSection | undefined {
    this.#byName ??= new Map(this.contributions.of(PortalSection).map((section) => [section.name, section]))
    return this.#byName.get(name)
  }
}
