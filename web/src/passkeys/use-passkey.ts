import { type RefObject, useEffect, useState } from 'react'
import type { PasskeyView } from '../../../src/oauth/page-state'
import { useIsAlive } from '../controls/use-is-alive'

/** What a page can do with passkeys. */
export interface PasskeyUse {
  /** whether this browser has any; not before the page is alive */
  readonly isPossible: boolean
  /** whether it did not come about */
  readonly hasFailed: boolean
  readonly ask: () => Promise<void>
}

/**
 * Has a passkey proved, and sends the form with it.
 * @param field takes the proof
 * @param isOffered whether browsers offer passkeys where a name is entered, too
 */
export function usePasskey(
  request: PasskeyView,
  field: RefObject<HTMLInputElement | null>,
  isOffered: boolean,
): PasskeyUse {
  const isPossible = useIsAlive() && typeof PublicKeyCredential === 'function'
  const [hasFailed, setFailed] = useState(false)
  async function prove(isQuiet: boolean) {
    const { provePasskey } = await import('./ceremony')
    const proof = await provePasskey(request, { isQuiet })
    if (field.current) sendWith(field.current, proof)
  }
  useEffect(() => {
    if (!isPossible || !isOffered) return
    // What is only offered may come to nothing.
    void isOffering()
      .then((is) => (is ? prove(true) : undefined))
      .catch(ignore)
  }, [isPossible])
  async function ask() {
    setFailed(false)
    try {
      await prove(false)
    } catch {
      setFailed(true)
    }
  }
  return { isPossible, hasFailed, ask }
}

/** Whether the browser offers passkeys where names are entered. */
async function isOffering(): Promise<boolean> {
  return (await PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false
}

/** The other fields of the form need not be filled in. */
function sendWith(field: HTMLInputElement, proof: string): void {
  const form = field.form!
  field.value = proof
  form.noValidate = true
  form.requestSubmit(form.querySelector<HTMLButtonElement>('button[value="accept"]'))
}

function ignore(): void {}
