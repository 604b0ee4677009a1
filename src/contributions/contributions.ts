import { Injectable, type OnModuleInit } from '@nestjs/common'
import { DiscoveryService } from '@nestjs/core'

/** A class that other features extend, to say something or to be told. */
export type Contribution<T> = abstract new (...dependencies: never[]) => T

/** What features bring for those who do not know them: all providers of a kind, whichever modules they are in. */
@Injectable()
export class Contributions implements OnModuleInit {
  readonly #known = new Map<Contribution<unknown>, readonly unknown[]>()
  #areAllMade = false

  constructor(private readonly discovery: DiscoveryService) {}

  /** Nest makes every provider before it calls the first hook; until then, what is found may be half of it. */
  onModuleInit(): void {
    this.#areAllMade = true
  }

  /** All of a kind, in the order of their modules, each once. There are thousands of providers: they are gone through once. */
  of<T>(kind: Contribution<T>): readonly T[] {
    const known = this.#known.get(kind) as readonly T[] | undefined
    if (known) return known
    const instances = this.discovery.getProviders().map(({ instance }): unknown => instance)
    const found = [...new Set(instances.filter((instance): instance is T => instance instanceof kind))]
    if (this.#areAllMade) this.#known.set(kind, found)
    return found
  }
}
