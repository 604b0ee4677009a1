import { isPermission, type Permission, permissionFacts } from './permissions.js'
import { isRoleId, type Role, ROLES } from './role.js'

/** A role that somebody has, everywhere or for the accounts of one domain. */
export interface HeldRole {
  /** of a service, or one that the organization has made itself */
  readonly role: string
  /** what that is, where the organization has made it itself */
  readonly custom?: Role | undefined
  /** without a leading dot; undefined: everywhere */
  readonly domain?: string | undefined
}

/** For which accounts something is allowed: all, or those whose handles are below one of these domains. */
export type Reach = 'everything' | readonly string[]

/** What somebody may do, as JSON. */
export interface GrantsJson {
  readonly reach: Readonly<Record<string, Reach>>
  readonly priority: number
}

/** What somebody may do. */
export class Grants {
  readonly #reach: ReadonlyMap<Permission, Reach>

  private constructor(
    reach: ReadonlyMap<Permission, Reach>,
    /** of the highest role that is held everywhere; 0 where there is none */
    readonly priority: number,
  ) {
    this.#reach = reach
  }

  /** What roles allow together. What is no matter of accounts is allowed by roles that are held everywhere only. */
  static of(held: readonly HeldRole[]): Grants {
    const reach = new Map<Permission, Reach>()
    for (const { domain, ...one } of held) {
      for (const permission of factsOf(one)?.permissions ?? []) {
        if (domain !== undefined && permissionFacts(permission).scope === 'service') continue
        reach.set(permission, joined(reach.get(permission), domain))
      }
    }
    const everywhere = held.filter(({ domain }) => domain === undefined).flatMap((one) => factsOf(one) ?? [])
    return new Grants(reach, priorityOf(everywhere))
  }

  /** What {@link toJSON} has given. Permissions that this release does not know allow nothing. */
  static fromJSON({ reach, priority }: GrantsJson): Grants {
    const known = Object.entries(reach).filter(([permission]) => isPermission(permission))
    return new Grants(new Map(known as [Permission, Reach][]), priority)
  }

  /** All that is allowed, to be kept for work that is done later. */
  toJSON(): GrantsJson {
    return { reach: Object.fromEntries(this.#reach), priority: this.priority }
  }

  /** For which accounts something is allowed; undefined if for none. */
  reach(permission: Permission): Reach | undefined {
    return this.#reach.get(permission)
  }

  /** Whether something is allowed, if only for some accounts. */
  has(permission: Permission): boolean {
    return this.#reach.has(permission)
  }

  /** Whether something is allowed for the account of a handle. */
  allows(permission: Permission, handle: string | undefined): boolean {
    const reach = this.#reach.get(permission)
    if (reach === undefined || reach === 'everything') return reach !== undefined
    return handle !== undefined && reach.some((domain) => handle.endsWith(`.${domain}`))
  }

  /** All that is allowed, if only for some accounts. */
  get permissions(): Permission[] {
    return [...this.#reach.keys()]
  }

  /** Whether something is allowed for all accounts whose handles are below a domain. */
  covers(permission: Permission, domain: string): boolean {
    const reach = this.#reach.get(permission)
    return reach === 'everything' || reach?.some((own) => isBelow(domain, own)) === true
  }

  /** The same for accounts below a domain only; nothing else is allowed. */
  below(domain: string): Grants {
    const kept = [...this.#reach].flatMap(([permission, reach]): (readonly [Permission, Reach])[] => {
      if (permissionFacts(permission).scope === 'service') return []
      if (this.covers(permission, domain)) return [[permission, [domain]] as const]
      const narrower = reach === 'everything' ? [] : reach.filter((own) => isBelow(own, domain))
      return narrower.length > 0 ? [[permission, narrower] as const] : []
    })
    return new Grants(new Map(kept), 0)
  }

  /** The same, but nothing that is not among these permissions. */
  within(permissions: readonly string[]): Grants {
    const kept = [...this.#reach].filter(([permission]) => permissions.includes(permission))
    return new Grants(new Map(kept), this.priority)
  }
}

/** What a role is that somebody has; undefined if only another release knows it, or it is gone: it allows nothing. */
export function factsOf({ role, custom }: Pick<HeldRole, 'role' | 'custom'>): Role | undefined {
  return custom ?? (isRoleId(role) ? ROLES[role] : undefined)
}

function isBelow(domain: string, other: string): boolean {
  return domain === other || domain.endsWith(`.${other}`)
}

function joined(reach: Reach | undefined, domain: string | undefined): Reach {
  if (domain === undefined || reach === 'everything') return 'everything'
  return [...new Set([...(reach ?? []), domain])]
}

function priorityOf(roles: readonly Role[]): number {
  return Math.max(0, ...roles.map(({ priority }) => priority))
}
