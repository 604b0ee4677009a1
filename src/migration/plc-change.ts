import { isDeepStrictEqual } from 'node:util'
import type { PlcState } from '@guildhall/identity'
import { com } from '@guildhall/lexicon'
import type { Conversation } from './conversation.js'
import { MoveProblem } from './move-problem.js'
import { patiently } from './patience.js'
import type { UnfinishedChange } from './move-state.js'
import type { PdsClient } from './pds-client.js'
import { PdsFailure } from './pds-failure.js'
import type { PlcLookup } from './plc-lookup.js'

const { requestPlcOperationSignature, signPlcOperation, submitPlcOperation } = com.atproto.identity

/** What a change of an identity needs. */
export interface PlcChange {
  did: string
  /** what the identity shall be */
  wanted: PlcState
  /** who signs it, for whoever reads the mail, and who sends it to the directory */
  signer: PdsClient
  submitter: PdsClient
  plc: PlcLookup
  terminal: Conversation
  /** the code that the signer has mailed, where it was given */
  code: string | undefined
  /** what was kept when the change was tried before */
  kept: UnfinishedChange
  keep: (fresh: UnfinishedChange) => Promise<void>
}

/**
 * Makes an identity what is wanted. It may be done again, wherever it broke off: the code is asked for once, and an
 * operation that was signed is kept until the directory has it.
 * @throws {MoveProblem} when a code is needed and nobody is there to type it
 */
export async function changeIdentity(change: PlcChange): Promise<void> {
  if (await isChanged(change)) return
  const { submitter } = change
  const operation = change.kept.operation ?? (await sign(change))
  try {
    await patiently(() => submitter.post(submitPlcOperation, { operation }))
  } catch (error) {
    // It may have been sent before; or the identity was changed by somebody else since it was signed.
    if (!(error instanceof PdsFailure)) throw error
    if (await isChanged(change)) return
    await change.keep({ operation: undefined })
    throw new MoveProblem(`The change was not taken: ${error.message}`, undefined, { cause: error })
  }
  if (!(await isChanged(change))) throw new MoveProblem('The directory does not show the change yet.')
}

/** Whether the directory says what is wanted. */
async function isChanged({ plc, did, wanted }: PlcChange): Promise<boolean> {
  const state = await plc.state(did)
  return isDeepStrictEqual({ ...state }, { ...wanted })
}

async function sign(change: PlcChange): Promise<object> {
  const { signer, wanted, kept, keep } = change
  if (change.code === undefined && !kept.isCodeMailed) {
    await patiently(() => signer.post(requestPlcOperationSignature))
    await keep({ isCodeMailed: true })
  }
  const token = change.code ?? (await askForCode(change))
  try {
    const { operation } = await signer.post(signPlcOperation, { token, ...wanted })
    await keep({ operation: operation as object, isCodeMailed: false })
    return operation as object
  } catch (error) {
    // Whatever became of the code, another can be had.
    await keep({ isCodeMailed: false })
    const isRefused = error instanceof PdsFailure && error.status < 500
    if (!isRefused) throw error
    throw new MoveProblem(`${error.message}. Run the command again to get another code.`, undefined, {
      cause: error,
    })
  }
}

function askForCode({ signer, terminal }: PlcChange): Promise<string> {
  return terminal.ask(
    `Code that ${signer.name} has mailed to allow the change of the identity: `,
    `${signer.name} has mailed a code that allows the change of the identity: run the command again with --plc-token <code>.`,
  )
}
