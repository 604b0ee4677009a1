import './quiet-library.js'
import 'reflect-metadata'
import { Environment } from './config/index.js'
import { runCommandLine } from './commands/index.js'
import { LogWriter } from './telemetry/index.js'

// Nobody who asked for something wants to read how the server starts, unless they say so.
LogWriter.makeWayForResults(Environment.ofProcess().read('LOG_LEVEL') === undefined ? 'error' : undefined)

runCommandLine(process.argv.slice(2)).then((code) => process.exit(code))
