// The types of the administration's interface as the dashboard knows it, made of its description.
import openapiTS, { astToString } from 'openapi-typescript'

const HEADER = '// Made of docs/admin-api/openapi.json by `npm run generate`; do not edit.\n\n'

/** @param {string} openapi the description, as JSON */
export async function adminTypes(openapi) {
  return HEADER + astToString(await openapiTS(JSON.parse(openapi)))
}
