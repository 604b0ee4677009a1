/**
 * Options of every worker, beside its own.
 * - One that has lost its queue looks for it again after a second (ms), and not after the 15 s that it takes by itself: it
 *   would neither work again nor stop any sooner.
 * - What a node was doing when it died is begun by another one 15 to 25 s later; by itself it would be 30 to 90 s. A node
 *   says every 7.5 s that it is still at it, so one that hears nothing from its database for 15 s may see its work done
 *   twice, which all work here allows for.
 * - What was begun by five nodes that died fails: it is the reason why they do.
 */
export const WORKER_OPTIONS = {
  runRetryDelay: 1_000,
  lockDuration: 15_000,
  stalledInterval: 5_000,
  maxStalledCount: 5,
} as const
