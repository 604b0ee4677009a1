import { useQueryClient } from '@tanstack/react-query'
import { createContext, type ReactNode, useCallback, useContext, useRef, useState } from 'react'
import { ApiProblem } from '../api/api-problem'
import { meQuery, useMe } from '../api/me'
import { openSession } from '../api/session'
import { ModalDialog } from '../controls/modal-dialog'
import { MemberProof } from './member-proof'
import { PasswordForm } from './password-form'
import { useTexts } from '../texts/texts'

type WithProof = <Result>(act: () => Promise<Result>) => Promise<Result>

const ProofContext = createContext<WithProof>((act) => act())

/**
 * Does something that may need a fresh sign-in: if the server says so, whoever is there is asked for the password, and
 * it is done once more.
 */
export const useWithProof = () => useContext(ProofContext)

/** Asks for the password again, where something needs that. */
export function StepUp({ children }: { readonly children: ReactNode }) {
  const { t } = useTexts()
  const [isAsking, setAsking] = useState(false)
  const client = useQueryClient()
  const { type } = useMe()
  const isMember = type === 'member'
  const settle = useRef<((proved: boolean) => void) | undefined>(undefined)
  const end = (proved: boolean) => {
    settle.current?.(proved)
    settle.current = undefined
    setAsking(false)
  }
  const prove = async (password: string) => {
    await openSession(password)
    await client.invalidateQueries({ queryKey: meQuery.queryKey })
    end(true)
  }
  const withProof = useCallback<WithProof>(async (act) => {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof ApiProblem) || !error.needsProof) throw error
      const proved = await new Promise<boolean>((resolve) => {
        settle.current = resolve
        setAsking(true)
      })
      if (!proved) throw error
      return act()
    }
  }, [])
  return (
    <ProofContext value={withProof}>
      {children}
      <ModalDialog
        open={isAsking}
        onOpenChange={() => end(false)}
        title={t('proof.title')}
        lead={t(isMember ? 'proof.memberLead' : 'proof.lead')}
      >
        {isAsking && isMember && <MemberProof onProved={() => end(true)} />}
        {!isMember && <PasswordForm action={t('proof.action')} onSubmit={prove} />}
      </ModalDialog>
    </ProofContext>
  )
}
