// Jest cannot require() ES modules before Node 24.9, although Node 20.19 itself can (production is unaffected).
//  1. A CommonJS file that requires one of the listed ESM-only packages gets a small CommonJS file which exports
//     the namespace imported by setup-esm-bridge.mjs: one instance, so class identities hold.
//  2. './x.js' in the project's own sources means './x.ts' (NodeNext specifiers); node_modules is never touched.
const path = require('node:path')
const fs = require('node:fs')
const names = require('./esm-bridge.list.cjs')

const bridgeDir = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'jest-esm-bridge')
fs.mkdirSync(bridgeDir, { recursive: true })

function bridgeFile(name) {
  const file = path.join(bridgeDir, `${name.replace(/[^a-z0-9]+/gi, '_')}.cjs`)
  const key = JSON.stringify(name)
  const source =
    `const ns = globalThis[Symbol.for('jest.esm-bridge')]?.[${key}]\n` +
    `if (!ns) throw new Error('esm-bridge: ' + ${key} + ' was not preloaded')\n` +
    `module.exports = ns['module.exports'] ?? ns\n`
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== source) fs.writeFileSync(file, source)
  return file
}
const bridges = new Map(names.map((name) => [name, bridgeFile(name)]))

module.exports = (request, options) => {
  if (bridges.has(request) && options.conditions?.includes('require')) return bridges.get(request)
  if (request.startsWith('.') && request.endsWith('.js') && !options.basedir.includes('node_modules')) {
    const source = path.resolve(options.basedir, `${request.slice(0, -3)}.ts`)
    if (fs.existsSync(source)) return source
  }
  return options.defaultResolver(request, options)
}
