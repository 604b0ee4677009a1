import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useMay } from '../api/me'
import { useTexts } from '../texts/texts'
import { rolesQuery } from './roles-query'

/** Says what a role is called: those that every service has in words of ours, the others as their makers say. */
export function useRoleNames(): (id: string) => string {
  const { nameOf } = useTexts()
  const may = useMay()
  const custom = useQuery({ ...rolesQuery, enabled: may('roles.view') }).data?.custom
  return useCallback(
    (id) => custom?.find((role) => role.id === id)?.name ?? nameOf('role', id),
    [custom, nameOf],
  )
}
