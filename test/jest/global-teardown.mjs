/** Ends what the setup began. */
export { endAll as default } from './cluster.mjs'
