/**
 * By what the database tells nodes of the last release that does not know packs: the words that were last said on one of
 * their connections. One asks for the lock of the sequencer, unless it has it; another one hears notifications, and
 * gives a sign of life. This release says both in other words. Goes with the release after next.
 */
export const WORDS_BEFORE_PACKS: readonly string[] = ['SELECT pg_try_advisory_lock($1) AS won', 'SELECT']
