import {
  type DialectName,
  dialectOf,
  type GivenService,
  type ServiceGround,
  type SessionService,
} from '../../network/index.ts'

/** An attribute of an Access-Accept that activates a service, and why the service is given. */
type ServiceAttribute = {
  name: string
  value: string
  why: { kind: 'service'; title: string; by: ServiceGround }
}

/** The attributes of all services together, each with the reason of its service. */
export function attributesOfServices(
  dialect: DialectName,
  given: readonly GivenService<SessionService>[],
  interimSeconds: number,
): ServiceAttribute[] {
  const names = given.map(({ service }) => service.name)
  const pairs = dialectOf(dialect).services?.atSignIn(names, interimSeconds) ?? []
  // Every service takes as many attributes as the others, in their order.
  const perService = pairs.length / given.length
  return given.flatMap(({ service: { title }, by }, at) =>
    pairs
      .slice(at * perService, (at + 1) * perService)
      .map(([name, value]) => ({ name, value, why: { kind: 'service' as const, title, by } })),
  )
}
