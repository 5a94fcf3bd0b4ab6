// What every process of a test begins with. It lets tests import components as Vite does: .tsx is
// compiled, styles and pictures are nothing. And it ends a file that has tested but does not end.
import { readFileSync } from 'node:fs'
import { createRequire, registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

const fromVite = createRequire(createRequire(import.meta.url).resolve('vite'))
const secondsMax = Number(new URL(import.meta.url).searchParams.get('seconds'))

registerHooks({
  load(url, context, next) {
    const path = url.startsWith('file:') ? fileURLToPath(url) : ''
    if (path.endsWith('.tsx')) return asModule(compile(path))
    if (/\.(css|svg|png|woff2)$/.test(path)) return asModule("export default ''")
    return next(url, context)
  },
})

setTimeout(() => {
  const held = [...new Set(process.getActiveResourcesInfo())].join(', ')
  process.stderr.write(`This file did not end within ${secondsMax} s. It still holds: ${held}\n`)
  process.exit(1)
}, secondsMax * 1000).unref()

function compile(path) {
  // Loaded at the first component only: most tests need none.
  const { transformSync } = fromVite('rolldown/utils')
  const { code, errors } = transformSync(path, readFileSync(path, 'utf8'), {
    jsx: { runtime: 'automatic' },
  })
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0].message}`)
  return code
}

function asModule(source) {
  return { format: 'module', source, shortCircuit: true }
}
