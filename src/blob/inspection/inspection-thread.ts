import { parentPort } from 'node:worker_threads'
import { findLocation, SNIFF_BYTES, sniffMimeType, stripLocation } from '@guildhall/media'
import { FileSource } from './file-source.js'
import type { InspectionReply, InspectionTask } from './inspection-messages.js'

// Runs in a thread of its own. A fault ends the thread, and LimitedThread makes a new one.

const port = parentPort!
const reply = (message: InspectionReply) => port.postMessage(message)

async function inspect(source: FileSource, declared: string | undefined): Promise<void> {
  const mimeType = await sniffMimeType(source.read(0, SNIFF_BYTES), declared)
  reply({ step: 'type', mimeType })
  const location = findLocation(source, mimeType)
  if (location) reply({ step: 'place', location })
}

function strip(source: FileSource, mimeType: string): void {
  const edits = stripLocation(source, mimeType)
  if (edits) reply({ step: 'edits', edits })
}

async function work(task: InspectionTask): Promise<void> {
  const source = new FileSource(task.path)
  try {
    if (task.task === 'inspect') await inspect(source, task.declared)
    else strip(source, task.mimeType)
  } finally {
    source.close()
  }
  reply({ step: 'done' })
}

port.on('message', (task: InspectionTask) => void work(task))
reply({ step: 'ready' })
