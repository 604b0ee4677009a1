import { ApiProperty, ApiSchema } from '@nestjs/swagger'
import { BUCKET_NAMES, MEASURE_KEYS } from './measure-keys.js'

/** A point of a chart. */
@ApiSchema({ name: 'MeasurePoint' })
export class MeasurePointDto {
  @ApiProperty({ format: 'date-time', description: 'When the bucket begins.' })
  at: string

  @ApiProperty()
  value: number
}

/** What a chart is drawn of. */
@ApiSchema({ name: 'Measure' })
export class MeasureDto {
  @ApiProperty({ enum: MEASURE_KEYS, enumName: 'MeasureKey' })
  key: string

  @ApiProperty({
    enum: ['gauge', 'counter'],
    description: 'gauge: how much there is; counter: how often it happened.',
  })
  kind: string

  @ApiProperty()
  help: string

  @ApiProperty({ description: 'Of a counter: how often in all; of a gauge: the latest value.' })
  total: number

  @ApiProperty({ description: 'The same of the time of equal length before.' })
  previousTotal: number

  @ApiProperty({ type: [MeasurePointDto], description: 'Buckets in which something was measured.' })
  data: MeasurePointDto[]
}

/** What charts are drawn of. */
@ApiSchema({ name: 'Measures' })
export class MeasuresDto {
  @ApiProperty({ enum: BUCKET_NAMES })
  bucket: string

  @ApiProperty({ format: 'date-time' })
  from: string

  @ApiProperty({ format: 'date-time' })
  to: string

  @ApiProperty({ type: [MeasureDto] })
  data: MeasureDto[]
}
