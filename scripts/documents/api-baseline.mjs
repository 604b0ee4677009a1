// What clients of the administration may rely on inside v1: operations, their parameters, and the fields of what they
// take and answer. It may only grow.

/** @typedef {{ type: string, required: boolean }} Field */
/** @typedef {{ parameters: Record<string, boolean>, takes: string, answers: string }} Operation */
/** @typedef {{ operations: Record<string, Operation>, takes: Record<string, Record<string, Field>>, answers: Record<string, Record<string, Field>> }} Surface */

const METHODS = ['get', 'post', 'put', 'patch', 'delete']
const nameOf = ($ref) => $ref.replace('#/components/schemas/', '')

/** A type in a few letters: `string`, `[Token]`, `Problem`. */
function typeOf(schema = {}) {
  if (schema.$ref) return nameOf(schema.$ref)
  if (schema.allOf?.length === 1) return typeOf(schema.allOf[0])
  if (schema.type === 'array') return `[${typeOf(schema.items)}]`
  return Array.isArray(schema.type) ? schema.type.join('|') : (schema.type ?? 'any')
}

/** The schemas that a type leads to, with their fields. */
function collect(type, schemas, into) {
  const name = type.replaceAll(/[[\]]/g, '')
  const schema = schemas[name]
  if (!schema?.properties || into[name]) return
  into[name] = {}
  for (const field of Object.keys(schema.properties).sort()) {
    const fieldType = typeOf(schema.properties[field])
    into[name][field] = { type: fieldType, required: schema.required?.includes(field) ?? false }
    collect(fieldType, schemas, into)
  }
}

const contentOf = (content = {}) => Object.values(content)[0]?.schema

/**
 * @param {object} document the description (OpenAPI)
 * @returns {Surface}
 */
export function surfaceOf({ paths, components }) {
  const surface = { operations: {}, takes: {}, answers: {} }
  const parameterOf = (one) => (one.$ref ? components.parameters[one.$ref.split('/').at(-1)] : one)
  for (const path of Object.keys(paths).sort()) {
    for (const method of METHODS.filter((each) => paths[path][each])) {
      const { parameters = [], requestBody, responses } = paths[path][method]
      const done = Object.entries(responses).find(([status]) => /^2/.test(status))?.[1]
      const takes = typeOf(contentOf(requestBody?.content))
      const answers = typeOf(contentOf(done?.content))
      const named = parameters
        .map(parameterOf)
        .map(({ in: place, name, required = false }) => [`${place} ${name}`, required])
      surface.operations[`${method.toUpperCase()} ${path}`] = {
        parameters: Object.fromEntries(named.sort()),
        takes,
        answers,
      }
      collect(takes, components.schemas, surface.takes)
      collect(answers, components.schemas, surface.answers)
    }
  }
  return surface
}

/**
 * What a client that knows the baseline would stumble over.
 * @param {Surface} baseline
 * @param {Surface} surface as it is now
 * @returns {string[]} a sentence for each
 */
export function breaksOf(baseline, surface) {
  const broken = []
  for (const [name, was] of Object.entries(baseline.operations)) {
    const is = surface.operations[name]
    if (!is) broken.push(`${name} is gone`)
    else broken.push(...parameterBreaks(name, was, is))
  }
  for (const direction of ['takes', 'answers'])
    for (const [schema, fields] of Object.entries(baseline[direction]))
      broken.push(...fieldBreaks(schema, fields, surface[direction][schema] ?? {}, direction))
  return broken
}

function parameterBreaks(name, was, is) {
  const gone = Object.keys(was.parameters).filter((one) => !(one in is.parameters))
  const wanted = Object.keys(is.parameters).filter((one) => is.parameters[one] && !was.parameters[one])
  return [
    ...gone.map((one) => `${name} takes no ${one} any more`),
    ...wanted.map((one) => `${name} cannot do without ${one} any more`),
    ...(was.takes !== 'any' && was.takes !== is.takes ? [`${name} takes ${is.takes}, not ${was.takes}`] : []),
    ...(was.answers !== 'any' && was.answers !== is.answers
      ? [`${name} answers with ${is.answers}, not ${was.answers}`]
      : []),
  ]
}

function fieldBreaks(schema, was, is, direction) {
  const broken = []
  for (const [name, { type, required }] of Object.entries(was)) {
    const field = is[name]
    if (!field) broken.push(`${schema} has no ${name} any more`)
    else if (field.type !== type) broken.push(`${schema}.${name} is ${field.type}, not ${type}`)
    else if (direction === 'answers' && required && !field.required)
      broken.push(`${schema}.${name} may be absent`)
  }
  if (direction === 'takes')
    for (const [name, { required }] of Object.entries(is))
      if (required && !was[name]?.required && Object.keys(was).length > 0)
        broken.push(`${schema} cannot do without ${name} any more`)
  return broken
}

/**
 * The baseline as it is from now on.
 * @param {string | undefined} present text of the baseline; undefined: there is none yet
 * @param {string} openapi text of the description
 * @returns {string}
 * @throws {Error} saying what would break clients
 */
export function grownBaseline(present, openapi) {
  const surface = surfaceOf(JSON.parse(openapi))
  const broken = present === undefined ? [] : breaksOf(JSON.parse(present), surface)
  if (broken.length > 0)
    throw new Error(
      `Inside v1 nothing goes that clients rely on (docs/admin-api/v1-baseline.json):\n- ${broken.join('\n- ')}`,
    )
  return `${JSON.stringify(surface, undefined, 1)}\n`
}
