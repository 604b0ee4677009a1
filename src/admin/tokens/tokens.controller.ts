import { Body, Get, Param, Post } from '@nestjs/common'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { listOf } from '../api/api.dto.js'
import { ListParam, type ListQuery } from '../api/list-query.js'
import { TokenIssue } from './token-issue.js'
import { TokenRevocation } from './token-revocation.js'
import { issuedTokenView, TOKEN_LIST, TokenViews } from './token-views.js'
import { IssuedTokenDto, NewTokenDto, RotationDto, TokenDto } from './tokens.dto.js'

const CREATED = 201
const SECOND_MS = 1000

/** Tokens for programs that administer. */
@AdminController('tokens', 'Tokens')
export class TokensController {
  constructor(
    private readonly views: TokenViews,
    private readonly tokens: TokenIssue,
    private readonly revocation: TokenRevocation,
  ) {}

  @Get()
  @AdminRoute('tokens.view', { summary: 'Lists tokens', answers: listOf(TokenDto), list: TOKEN_LIST })
  listTokens(@ListParam(TOKEN_LIST) query: ListQuery, @By() by: Administrator) {
    return this.views.list(query, by)
  }

  @Post()
  @AdminRoute('tokens.manage', {
    summary: 'Makes a token; its secret is shown once',
    answers: IssuedTokenDto,
    status: CREATED,
    fresh: true,
    problems: ['permissions_not_yours'],
  })
  async createToken(@Body() wanted: NewTokenDto, @By() by: Administrator): Promise<IssuedTokenDto> {
    return issuedTokenView(await this.tokens.issue({ ...wanted, expiresAt: new Date(wanted.expiresAt) }, by))
  }

  @Post(':id/rotate')
  @AdminRoute('tokens.manage', {
    summary: 'Gives a token another secret',
    answers: IssuedTokenDto,
    fresh: true,
    problems: ['not_found', 'token_not_yours'],
  })
  async rotateToken(
    @Param('id') id: string,
    @Body() { overlapSeconds = 0 }: RotationDto,
    @By() by: Administrator,
  ) {
    return issuedTokenView(await this.tokens.rotate(id, overlapSeconds * SECOND_MS, by))
  }

  @Post(':id/revoke')
  @AdminRoute('tokens.manage', {
    summary: 'Makes a token good for nothing',
    fresh: true,
    problems: ['not_found', 'token_not_yours'],
  })
  revokeToken(@Param('id') id: string, @By() by: Administrator): Promise<void> {
    return this.revocation.revoke(id, by)
  }
}
