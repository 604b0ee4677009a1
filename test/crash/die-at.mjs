/* Loaded into a server before it starts: kills it when it reaches the moment that stands in the file DIE_AT_FILE. */
import { subscribe } from 'node:diagnostics_channel'
import { readFileSync } from 'node:fs'

subscribe('guildhall.fault-point', (point) => {
  if (point === readFileSync(process.env.DIE_AT_FILE, 'utf8')) process.kill(process.pid, 'SIGKILL')
})
