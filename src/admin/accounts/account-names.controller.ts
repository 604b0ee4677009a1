import { Get, Query } from '@nestjs/common'
import { ApiQuery } from '@nestjs/swagger'
import { isDid } from '@guildhall/syntax'
import { Accounts } from '../../account/index.js'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type Administrator, By } from '../access/administrator.js'
import { InvalidFields } from '../admin.errors.js'
import { AccountNamesDto } from './account-names.dto.js'

/** As many as a page of a list has, with room for a few more in each row. */
const DIDS_MAX = 200

/** What accounts are called: handles are public, so that nobody notes who looks. */
@AdminController('account-names', 'Accounts')
export class AccountNamesController {
  constructor(private readonly accounts: Accounts) {}

  @Get()
  @ApiQuery({
    name: 'did',
    required: true,
    description: `Up to ${DIDS_MAX}, with commas between them.`,
    schema: { type: 'string' },
  })
  @AdminRoute('accounts.view', { summary: 'Says what accounts are called', answers: AccountNamesDto })
  async listAccountNames(
    @Query('did') given: unknown,
    @By() { grants }: Administrator,
  ): Promise<AccountNamesDto> {
    const handles = await this.accounts.handlesOf(didsIn(given))
    const names = [...handles].map(([did, handle]) => ({ did, handle }))
    return { data: names.filter(({ handle }) => grants.allows('accounts.view', handle)) }
  }
}

/** @throws {InvalidFields} */
function didsIn(given: unknown) {
  const dids = typeof given === 'string' ? [...new Set(given.split(','))] : []
  if (dids.length === 0 || dids.length > DIDS_MAX || !dids.every(isDid))
    throw new InvalidFields([
      { at: 'did', message: `must be 1 to ${DIDS_MAX} DIDs with commas between them` },
    ])
  return dids
}
