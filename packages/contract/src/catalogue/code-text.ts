import { z } from 'zod'

/** Names a band of time, a category of traffic or a class of calls where prices refer to it. */
export const codeText = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'code')
