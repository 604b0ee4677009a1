// The description of the administration, made of the decorated classes; nothing is started.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { NestFactory } from '@nestjs/core'

/**
 * In preview, modules are put together but nothing in them is made: no settings, no secrets, no database.
 * @param {string} built where the server was built
 */
export async function adminApiDocument(built) {
  const load = (file) => import(pathToFileURL(join(built, file)).href)
  const { AppModule } = await load('app.module.js')
  const { createAdapter } = await load('server.js')
  const { adminDocument } = await load('admin/index.js')
  const options = { preview: true, logger: ['error', 'fatal'], abortOnError: false }
  const app = await NestFactory.create(AppModule, createAdapter(), options)
  return `${JSON.stringify(adminDocument(app), undefined, 2)}\n`
}
