import { Injectable } from '@nestjs/common'
import type { ListDto } from '../api/api.dto.js'
import type { Administrator } from '../access/administrator.js'
import { listAndCount, pageOf, sliceOf } from '../api/list-page.js'
import type { ListOptions, ListQuery } from '../api/list-query.js'
import type { IssuedToken } from './token-issue.js'
import { type AdminToken, TokenStore } from './token.store.js'
import type { IssuedTokenDto, TokenDto } from './tokens.dto.js'

/** What may be asked of the list of tokens. */
export const TOKEN_LIST: ListOptions = { sorts: ['-createdAt'] }

/** Tokens, as administrators see them. */
@Injectable()
export class TokenViews {
  constructor(private readonly store: TokenStore) {}

  /** The page of tokens that is asked for, of those within reach. */
  async list(query: ListQuery, { grants }: Administrator): Promise<ListDto<TokenDto>> {
    const reach = grants.reach('tokens.view') ?? []
    const domains = reach === 'everything' ? undefined : reach
    const { found, count } = await listAndCount(
      query,
      () => this.store.list(domains, sliceOf(query)),
      () => this.store.count(domains),
    )
    return pageOf(query, { found, count, placeOf: ({ id }) => ({ value: '', id }), show: tokenView })
  }
}

/** A token that was just made, with its secret. */
export function issuedTokenView({ token, secret }: IssuedToken): IssuedTokenDto {
  return { ...tokenView(token), secret }
}

function tokenView(token: AdminToken): TokenDto {
  const {
    id,
    name,
    permissions,
    domain,
    ipAllow,
    createdBy,
    createdAt,
    expiresAt,
    revokedAt,
    usedAt,
    usedIp,
  } = token
  return {
    ...{ id, name, permissions: [...permissions], ipAllow: [...ipAllow] },
    ...(domain !== undefined && { domain }),
    ...(createdBy !== undefined && { createdBy }),
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    ...(revokedAt && { revokedAt: revokedAt.toISOString() }),
    ...(usedAt && { usedAt: usedAt.toISOString() }),
    ...(usedIp !== undefined && { usedIp }),
  }
}
