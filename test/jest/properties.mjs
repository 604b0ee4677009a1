// What specs get as 'fast-check': the library with a fixed seed, so that a run of the tests says something about the
// change it tests. Another seed, or 'random', and another number of runs look for what nobody thought of.
import fc from '../../node_modules/fast-check/lib/fast-check.js'

export * from '../../node_modules/fast-check/lib/fast-check.js'
export default fc

const seed = process.env.PROPERTY_SEED ?? '20261128'
fc.configureGlobal({
  ...(seed === 'random' ? {} : { seed: Number(seed) }),
  ...(process.env.PROPERTY_RUNS === undefined ? {} : { numRuns: Number(process.env.PROPERTY_RUNS) }),
})
