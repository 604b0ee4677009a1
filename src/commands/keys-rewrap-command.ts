import { withApplication } from './application.js'
import { type Command, type CommandArguments, EXIT } from './command.js'
import { KeyRewrap } from '../identity/index.js'
import { noteDeed, ORDER_OPTIONS, ORDER_USAGE } from './operator.js'

/** `keys rewrap`. */
export const keysRewrapCommand: Command = {
  name: 'keys rewrap',
  usage: ORDER_USAGE,
  help: [
    'wraps the signing keys in the database with the present key-encryption key; ends with 1 if any',
    'could not be opened. It may be interrupted, and done again',
  ],
  positionals: [0, 0],
  options: ORDER_OPTIONS,
  run: rewrap,
}

function rewrap({ values, console }: CommandArguments): Promise<number> {
  return withApplication(async (app) => {
    await noteDeed(app, values, { action: 'keys.rewrap' })
    const tables = await app.get(KeyRewrap, { strict: false }).run()
    const lines = tables.map(({ table, rewrapped, unopened }) => {
      const problem = unopened > 0 ? `, ${unopened} could not be opened` : ''
      return `${table}: ${rewrapped} keys wrapped anew${problem}\n`
    })
    console.result({ tables }, lines.join(''))
    return tables.some(({ unopened }) => unopened > 0) ? EXIT.differs : EXIT.done
  })
}
