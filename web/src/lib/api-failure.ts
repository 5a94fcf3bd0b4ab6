import { type Problem, problem } from '@altyn/contract/problem'

/** The server refused: `code` is stable, `fields` says what was wrong and where. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly details: Record<string, unknown>
  readonly fields: NonNullable<Problem['fields']>

  constructor({ title, status, code, details, fields }: Problem) {
    super(title)
    this.name = 'ApiProblem'
    this.status = status
    this.code = code
    this.details = details ?? {}
    this.fields = fields ?? []
  }
}

/** The server did not answer: no network, or the server is being restarted. Nothing is known about the deed. */
export class ApiUnreachable extends Error {
  constructor(cause: unknown) {
    super('The server did not answer', { cause })
    this.name = 'ApiUnreachable'
  }
}

/** The server answered in a form that this page does not know: usually the page is older than the server. */
export class ApiMismatch extends Error {
  constructor(path: string, cause?: unknown) {
    super(`An unexpected answer from ${path}`, { cause })
    this.name = 'ApiMismatch'
  }
}

/** Makes a typed error of an answer that is not a success. */
export async function fromErrorAnswer(path: string, answer: Response): Promise<Error> {
  const parsed = problem.safeParse(await answer.json().catch(() => undefined))
  if (parsed.success) return new ApiProblem(parsed.data)
  // A proxy in front of the server answers with pages of its own when the server is away.
  if (answer.status >= 502 && answer.status <= 504) return new ApiUnreachable(answer.status)
  return new ApiMismatch(path, answer.status)
}

export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401
}
