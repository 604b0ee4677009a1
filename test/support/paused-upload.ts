import { setTimeout as sleep } from 'node:timers/promises'
import type { WholeServer } from './whole-server.js'

/** A file in two pieces; `between` runs when the server has put some of the first one by. */
export function pausedUpload(
  server: WholeServer,
  car: Uint8Array,
  between: () => Promise<unknown>,
): ReadableStream {
  const middle = Math.floor(car.length * 0.8)
  return new ReadableStream({
    async start(controller) {
      controller.enqueue(car.subarray(0, middle))
      await staged(server)
      await between()
      controller.enqueue(car.subarray(middle))
      controller.close()
    },
  })
}

async function staged(server: WholeServer): Promise<void> {
  for (;;) {
    const [row] = await server.sql<{ there: boolean }>(
      `SELECT EXISTS (
         SELECT FROM repo_import
          WHERE EXISTS (SELECT FROM repo_import_block block WHERE block.import_id = repo_import.import_id)
             OR EXISTS (SELECT FROM repo_record record WHERE record.repo_id = repo_import.repo_id)) AS there`,
    )
    if (row!.there) return
    await sleep(10)
  }
}
