// Writes the files that are made from the sources. Run `npm run generate` (it builds first); `--check` writes nothing
// and fails when a file is stale.
import 'reflect-metadata'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { accountStatesPage } from './documents/account-states.mjs'
import { configurationPage, exampleEnvironment } from './documents/configuration.mjs'
import { adminApiDocument } from './documents/admin-api.mjs'
import { adminTypes } from './documents/admin-types.mjs'
import { grownBaseline } from './documents/api-baseline.mjs'
import { errorsPage, readRefusals } from './documents/refusals.mjs'

const ROOT = join(import.meta.dirname, '..')
const BUILT = join(ROOT, 'dist', 'modules')

/** Imports every built x.config.js, which declares its section, and asks for all of them. */
async function declaredSettings() {
  const files = await readdir(BUILT, { recursive: true })
  const load = (file) => import(pathToFileURL(join(BUILT, file)).href)
  for (const file of files.filter((name) => name.endsWith('.config.js')).sort()) await load(file)
  const { describeConfiguration } = await load('config/index.js')
  return describeConfiguration()
}

const sections = await declaredSettings()
const { ACCOUNT_STATES } = await import(pathToFileURL(join(BUILT, 'account/account-states.js')).href)
const openapi = await adminApiDocument(BUILT)
const BASELINE = 'docs/admin-api/v1-baseline.json'
const ADMIN_TYPES = 'web/src/admin/api/generated/schema.ts'
const documents = {
  'config/pds.example.env': exampleEnvironment(sections),
  'docs/operator/configuration.md': configurationPage(sections),
  'docs/operator/account-states.md': accountStatesPage(ACCOUNT_STATES),
  'docs/operator/errors.md': errorsPage(readRefusals(ROOT)),
  'docs/admin-api/openapi.json': openapi,
  [BASELINE]: grownBaseline(await readFile(join(ROOT, BASELINE), 'utf8').catch(() => undefined), openapi),
  [ADMIN_TYPES]: await adminTypes(openapi),
}

const check = process.argv.includes('--check')
let stale = 0
for (const [path, text] of Object.entries(documents)) {
  const present = await readFile(join(ROOT, path), 'utf8').catch(() => undefined)
  if (present === text) continue
  stale += 1
  console.log(`${path} ${check ? 'is stale' : 'written'}`)
  if (check) continue
  await mkdir(dirname(join(ROOT, path)), { recursive: true })
  await writeFile(join(ROOT, path), text)
}
if (stale === 0) console.log('all generated files are fresh')
process.exitCode = check && stale > 0 ? 1 : 0
