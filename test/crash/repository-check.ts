import { verifyRepoCar } from '@atproto/repo'
import type { LoadWriter } from './load-writer.js'

/**
 * Compares the exports of a repository, one of each node, with what its writers had acknowledged.
 * @param key that signs the repository
 * @param writers all of those who wrote to it
 * @returns what does not agree
 * @throws {Error} when the repository does not verify
 */
export async function repositoryProblems(
  urls: readonly string[],
  did: string,
  key: string,
  writers: readonly LoadWriter[],
): Promise<string[]> {
  const cars = await Promise.all(
    urls.map(async (url) => {
      const answer = await fetch(`${url}/xrpc/com.atproto.sync.getRepo?did=${did}`)
      return Buffer.from(await answer.arrayBuffer())
    }),
  )
  const { creates } = await verifyRepoCar(cars[0]!, did, key)
  const found = new Map(creates.map(({ collection, rkey, cid }) => [`${collection}/${rkey}`, String(cid)]))
  const strange = [...found.keys()].filter((path) => !writers.some((writer) => writer.knows(path)))
  return [
    ...cars.flatMap((car, index) => (car.equals(cars[0]!) ? [] : [`node ${index} exports ${did} otherwise`])),
    ...writers.flatMap((writer) => writer.reconcile(found)),
    ...strange.map((path) => `nobody has written ${path} of ${did}`),
  ]
}
