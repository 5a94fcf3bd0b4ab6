import { z } from 'zod'
import { route } from '../route.ts'
import { done, id, idParams } from '../values.ts'

const priority = z.coerce.number().int().min(0).max(1000)

export const subordinateContract = route({
  method: 'POST',
  path: '/api/subscribers/contracts/:id/main',
  summary: 'Make a contract subordinate to a main one, whose payments cover its debts from now on',
  access: 'subscribers.change',
  params: idParams,
  body: z.object({ mainId: id, priority: priority.default(100) }),
  response: done,
})
export const freeContract = route({
  method: 'DELETE',
  path: '/api/subscribers/contracts/:id/main',
  summary: 'Free a contract from its main one from now on',
  access: 'subscribers.change',
  params: idParams,
  response: done,
})
