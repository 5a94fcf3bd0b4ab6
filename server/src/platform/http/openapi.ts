import type { RouteShape } from '@altyn/contract/route'
import { z } from 'zod'

type Json = Record<string, unknown>

/** The OpenAPI 3.1 description of the given routes, made from the very schemas that check them. */
export function describeApi(routes: RouteShape[], version: string): Json {
  const paths: Record<string, Json> = {}
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(route) }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Altyn', version, license: { name: 'Apache-2.0' } },
    components: {
      securitySchemes: {
        cookie: { type: 'apiKey', in: 'cookie', name: 'altyn' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
    security: [{ cookie: [] }, { token: [] }],
    paths,
  }
}

function describeRoute(route: RouteShape): Json {
  return {
    summary: route.summary,
    tags: [route.path.split('/')[2]],
    description: route.access === 'public' ? 'Open to anybody.' : `Needs: ${route.access}.`,
    parameters: [
      ...describeFields(route.params, 'path'),
      ...describeFields(route.query, 'query'),
      ...describeHeaders(route),
    ],
    ...(route.upload && {
      requestBody: { required: true, content: { 'application/octet-stream': {} } },
    }),
    ...(route.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(route.body, 'input') } },
      },
    }),
    responses: {
      200: {
        description: 'Done',
        content: {
          [route.file ?? 'application/json']: { schema: schemaOf(route.response, 'output') },
        },
      },
      default: { description: 'Refused', content: { 'application/problem+json': {} } },
    },
  }
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...described } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    reused: 'inline',
  })
  return described
}

function describeFields(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (!schema) return []
  const described = schemaOf(schema, 'input')
  const required = new Set((described.required as string[] | undefined) ?? [])
  return Object.entries((described.properties as Json | undefined) ?? {}).map(([name, field]) => ({
    name,
    in: place,
    required: place === 'path' || required.has(name),
    schema: field,
  }))
}

function describeHeaders(route: RouteShape): Json[] {
  const schema = { type: 'string' }
  return [
    ...(route.versioned ? [{ name: 'If-Match', in: 'header', required: true, schema }] : []),
    ...(route.idempotent
      ? [{ name: 'Idempotency-Key', in: 'header', required: false, schema }]
      : []),
  ]
}
