import type { Type } from '@nestjs/common'
import { ApiProperty, ApiPropertyOptional, ApiSchema } from '@nestjs/swagger'

/** Something that is wrong with a part of a request. */
@ApiSchema({ name: 'FieldError' })
export class FieldErrorDto {
  @ApiProperty({ description: 'Where: a JSON pointer into the body, or the name of a parameter.' })
  at: string

  @ApiProperty()
  message: string
}

/** An error (RFC 9457). */
@ApiSchema({ name: 'Problem' })
export class ProblemDto {
  @ApiProperty({ description: 'urn:guildhall:problem: and the code.' })
  type: string

  @ApiProperty()
  title: string

  @ApiProperty()
  status: number

  @ApiProperty({ description: 'Stays the same, whatever the words are. See x-problem-codes.' })
  code: string

  @ApiPropertyOptional()
  detail?: string

  @ApiPropertyOptional({ type: [FieldErrorDto] })
  errors?: FieldErrorDto[]

  @ApiPropertyOptional()
  requestId?: string
}

/** Where a page of a list is. */
@ApiSchema({ name: 'Page' })
export class PageDto {
  @ApiPropertyOptional({ description: 'page[after] of the next page; absent on the last one.' })
  next?: string

  @ApiPropertyOptional({ description: 'page[before] of the page before; absent on the first one.' })
  prev?: string

  @ApiProperty({ description: 'How many entries a page has at most.' })
  size: number
}

/** A page of a list. */
export interface ListDto<T> {
  data: T[]
  page: PageDto
  count?: number
}

const lists = new Map<Type, Type>()

/** The page of a list of such entries, as a class that documents can be made of. */
export function listOf(item: Type): Type {
  const known = lists.get(item)
  if (known) return known
  @ApiSchema({ name: `${item.name.replace(/Dto$/, '')}List` })
  class List {
    @ApiProperty({ type: [item] })
    data: unknown[]

    @ApiProperty({ type: PageDto })
    page: PageDto

    @ApiPropertyOptional({
      description:
        'How many there are in all, if it was asked for. Lists of what happened are counted up to 100,000.',
    })
    count?: number
  }
  lists.set(item, List)
  return List
}
