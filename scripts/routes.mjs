// npm run routes: every route with its access policy and limits, read from the decorated classes; nothing is started.
// `--json` prints them for machines. What is shown is what was built, so it builds first.
import 'reflect-metadata'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { NestFactory } from '@nestjs/core'
import { build } from './build.mjs'

const BUILT = join(import.meta.dirname, '..', 'dist', 'modules')
const COLUMNS = ['method', 'path', 'kind', 'access', 'limit']

const load = (file) => import(pathToFileURL(join(BUILT, file)).href)

/** In preview, modules are put together but nothing in them is made: no settings, no secrets, no database. */
async function readRoutes() {
  const { AppModule } = await load('app.module.js')
  const { routeTable } = await load('xrpc/index.js')
  const options = { preview: true, logger: ['error', 'fatal'], abortOnError: false }
  return routeTable(await NestFactory.createApplicationContext(AppModule, options))
}

/** @param {Record<string, string>[]} routes */
function textOf(routes) {
  const rows = [Object.fromEntries(COLUMNS.map((name) => [name, name.toUpperCase()])), ...routes]
  const widths = COLUMNS.map((name) => Math.max(...rows.map((row) => row[name].length)))
  const line = (row) => COLUMNS.map((name, i) => row[name].padEnd(widths[i])).join('  ')
  return rows.map((row) => line(row).trimEnd()).join('\n')
}

await build()
const routes = await readRoutes()
console.log(process.argv.includes('--json') ? JSON.stringify(routes, undefined, 2) : textOf(routes))
