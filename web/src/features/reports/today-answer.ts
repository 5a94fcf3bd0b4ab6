import type { readToday } from '@altyn/contract/reports'
import type { z } from 'zod'

/** What the start page is told. */
export type TodayAnswer = z.output<typeof readToday.response>
