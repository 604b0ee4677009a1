import createClient from 'openapi-fetch'
import { ApiProblem, problemOf } from './api-problem'
import type { paths } from './generated/schema'

/** The administration's interface, typed by its own description. */
export const api = createClient<paths>({ baseUrl: location.origin, credentials: 'same-origin' })

let latestRequest: string | undefined

/** By what the server's log knows the latest request that was answered. */
export const latestRequestId = () => latestRequest

interface Answer<Data> {
  readonly data?: Data
  readonly error?: unknown
  readonly response: Response
}

/**
 * The data of an answer.
 * @throws {ApiProblem}
 */
export async function dataOf<Data>(asking: Promise<Answer<Data>>): Promise<Data> {
  return (await answerOf(asking)).data as Data
}

/**
 * An answer of success, with its headers.
 * @throws {ApiProblem}
 */
export async function answerOf<Data>(asking: Promise<Answer<Data>>): Promise<Answer<Data>> {
  const answer = await asking.catch((error: unknown) => {
    throw new ApiProblem(0, 'no_answer', error instanceof Error ? error.message : String(error), undefined)
  })
  latestRequest = answer.response.headers.get('x-request-id') ?? undefined
  if (!answer.response.ok) throw problemOf(answer.response, answer.error)
  return answer
}

/** By which the server knows a request that is sent once more. */
export type Once = { readonly 'Idempotency-Key': string }

/** A header of its own for each time that somebody decides. */
export function onceOnly(): Once {
  return { 'Idempotency-Key': crypto.randomUUID() }
}
