import { type INestApplicationContext, RequestMethod } from '@nestjs/common'
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js'
import { MetadataScanner, ModulesContainer } from '@nestjs/core'
import { describeAccess } from './access.js'
import type { SubscriptionMethod } from './call.js'
import { describeLimit } from './rate-limit.js'
import { statedAccess, statedLimit } from './stated-access.js'
import { XRPC_ROOT } from './xrpc.js'
import { type XrpcRoute, xrpcRouteOf } from './xrpc-route.js'
import { isGateway, subscriptionOf } from './xrpc-subscription.js'

/** A route in words. */
export interface RouteEntry {
  /** HTTP verb; `ANY`, or `WS` for subscriptions */
  readonly method: string
  readonly path: string
  readonly kind: 'query' | 'procedure' | 'subscription' | 'page'
  readonly access: string
  readonly limit: string
}

/** Everything that answers requests. */
export interface FoundRoutes {
  readonly entries: readonly RouteEntry[]
  /** by NSID */
  readonly methods: ReadonlyMap<string, XrpcRoute>
  /** by NSID */
  readonly subscriptions: ReadonlyMap<string, SubscriptionMethod>
  /** names of handlers and gateways that state no access policy */
  readonly unstated: readonly string[]
}

interface Found {
  entries: RouteEntry[]
  methods: Map<string, XrpcRoute>
  subscriptions: Map<string, SubscriptionMethod>
  unstated: string[]
}

type Class = { name: string; prototype: object }

/** Looks through all controllers and gateways. Needs their classes only, none has to be instantiated. */
export function findRoutes(modules: ModulesContainer): FoundRoutes {
  const found: Found = { entries: [], methods: new Map(), subscriptions: new Map(), unstated: [] }
  const seen = new Set<object>()
  for (const { controllers, providers } of modules.values()) {
    for (const { metatype } of controllers.values()) {
      if (metatype && !seen.has(metatype)) addController(found, metatype as unknown as Class)
      if (metatype) seen.add(metatype)
    }
    for (const { metatype } of providers.values()) {
      if (!metatype || seen.has(metatype) || !isGateway(metatype)) continue
      seen.add(metatype)
      addGateway(found, metatype as unknown as Class)
    }
  }
  found.entries.sort((a, b) => compare(a.path, b.path) || compare(a.method, b.method))
  return found
}

/** The routes of an application, sorted by path; the application need not run. */
export function routeTable(app: INestApplicationContext): readonly RouteEntry[] {
  return findRoutes(app.get(ModulesContainer, { strict: false })).entries
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function addController(found: Found, { name, prototype }: Class): void {
  const root = pathsOf((prototype as { constructor: object }).constructor)
  for (const key of new MetadataScanner().getAllMethodNames(prototype)) {
    const handler = (prototype as Record<string, object>)[key]!
    const verb = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined
    if (verb === undefined) continue
    const access = statedAccess(handler)
    if (!access) {
      found.unstated.push(`${name}.${key}`)
      continue
    }
    const route = xrpcRouteOf(handler)
    if (route) found.methods.set(route.method.nsid, route)
    const kind = route ? route.method.kind : 'page'
    const limits = route ? route.limits : [statedLimit(handler)].filter((one) => one !== undefined)
    const limit = limits.map(describeLimit).join('; ')
    const method = verb === RequestMethod.ALL ? 'ANY' : RequestMethod[verb]!
    for (const start of root) {
      for (const end of pathsOf(handler)) {
        found.entries.push({ method, path: join(start, end), kind, access: describeAccess(access), limit })
      }
    }
  }
}

function addGateway(found: Found, gateway: Class): void {
  const subscription = subscriptionOf(gateway)
  if (!subscription) {
    found.unstated.push(gateway.name)
    return
  }
  const { method, access } = subscription
  found.subscriptions.set(method.nsid, method)
  found.entries.push({
    method: 'WS',
    path: `/${XRPC_ROOT}/${method.nsid}`,
    kind: 'subscription',
    access: describeAccess(access),
    limit: '',
  })
}

function pathsOf(target: object): string[] {
  return [Reflect.getMetadata(PATH_METADATA, target) ?? '/'].flat() as string[]
}

function join(start: string, end: string): string {
  return `/${[start, end].join('/')}`.replace(/\/{2,}/g, '/').replace(/(.)\/$/, '$1')
}
