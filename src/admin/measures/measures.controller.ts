import { Get, Query } from '@nestjs/common'
import { ApiQuery } from '@nestjs/swagger'
import { AdminController } from '../access/admin-controller.js'
import { AdminRoute } from '../access/admin-route.js'
import { type ChartQuery, MeasureCharts } from './measure-charts.js'
import { BUCKET_NAMES, MEASURE_GROUPS } from './measure-keys.js'
import { MeasuresDto, TopMethodsDto } from './measures.dto.js'
import { TopMethods } from './top-methods.js'

/** What charts are drawn of. */
@AdminController('measures', 'Operation')
export class MeasuresController {
  constructor(
    private readonly charts: MeasureCharts,
    private readonly methods: TopMethods,
  ) {}

  @Get()
  @ApiQuery({ name: 'keys', required: false, description: 'Names with commas between them; absent: all.' })
  @ApiQuery({ name: 'group', required: false, enum: MEASURE_GROUPS, description: 'Those of one group.' })
  @ApiQuery({ name: 'bucket', required: false, enum: BUCKET_NAMES })
  @ApiQuery({ name: 'from', required: false, schema: { type: 'string', format: 'date-time' } })
  @ApiQuery({ name: 'to', required: false, schema: { type: 'string', format: 'date-time' } })
  @AdminRoute('measures.view', { summary: 'Gives what charts are drawn of', answers: MeasuresDto })
  listMeasures(@Query() query: Record<string, unknown>): Promise<MeasuresDto> {
    return this.charts.read(textsOf(query) as ChartQuery)
  }

  @Get('methods')
  @ApiQuery({ name: 'from', required: false, schema: { type: 'string', format: 'date-time' } })
  @ApiQuery({ name: 'to', required: false, schema: { type: 'string', format: 'date-time' } })
  @AdminRoute('measures.view', {
    summary: 'Lists the methods that were called most, and how long calls took',
    answers: TopMethodsDto,
  })
  listTopMethods(@Query() query: Record<string, unknown>): Promise<TopMethodsDto> {
    return this.methods.read(textsOf(query))
  }
}

/** One that is there twice is none of those that are known. */
function textsOf(query: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)]))
}
