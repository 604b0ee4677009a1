import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../../database/index.js'

/** That what is here of an account has to stay, whatever anybody deletes. */
export interface Hold {
  readonly id: string
  readonly did: Did
  readonly reason: string
  /** when somebody is to look whether it is still needed; it does not end by itself */
  readonly reviewAt: Date | undefined
  /** a DID, the id of a token, or `password` */
  readonly placedBy: string
  readonly placedAt: Date
  readonly release: HoldRelease | undefined
}

/** How a hold has ended. */
export interface HoldRelease {
  readonly by: string
  readonly at: Date
  readonly reason: string | undefined
}

/** Which holds are looked for; what is absent does not matter. */
export interface HoldFilter {
  readonly did?: string | undefined
  readonly released?: boolean | undefined
}

/** A part of the list of holds, which is in the order of their ids. */
export interface HoldSlice {
  readonly descending: boolean
  readonly afterId: string | undefined
  readonly limit: number
}

/** Where holds are kept. They outlive their accounts. */
export abstract class HoldStore {
  abstract add(tx: Queryable, hold: Hold): Promise<void>

  abstract find(id: string): Promise<Hold | undefined>

  /** Ends a hold; `false` if it is not there or has ended. */
  abstract release(tx: Queryable, id: string, release: HoldRelease): Promise<boolean>

  /** How many holds on an account have not ended. */
  abstract open(tx: Queryable, did: Did): Promise<number>

  abstract list(filter: HoldFilter, slice: HoldSlice): Promise<Hold[]>

  abstract count(filter: HoldFilter): Promise<number>
}
