import './quiet-library.js'
import 'reflect-metadata'
import { runCommandLine } from './commands/index.js'

runCommandLine(process.argv.slice(2)).then((code) => process.exit(code))
