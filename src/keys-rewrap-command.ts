import { type Command, EXIT, say, withApplication } from './command.js'
import { KeyRewrap } from './identity/index.js'

/** `keys rewrap`. */
export const keysRewrapCommand: Command = {
  name: 'keys rewrap',
  usage: '',
  help: [
    'wraps the signing keys in the database with the present key-encryption key; ends with 1 if any',
    'could not be opened. It may be interrupted, and done again',
  ],
  positionals: [0, 0],
  run: () => rewrap(),
}

function rewrap(): Promise<number> {
  return withApplication(async (app) => {
    const tables = await app.get(KeyRewrap, { strict: false }).run()
    for (const { table, rewrapped, unopened } of tables) {
      const problem = unopened > 0 ? `, ${unopened} could not be opened` : ''
      say(`${table}: ${rewrapped} keys wrapped anew${problem}\n`)
    }
    return tables.some(({ unopened }) => unopened > 0) ? EXIT.differs : EXIT.done
  })
}
