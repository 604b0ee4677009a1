import { useParams } from '@tanstack/react-router'

/** The account whose screen is open, if one is. */
export function useOpenAccount(): string | undefined {
  return useParams({ strict: false }).did
}
