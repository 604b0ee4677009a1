import { Environment, ServiceConfig } from '../config/index.js'
import { type Command, EXIT } from './command.js'

/** `version`. */
export const versionCommand: Command = {
  name: 'version',
  usage: '',
  help: ['tells the version of this program, and of Node.js'],
  positionals: [0, 0],
  run: async ({ console }) => {
    const { version } = Environment.of({}).section(ServiceConfig)
    const { version: node, platform, arch } = process
    console.result({ version, node, platform, arch }, `${version} (Node.js ${node}, ${platform} ${arch})\n`)
    return EXIT.done
  },
}
