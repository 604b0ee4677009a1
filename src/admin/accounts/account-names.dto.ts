import { ApiProperty, ApiSchema } from '@nestjs/swagger'

/** What an account is called. */
@ApiSchema({ name: 'AccountName' })
export class AccountNameDto {
  @ApiProperty()
  did: string

  @ApiProperty()
  handle: string
}

/** What accounts are called. */
@ApiSchema({ name: 'AccountNames' })
export class AccountNamesDto {
  @ApiProperty({
    type: [AccountNameDto],
    description: 'Without those that are gone, have no handle, or are out of reach.',
  })
  data: AccountNameDto[]
}
