import { configOf } from '../../src/config/index.js'
import { Log, LogConfig, LogWriter } from '../../src/telemetry/index.js'

/** A log whose lines can be looked at. */
export function recordingLog(): { log: Log; lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>)
  const writer = new LogWriter(configOf(LogConfig, { level: 'debug' }), { write })
  return { log: Log.named(writer, 'Test'), lines }
}
