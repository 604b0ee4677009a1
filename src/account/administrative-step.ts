import type { Queryable } from '../database/index.js'

/** The last thing that a transaction does which an administrator wanted: writing down who did. */
export type AdministrativeStep = (tx: Queryable) => Promise<void>
