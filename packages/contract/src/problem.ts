import { z } from 'zod'

/** An error answer (RFC 9457). `code` is stable; `fields` names what was wrong and where. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    details: z.record(z.string(), z.unknown()).optional(),
    fields: z.array(z.object({ field: z.string(), rule: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.output<typeof problem>
