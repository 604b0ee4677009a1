import { parentPort } from 'node:worker_threads'
import { logoutAnswerUrl, logoutRequestUrl, verifyLogout } from './logout.js'
import { readMetadata } from './metadata.js'
import { verifyResponse } from './response.js'
import type { SamlReply, SamlResults, SamlTask } from './saml-messages.js'
import { SamlProblem } from './saml-problem.js'
import { signOnUrl } from './strict-saml.js'

// Runs in a thread of its own: here, and nowhere else, XML of others is read. A fault ends the thread, and LimitedThread
// makes a new one.

const port = parentPort!
const reply = (message: SamlReply) => port.postMessage(message)

function perform(task: SamlTask): Promise<SamlResults[keyof SamlResults]> {
  switch (task.task) {
    case 'depart':
      return signOnUrl(task)
    case 'response':
      return verifyResponse(task)
    case 'logoutMessage':
      return verifyLogout(task)
    case 'logoutRequest':
      return logoutRequestUrl(task)
    case 'logoutAnswer':
      return logoutAnswerUrl(task)
    case 'metadata':
      return readMetadata(task.xml, task.entityId)
  }
}

async function work(task: SamlTask): Promise<void> {
  try {
    reply({ step: 'done', result: await perform(task) })
  } catch (error) {
    // Whatever an input does to a parser is a problem of the input.
    const { code, message } =
      error instanceof SamlProblem ? error : new SamlProblem('malformed', String(error))
    reply({ step: 'done', problem: { code, message } })
  }
}

port.on('message', (task: SamlTask) => void work(task))
reply({ step: 'ready' })
