// What is around a PDS, in a thread of its own: a PLC directory, an AppView and a place for mails.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

/**
 * @returns {Promise<{ plcUrl: string, appViewUrl: string, appViewDid: string, smtpUrl: string, stop(): Promise<void> }>}
 */
export async function startServices() {
  const worker = new Worker(new URL('./services-thread.mjs', import.meta.url))
  const [ports] = await once(worker, 'message')
  return {
    plcUrl: `http://localhost:${ports.plc}`,
    appViewUrl: `http://localhost:${ports.appView}`,
    appViewDid: `did:web:localhost%3A${ports.appView}`,
    smtpUrl: `smtp://localhost:${ports.smtp}`,
    stop: async () => void (await worker.terminate()),
  }
}
