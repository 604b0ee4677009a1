import { withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { describeImports } from './imports-report.js'
import { ImportStore } from '../repo/index.js'
import { Clock } from '../telemetry/index.js'

/** `imports`. */
export const importsCommand: Command = {
  name: 'imports',
  usage: '',
  help: ['lists the imports of repositories that have not ended, and how far each has come'],
  positionals: [0, 0],
  run: listImports,
}

function listImports({ console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    const imports = await app.get(ImportStore, { strict: false }).list()
    console.result({ imports }, describeImports(imports, app.get(Clock, { strict: false }).nowMs()))
    return EXIT.done
  })
}
