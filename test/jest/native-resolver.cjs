// For suites whose specs take what they test from outside of their realm (native-environment.mjs): a package that our own
// code imports is stood for by a file with its name in it, which native-modules.mjs makes a module of.
const path = require('node:path')
const fs = require('node:fs')
const resolve = require('./resolver.cjs')

const FOLDER = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'jest-native')
fs.mkdirSync(FOLDER, { recursive: true })

const PACKAGE = /^(?![./#]|node:|@guildhall[/]|@jest[/]|fast-check$)/
const BUILTIN = new Set(require('node:module').builtinModules)

function standIn(name) {
  const file = path.join(FOLDER, `${name.replace(/[^a-z0-9-]+/gi, '_')}.native.mjs`)
  if (!fs.existsSync(file) || fs.readFileSync(file, 'utf8') !== name) fs.writeFileSync(file, name)
  return file
}

module.exports = (request, options) => {
  const isOurs = !options.basedir.includes('/node_modules/')
  const isOfPackage = PACKAGE.test(request) && !path.isAbsolute(request) && !BUILTIN.has(request)
  return isOurs && isOfPackage && options.conditions?.includes('import')
    ? standIn(request)
    : resolve(request, options)
}
