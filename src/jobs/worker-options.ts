/**
 * Options of every worker, beside its own. One that has lost its queue looks for it again after this time (ms), and not
 * after the 15 s that it takes by itself: it would neither work again nor stop any sooner.
 */
export const WORKER_OPTIONS = { runRetryDelay: 1_000 } as const
