import { Injectable, type OnModuleInit } from '@nestjs/common'
import { ModulesContainer } from '@nestjs/core'
import { Lexicons } from '@guildhall/lexicon'
import { findRoutes, type FoundRoutes } from './route-table.js'

/** Knows every route, and refuses to start when one of them does not say who may use it. */
@Injectable()
export class RouteAudit implements OnModuleInit {
  #routes: FoundRoutes | undefined

  constructor(
    private readonly modules: ModulesContainer,
    private readonly lexicons: Lexicons,
  ) {}

  /** All routes of the application. */
  get routes(): FoundRoutes {
    return (this.#routes ??= findRoutes(this.modules))
  }

  /** @throws {Error} naming every route without a policy, and every method without a lexicon */
  onModuleInit(): void {
    const { unstated, methods, subscriptions } = this.routes
    if (unstated.length > 0) throw new Error(`no access policy is stated by ${unstated.join(', ')}`)
    const unknown = [...methods.keys(), ...subscriptions.keys()].filter((nsid) => !this.lexicons.method(nsid))
    if (unknown.length > 0) throw new Error(`there is no lexicon of ${unknown.join(', ')}`)
  }
}
