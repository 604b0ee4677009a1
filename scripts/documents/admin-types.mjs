// The types of the administration's interface as the dashboard knows it, made of its description.
import openapiTS, { astToString } from 'openapi-typescript'
import { format, resolveConfig } from 'prettier'

const HEADER = '// Made of docs/admin-api/openapi.json by `npm run generate`; do not edit.\n\n'

/** @param {string} openapi the description, as JSON @param {string} path of the file it is for */
export async function adminTypes(openapi, path) {
  const types = astToString(await openapiTS(JSON.parse(openapi)))
  return format(HEADER + types, { ...(await resolveConfig(path)), parser: 'typescript' })
}
