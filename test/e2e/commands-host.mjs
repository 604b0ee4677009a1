/* Runs commands of operators one after the other in one process, as each in a process of its own spends most of its time
   on loading the same modules. A command is told its arguments and its environment, and answers with what it printed. */
import 'reflect-metadata'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'

const BUILT = join(import.meta.dirname, '..', '..', 'dist', 'modules')
const load = (file) => import(pathToFileURL(join(BUILT, file)).href)

await load('quiet-library.js')
const { CommandLine } = await load('commands/command-line.js')
const { COMMANDS } = await load('commands/command-table.js')

async function run({ args, env }) {
  process.env = env
  const said = { stdout: '', stderr: '' }
  const streamTo = (name) =>
    new PassThrough().setEncoding('utf8').on('data', (text) => {
      said[name] += text
    })
  const [output, errors] = [streamTo('stdout'), streamTo('stderr')]
  const code = await new CommandLine(COMMANDS, { input: Readable.from([]), output, errors }).run(args)
  await new Promise((resolve) => setImmediate(resolve))
  return { code, ...said }
}

let last = Promise.resolve()
process.on('message', ({ id, ...command }) => {
  last = last
    .then(() => run(command))
    .catch((error) => ({ code: null, stdout: '', stderr: error.stack }))
    .then((said) => process.send({ id, said }))
})
process.on('disconnect', () => process.exit())
