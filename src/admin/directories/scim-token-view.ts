import type { IssuedScimToken, ScimToken } from '../../scim/index.js'
import type { IssuedScimTokenDto, ScimTokenDto } from './directories.dto.js'

/** A token of a directory, as administrators see it. */
export function scimTokenView(token: ScimToken): ScimTokenDto {
  const { id, name, createdBy, createdAt, expiresAt, revokedAt, usedAt, usedIp } = token
  return {
    ...{ id, name },
    ...(createdBy !== undefined && { createdBy }),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
    ...(usedAt && { usedAt: usedAt.toISOString() }),
    ...(usedIp !== undefined && { usedIp }),
  }
}

/** A token that was just made, with its secret. */
export function issuedScimTokenView({ token, secret }: IssuedScimToken): IssuedScimTokenDto {
  return { ...scimTokenView(token), secret }
}
