/** Moving an account here from any other server: the command `migrate-in`, a client of both servers. */
export { MigrateIn } from './migrate-in.js'
export { MOVE_HELP, MOVE_OPTIONS, type MoveOptions, readMoveOptions } from './move-options.js'
export { Progress } from './progress.js'
export { Terminal } from './terminal.js'
