/** Moving an account here from any other server: the command `migrate-in`, a client of both servers. */
export { MigrateIn } from './migrate-in.js'
export { Terminal } from './terminal.js'
