import { useTexts } from '../texts/texts'
import type { Roles } from './roles-query'
import { useRoleNames } from './use-role-names'

interface RankHintProps {
  readonly roles: Roles
  /** the role that is looked at, which is not compared with itself */
  readonly own: string | undefined
  readonly priority: number
}

/** Between which others a role of a priority ranks. */
export function RankHint({ roles: { data, custom }, own, priority }: RankHintProps) {
  const { t } = useTexts()
  const nameOf = useRoleNames()
  const others = [...data, ...custom].filter(({ id }) => id !== own)
  const namesAt = (wanted: number | undefined) =>
    others.filter((role) => role.priority === wanted).map(({ id }) => nameOf(id))
  const ranks = others.map((role) => role.priority)
  const places = [
    ['above', ranks.filter((rank) => rank > priority).sort((one, other) => one - other)[0]],
    ['same', priority],
    ['below', ranks.filter((rank) => rank < priority).sort((one, other) => other - one)[0]],
  ] as const
  return (
    <p className="muted" role="status">
      {places
        .map(([place, rank]) => [place, namesAt(rank)] as const)
        .filter(([, names]) => names.length > 0)
        .map(([place, names]) => t(`roles.rank.${place}`, { names: names.join(', ') }))
        .join(' ')}
    </p>
  )
}
