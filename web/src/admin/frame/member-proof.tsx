import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { meQuery } from '../api/me'
import { useTexts } from '../texts/texts'
import { OrganizationDoors } from './organization-doors'
import { useService } from './service-context'

/** Where the page that is opened for it ends; see ProvedScreen. */
const BACK = '/admin/proved'
const LOOKED_AFTER_MS = 2_000

interface MemberProofProps {
  /** they have shown that it is them */
  readonly onProved: () => void
}

/** Lets members show anew that it is them in a page of its own: what they have typed in this one stays. */
export function MemberProof({ onProved }: MemberProofProps) {
  const { t } = useTexts()
  const { home } = useService()
  const { data: me } = useQuery({ ...meQuery, staleTime: 0, refetchInterval: LOOKED_AFTER_MS })
  const before = useRef(me?.freshUntil)
  useEffect(() => {
    if (me?.freshUntil !== before.current) onProved()
  }, [me?.freshUntil, onProved])
  return (
    <>
      <OrganizationDoors doors={me?.proofWays ?? []} label="proof.organization" back={BACK} />
      <a
        className="button primary"
        href={`${home}/account/sign-in?to=admin-proved`}
        target="_blank"
        rel="noreferrer"
      >
        {t('signIn.memberAction')}
      </a>
    </>
  )
}
